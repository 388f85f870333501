// OpenSSL 3 calls its plain SHA-256 functions deprecated; but only their state can be copied, so
// that the two key blocks of an HMAC are hashed once for all pseudonyms. EVP_MAC_CTX_dup allocates
// and takes several times as long, and the writer needs several pseudonyms a command.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "libs/vault/installation_key.h"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "absl/status/status.h"
#include "libs/base/key_file.h"

namespace skranke {
namespace {

// Bytes that SHA-256 takes in at a time, and so the length of an HMAC's key block (RFC 2104).
constexpr size_t kBlockBytes = 64;

// SHA-256 after the key block, every byte of which is combined with `pad`.
SHA256_CTX AfterKeyBlock(absl::string_view key, unsigned char pad) {
  std::array<unsigned char, kBlockBytes> block = {};
  std::copy(key.begin(), key.end(), block.begin());
  for (unsigned char& byte : block) byte ^= pad;
  SHA256_CTX hash;
  SHA256_Init(&hash);
  SHA256_Update(&hash, block.data(), block.size());
  OPENSSL_cleanse(block.data(), block.size());
  return hash;
}

}  // namespace

// Where an HMAC's inner and outer hash stand before the first byte of a message.
struct InstallationKey::Hashes {
  SHA256_CTX inner;
  SHA256_CTX outer;
  ~Hashes() { OPENSSL_cleanse(this, sizeof(*this)); }
};

InstallationKey::InstallationKey(std::unique_ptr<const Hashes> hashes)
    : hashes_(std::move(hashes)) {}
InstallationKey::InstallationKey(InstallationKey&&) noexcept = default;
InstallationKey& InstallationKey::operator=(InstallationKey&&) noexcept = default;
InstallationKey::~InstallationKey() = default;

absl::StatusOr<InstallationKey> InstallationKey::FromBytes(absl::string_view bytes) {
  if (bytes.size() != kBytes) {
    return absl::InvalidArgumentError("an installation key has 32 bytes");
  }
  constexpr unsigned char kInnerPad = 0x36;  // RFC 2104
  constexpr unsigned char kOuterPad = 0x5C;  // RFC 2104
  return InstallationKey(std::make_unique<const Hashes>(
      Hashes{.inner = AfterKeyBlock(bytes, kInnerPad), .outer = AfterKeyBlock(bytes, kOuterPad)}));
}

absl::StatusOr<InstallationKey> InstallationKey::Load(const std::string& path) {
  return LoadKey<InstallationKey>(path);
}

absl::StatusOr<InstallationKey> InstallationKey::LoadOrCreate(const std::string& path) {
  return LoadOrCreateKey<InstallationKey>(path);
}

std::string InstallationKey::Pseudonym(absl::string_view domain, absl::string_view bytes) const {
  assert(domain.find('\0') == absl::string_view::npos);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256_CTX hash = hashes_->inner;
  SHA256_Update(&hash, domain.data(), domain.size());
  SHA256_Update(&hash, "", 1);
  SHA256_Update(&hash, bytes.data(), bytes.size());
  SHA256_Final(digest.data(), &hash);
  hash = hashes_->outer;
  SHA256_Update(&hash, digest.data(), digest.size());
  SHA256_Final(digest.data(), &hash);
  return std::string(reinterpret_cast<const char*>(digest.data()), kPseudonymBytes);
}

}  // namespace skranke
