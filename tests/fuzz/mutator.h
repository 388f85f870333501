// Deterministic small damage to inputs: the same on every machine for the same seed. One thread.
#ifndef SKRANKE_TESTS_FUZZ_MUTATOR_H_
#define SKRANKE_TESTS_FUZZ_MUTATOR_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace skranke {

class Mutator {
 public:
  explicit Mutator(uint32_t seed) : random_(seed) {}

  // One of the inputs, changed in one to six places.
  std::string Next(const std::vector<std::string>& inputs);

 private:
  // 0 to n - 1; 0 where n is 0.
  size_t Pick(size_t n);
  char Telling();
  void Change(const std::vector<std::string>& inputs, std::string& bytes);

  std::mt19937 random_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FUZZ_MUTATOR_H_
