// One stored document, read from its beginning to its end and hashed on the way: nobody gets its
// last bytes unless all of them are the ones that were stored. One thread at a time.
#ifndef SKRANKE_LIBS_STORE_DOCUMENT_READER_H_
#define SKRANKE_LIBS_STORE_DOCUMENT_READER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/open_file.h"
#include "libs/base/sha256.h"
#include "libs/store/document_header.h"

namespace skranke {

class DocumentReader {
 public:
  // NOT_FOUND where there is no such file; DATA_LOSS (DOCUMENT_DAMAGED) where it is not as long as
  // its header says; those of ReadDocumentHeader.
  static absl::StatusOr<std::unique_ptr<DocumentReader>> Open(const std::string& path);

  const DocumentHeader& header() const { return header_; }
  // Told by the bytes: libs/base/content_type.h.
  const std::string& content_type() const { return content_type_; }

  // The next bytes, at most `most`; empty after the last. DATA_LOSS (DOCUMENT_DAMAGED) instead of
  // the last where the whole has another hash.
  absl::StatusOr<std::string> Next(size_t most);

  // The bytes from where Next is to the end, piece by piece. DATA_LOSS (DOCUMENT_DAMAGED) where the
  // whole has another hash.
  absl::Status ReadRest(absl::FunctionRef<void(absl::string_view)> take);
  // Whether the whole is what was stored; reads what Next has not read yet.
  absl::Status CheckRest();

  // Some bytes, at most `most` from `offset` on, which is at most header().size. Next goes on where
  // it was. Nothing says whether they are the right ones.
  absl::StatusOr<std::string> At(uint64_t offset, size_t most) const;

 private:
  DocumentReader(int fd) : file_(fd) {}

  absl::Status Begin();

  const OpenFile file_;
  DocumentHeader header_;
  std::string content_type_;
  uint64_t offset_ = 0;
  Sha256Stream hash_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_DOCUMENT_READER_H_
