// The key pair that this installation signs with, and by which others know that it was us: Ed25519
// (RFC 8032). The secret half lies in a file of its own outside the data directory.
//
//   SKRANKE_ASSIGN_OR_RETURN(const SigningKey key, SigningKey::LoadOrCreate(path));
//   std::cout << key.public_key().ToText();                      // whpk_..., for the receivers
//   key.public_key().IsSignatureOf(bytes, key.Sign(bytes));      // true
//
// Both are values that never change and are cheap to copy; threads may share them.
#ifndef SKRANKE_LIBS_BASE_SIGNING_KEY_H_
#define SKRANKE_LIBS_BASE_SIGNING_KEY_H_

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// OpenSSL's EVP_PKEY.
struct evp_pkey_st;

namespace skranke {

// Bytes of a signature. Source: RFC 8032, section 5.1.6.
inline constexpr size_t kSignatureBytes = 64;

// The half that everybody may know.
class VerifyingKey {
 public:
  // Bytes of the key. Source: RFC 8032, section 5.1.5.
  static constexpr size_t kBytes = 32;

  // INVALID_ARGUMENT unless there are kBytes.
  static absl::StatusOr<VerifyingKey> FromBytes(absl::string_view bytes);
  // Reads what ToText wrote. INVALID_ARGUMENT where it is anything else.
  static absl::StatusOr<VerifyingKey> FromText(absl::string_view text);

  // "whpk_" and base64, as Standard Webhooks writes a public key.
  std::string ToText() const;

  // Whether the owner of the key signed exactly these bytes.
  bool IsSignatureOf(absl::string_view bytes, absl::string_view signature) const;

 private:
  friend class SigningKey;
  explicit VerifyingKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}

  std::shared_ptr<evp_pkey_st> key_;
};

class SigningKey {
 public:
  // Bytes of the secret that all else follows from, and of the key file. Source: RFC 8032, section
  // 5.1.5.
  static constexpr size_t kBytes = 32;

  // Reads the key. NOT_FOUND where there is no file. FAILED_PRECONDITION where it is not a plain
  // file of kBytes, or others than its owner may read or write it. Errors name the path.
  static absl::StatusOr<SigningKey> Load(const std::string& path);
  // The same, but makes a new key (mode 0600, on the disk when this returns) where there is no
  // file. Receivers have to be told its public half.
  static absl::StatusOr<SigningKey> LoadOrCreate(const std::string& path);

  // INVALID_ARGUMENT unless there are kBytes.
  static absl::StatusOr<SigningKey> FromBytes(absl::string_view bytes);
  // Reads what ToSecretText wrote, or the same with the secret half alone. INVALID_ARGUMENT where
  // it is anything else, or the two halves are not of one pair. Errors never repeat the text.
  static absl::StatusOr<SigningKey> FromSecretText(absl::string_view text);

  // "whsk_" and base64 of the secret and the public half, as Standard Webhooks writes a key pair.
  // For nobody's eyes but the owner's.
  std::string ToSecretText() const;

  VerifyingKey public_key() const { return VerifyingKey(key_); }

  // kSignatureBytes. The same bytes always have the same signature.
  std::string Sign(absl::string_view bytes) const;

 private:
  explicit SigningKey(std::shared_ptr<evp_pkey_st> key) : key_(std::move(key)) {}

  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_SIGNING_KEY_H_
