// Where chance comes from: an input like the time, so that a simulated day can be played again.
// Case numbers, lease tokens and jitter are made of it. One thread at a time.
#ifndef SKRANKE_LIBS_VAULT_ENTROPY_H_
#define SKRANKE_LIBS_VAULT_ENTROPY_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace skranke {

class Entropy {
 public:
  virtual ~Entropy() = default;
  // 64 random bits.
  virtual uint64_t Next() = 0;
};

// The operating system's, through OpenSSL: nobody can guess it. Crashes where the system has none
// to give, since a guessable token would be worse.
class SystemEntropy : public Entropy {
 public:
  SystemEntropy() = default;
  ~SystemEntropy() override;
  SystemEntropy(const SystemEntropy&) = delete;
  SystemEntropy& operator=(const SystemEntropy&) = delete;

  uint64_t Next() override;

 private:
  void Refill();

  // A call of OpenSSL costs far more than its bytes, so they are fetched for 64 numbers at once.
  std::array<uint64_t, 64> ready_;
  size_t used_ = ready_.size();
};

// The same numbers for the same seed, on every machine (SplitMix64). For tests and simulations
// only: whoever sees one number knows all that follow.
class SeededEntropy : public Entropy {
 public:
  explicit SeededEntropy(uint64_t seed) : state_(seed) {}
  uint64_t Next() override;

 private:
  uint64_t state_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_VAULT_ENTROPY_H_
