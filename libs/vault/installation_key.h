// The installation's one secret key, kept in a file outside the data directory, and the pseudonyms
// made with it: who copies the store alone cannot find a person by number, nor test a guess.
//
//   SKRANKE_ASSIGN_OR_RETURN(const InstallationKey key, InstallationKey::LoadOrCreate(path));
//   const std::string person = key.Pseudonym("person", "NO13097248022");
//
// Never changes once made; threads may share it.
#ifndef SKRANKE_LIBS_VAULT_INSTALLATION_KEY_H_
#define SKRANKE_LIBS_VAULT_INSTALLATION_KEY_H_

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

class InstallationKey {
 public:
  // Bytes of the key. Source: RFC 2104 (a key as long as the hash's output).
  static constexpr size_t kBytes = 32;
  // Bytes of a pseudonym: 128 bits never meet by chance, and keep index keys short.
  static constexpr size_t kPseudonymBytes = 16;

  // Reads the key. NOT_FOUND where there is no file. FAILED_PRECONDITION where it is not a plain
  // file of kBytes, or others than its owner may read or write it. Errors name the path.
  static absl::StatusOr<InstallationKey> Load(const std::string& path);

  // The same, but makes a new key (mode 0600, on the disk when this returns) where there is no
  // file. Beside a store that holds pseudonyms already use Load: a new key would find none of them.
  static absl::StatusOr<InstallationKey> LoadOrCreate(const std::string& path);

  // INVALID_ARGUMENT unless there are kBytes.
  static absl::StatusOr<InstallationKey> FromBytes(absl::string_view bytes);

  InstallationKey(InstallationKey&&) noexcept;
  InstallationKey& operator=(InstallationKey&&) noexcept;
  ~InstallationKey();

  // The first kPseudonymBytes of HMAC-SHA256(key, domain 0x00 bytes). DO NOT CHANGE: the store's
  // index keys are made of it. `domain` (no 0x00 in it) says what the bytes are ("person",
  // "request", "external"), so that equal bytes of two kinds do not meet.
  std::string Pseudonym(absl::string_view domain, absl::string_view bytes) const;

 private:
  struct Hashes;
  explicit InstallationKey(std::unique_ptr<const Hashes> hashes);

  std::unique_ptr<const Hashes> hashes_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_VAULT_INSTALLATION_KEY_H_
