#include "libs/base/sha256.h"

#include <openssl/evp.h>

#include <cstdio>
#include <cstdlib>

namespace skranke {
namespace {

// OpenSSL's digests fail only without memory or without SHA-256 at all: nothing can go on then.
void Must(int succeeded) {
  if (succeeded == 1) return;
  std::fputs("OpenSSL cannot compute SHA-256\n", stderr);
  std::abort();
}

}  // namespace

void Sha256Stream::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
  Must(context_ != nullptr);
  Must(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
}

void Sha256Stream::Update(absl::string_view bytes) {
  Must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string Sha256Stream::Finish() {
  std::string digest(kSha256Bytes, '\0');
  Must(
      EVP_DigestFinal_ex(context_.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr));
  Must(EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr));
  return digest;
}

std::string Sha256(absl::string_view bytes) {
  std::string digest(kSha256Bytes, '\0');
  Must(EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                  nullptr, EVP_sha256(), nullptr));
  return digest;
}

}  // namespace skranke
