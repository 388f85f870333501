#include "libs/base/signing_key.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cstdio>
#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/types/optional.h"
#include "libs/base/key_file.h"

namespace skranke {
namespace {

// Source: the Standard Webhooks specification 1.0.0, "Signature scheme".
constexpr absl::string_view kPublicPrefix = "whpk_";
constexpr absl::string_view kSecretPrefix = "whsk_";

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

const unsigned char* Data(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Not a fault of any input: OpenSSL without Ed25519, or no memory.
[[noreturn]] void CryptoFailed() {
  std::fputs("OpenSSL does not sign with Ed25519\n", stderr);
  std::abort();
}

Context NewContext() {
  Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (context == nullptr) CryptoFailed();
  return context;
}

std::shared_ptr<EVP_PKEY> Own(EVP_PKEY* key) {
  if (key == nullptr) CryptoFailed();
  return std::shared_ptr<EVP_PKEY>(key, &EVP_PKEY_free);
}

// The bytes after the prefix, if they are base64 in its one spelling.
absl::optional<std::string> FromPrefixed(absl::string_view text, absl::string_view prefix) {
  std::string bytes;
  if (!absl::ConsumePrefix(&text, prefix) || !absl::Base64Unescape(text, &bytes) ||
      absl::Base64Escape(bytes) != text) {
    return absl::nullopt;
  }
  return bytes;
}

std::string PublicBytes(const EVP_PKEY* key) {
  std::string bytes(VerifyingKey::kBytes, '\0');
  size_t size = bytes.size();
  auto* data = reinterpret_cast<unsigned char*>(bytes.data());
  if (EVP_PKEY_get_raw_public_key(key, data, &size) != 1) CryptoFailed();
  return bytes;
}

std::string SecretBytes(const EVP_PKEY* key) {
  std::string bytes(SigningKey::kBytes, '\0');
  size_t size = bytes.size();
  auto* data = reinterpret_cast<unsigned char*>(bytes.data());
  if (EVP_PKEY_get_raw_private_key(key, data, &size) != 1) CryptoFailed();
  return bytes;
}

}  // namespace

absl::StatusOr<VerifyingKey> VerifyingKey::FromBytes(absl::string_view bytes) {
  if (bytes.size() != kBytes) return absl::InvalidArgumentError("a public key has 32 bytes");
  return VerifyingKey(
      Own(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Data(bytes), kBytes)));
}

absl::StatusOr<VerifyingKey> VerifyingKey::FromText(absl::string_view text) {
  const auto bytes = FromPrefixed(text, kPublicPrefix);
  if (!bytes.has_value()) {
    return absl::InvalidArgumentError("a public key is whpk_ and the base64 of 32 bytes");
  }
  return FromBytes(*bytes);
}

std::string VerifyingKey::ToText() const {
  return absl::StrCat(kPublicPrefix, absl::Base64Escape(PublicBytes(key_.get())));
}

bool VerifyingKey::IsSignatureOf(absl::string_view bytes, absl::string_view signature) const {
  const Context context = NewContext();
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1) {
    CryptoFailed();
  }
  return EVP_DigestVerify(context.get(), Data(signature), signature.size(), Data(bytes),
                          bytes.size()) == 1;
}

absl::StatusOr<SigningKey> SigningKey::FromBytes(absl::string_view bytes) {
  if (bytes.size() != kBytes) return absl::InvalidArgumentError("a signing key has 32 bytes");
  return SigningKey(
      Own(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, Data(bytes), kBytes)));
}

absl::StatusOr<SigningKey> SigningKey::FromSecretText(absl::string_view text) {
  const absl::Status refused = absl::InvalidArgumentError(
      "a signing key is whsk_ and the base64 of its secret half, with or without its public half");
  auto bytes = FromPrefixed(text, kSecretPrefix);
  if (!bytes.has_value() || bytes->size() < kBytes) return refused;
  auto key = FromBytes(absl::string_view(*bytes).substr(0, kBytes));
  const absl::string_view rest = absl::string_view(*bytes).substr(kBytes);
  const bool one_pair = rest.empty() || (key.ok() && rest == PublicBytes(key->key_.get()));
  OPENSSL_cleanse(bytes->data(), bytes->size());
  return one_pair ? key : refused;
}

absl::StatusOr<SigningKey> SigningKey::Load(const std::string& path) {
  return LoadKey<SigningKey>(path);
}

absl::StatusOr<SigningKey> SigningKey::LoadOrCreate(const std::string& path) {
  return LoadOrCreateKey<SigningKey>(path);
}

std::string SigningKey::ToSecretText() const {
  std::string bytes = SecretBytes(key_.get());
  std::string pair = absl::StrCat(bytes, PublicBytes(key_.get()));
  std::string text = absl::StrCat(kSecretPrefix, absl::Base64Escape(pair));
  OPENSSL_cleanse(bytes.data(), bytes.size());
  OPENSSL_cleanse(pair.data(), pair.size());
  return text;
}

std::string SigningKey::Sign(absl::string_view bytes) const {
  const Context context = NewContext();
  std::string signature(kSignatureBytes, '\0');
  size_t size = signature.size();
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     Data(bytes), bytes.size()) != 1) {
    CryptoFailed();
  }
  return signature;
}

}  // namespace skranke
