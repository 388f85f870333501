// What stands before a document's bytes in its file: the same as Sealed in storage.v1, with room
// for the scheme, key and nonce of the trust issue. Until then scheme 0: the bytes are clear. DO
// NOT CHANGE. Numbers are big-endian:
//
//   8   "SKRDOC1\n"
//   4   scheme, 0 = clear
//   4   nothing, zero
//   8   how many bytes follow the header
//   32  SHA-256 of the document
//   16  key id, zero in scheme 0
//   24  nonce, zero in scheme 0
//
// A value; pure functions; any thread.
#ifndef SKRANKE_LIBS_STORE_DOCUMENT_HEADER_H_
#define SKRANKE_LIBS_STORE_DOCUMENT_HEADER_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

inline constexpr size_t kDocumentHeaderBytes = 96;

struct DocumentHeader {
  uint64_t size = 0;
  std::string sha256;

  friend bool operator==(const DocumentHeader&, const DocumentHeader&) = default;
};

std::string WriteDocumentHeader(const DocumentHeader& header);

// DATA_LOSS where it is none; UNIMPLEMENTED (SEALED_DOCUMENT) for a scheme that this build cannot
// open.
absl::StatusOr<DocumentHeader> ReadDocumentHeader(absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_DOCUMENT_HEADER_H_
