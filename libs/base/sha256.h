// SHA-256 (FIPS 180-4) by OpenSSL. Always 32 raw bytes; ToHex (libs/base/hex.h) for people.
#ifndef SKRANKE_LIBS_BASE_SHA256_H_
#define SKRANKE_LIBS_BASE_SHA256_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

struct evp_md_ctx_st;

namespace skranke {

// Bytes of a SHA-256 digest. Source: FIPS 180-4.
inline constexpr size_t kSha256Bytes = 32;

// The digest of all of `bytes`. Threads may call it at the same time.
std::string Sha256(absl::string_view bytes);

// The digest of bytes that come in pieces. One thread at a time.
class Sha256Stream {
 public:
  Sha256Stream();
  void Update(absl::string_view bytes);
  // The digest of all pieces; the stream then begins anew, empty.
  std::string Finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_SHA256_H_
