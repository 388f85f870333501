// Documents as files in a directory, outside the hot store: bytes only, and names that the caller
// made. Whatever moment the process or the machine dies at, a document is there whole or not at
// all, and an upload goes on where its file ends.
//
//   DIR/uploads/UPLOAD     what has come of it: its header (document_header.h) and bytes
//   DIR/loose/DOCUMENT     written before the document itself and taken away once a case holds it;
//                          says who brought it, in two lines; in a third, that it is being removed
//   DIR/stored/DO/DOCUMENT the whole: the same file, moved; DO are the first two letters
//   DIR/done/UPLOAD        the header of an upload that ended, so that it may be asked again
//
// A file's time is the office's time of its last change. Threads may share it.
#ifndef SKRANKE_LIBS_STORE_DOCUMENT_FILES_H_
#define SKRANKE_LIBS_STORE_DOCUMENT_FILES_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/mutex.h"
#include "libs/store/document_header.h"
#include "libs/store/document_reader.h"

namespace skranke {

struct DocumentFilesOptions {
  // Free space that stays free: under it nothing more is taken, so that the store beside it does
  // not run full. The same as the engine's for new cases.
  uint64_t low_space_bytes = uint64_t{512} << 20;
  // What happens before each step of keeping a document; an error ends the work there, as a kill
  // would. For tests alone.
  std::function<absl::Status(absl::string_view step)> before_step;
};

// How far an upload is.
struct UploadProgress {
  DocumentHeader header;
  // Bytes that are there.
  uint64_t size = 0;
  // The document is stored.
  bool done = false;
};

// A document that no case was known to hold.
struct LooseDocument {
  std::string document;
  absl::Time time;
  // Who brought it: an office and a member of its staff.
  std::string office;
  std::string uploader;
  // It is being removed, and is no longer what somebody may attach to a case.
  bool retired = false;
};

class DocumentFiles {
 public:
  // Makes what is not there. What the file system says.
  static absl::StatusOr<std::unique_ptr<DocumentFiles>> Open(const std::string& dir,
                                                             DocumentFilesOptions options = {});

  // Begins an upload or goes on with it. INVALID_ARGUMENT (UPLOAD_ID_REUSED) where it had another
  // header; RESOURCE_EXHAUSTED (DISK_LOW).
  absl::StatusOr<UploadProgress> Begin(const std::string& upload, const DocumentHeader& header,
                                       absl::Time now);

  // FAILED_PRECONDITION (OFFSET_MISMATCH) where the upload does not end at `offset`;
  // INVALID_ARGUMENT (INVALID_FIELD) for more than its header says; RESOURCE_EXHAUSTED (DISK_LOW);
  // NOT_FOUND (UPLOAD_NOT_FOUND).
  absl::Status Append(const std::string& upload, uint64_t offset, absl::string_view bytes,
                      absl::Time now);

  // What is safe of it, also from a power loss. NOT_FOUND (UPLOAD_NOT_FOUND).
  absl::StatusOr<UploadProgress> Find(const std::string& upload);

  // Reads all bytes back and keeps them as that document. FAILED_PRECONDITION (UPLOAD_INCOMPLETE);
  // INVALID_ARGUMENT (UPLOAD_ID_REUSED) where the upload was begun anew with another header, or
  // (HASH_MISMATCH): the upload is gone; NOT_FOUND (UPLOAD_NOT_FOUND).
  absl::Status Finish(const std::string& upload, const DocumentHeader& header,
                      const LooseDocument& as);

  // NOT_FOUND where there is none; otherwise those of DocumentReader.
  absl::StatusOr<std::unique_ptr<DocumentReader>> Read(const std::string& document) const;

  // In the order of their names.
  absl::StatusOr<std::vector<LooseDocument>> Loose() const;
  // A case holds it now.
  absl::Status Settle(const std::string& document);
  // The first step of removing a loose document, unless somebody brought it again since `before`.
  // Its bytes stay, for a case that got it a moment ago; Settle and bringing it again undo it.
  absl::Status Retire(const std::string& document, absl::Time before)
      ABSL_LOCKS_EXCLUDED(stored_mutex_);
  // The second, for who has seen after the first that no case holds it.
  absl::Status RemoveRetired(const std::string& document) ABSL_LOCKS_EXCLUDED(stored_mutex_);
  // Removes uploads, and what is known of those that ended, without a change since `before`.
  absl::Status RemoveUploads(absl::Time before);

 private:
  DocumentFiles(std::string dir, DocumentFilesOptions options);

  std::string PathOf(absl::string_view folder, const std::string& name) const;
  std::string StoredPath(const std::string& document) const;
  // An upload changes one step at a time.
  Mutex& LockOf(const std::string& upload);
  // Begin's and Find's look, under the upload's lock.
  absl::StatusOr<UploadProgress> BeginAt(const std::string& upload,
                                         const DocumentHeader& header) const;
  absl::StatusOr<UploadProgress> FindAt(const std::string& upload) const;
  absl::Status CheckSpace(uint64_t more) const;
  absl::Status Step(absl::string_view step) const;
  absl::Status Mark(const LooseDocument& loose) const;
  std::optional<LooseDocument> FindLoose(const std::string& document) const;
  absl::Status CheckWhole(const std::string& path) const;
  absl::Status Keep(const std::string& upload, const LooseDocument& as)
      ABSL_LOCKS_EXCLUDED(stored_mutex_);

  const std::string dir_;
  const DocumentFilesOptions options_;
  std::array<Mutex, 16> locks_;
  // What is stored changes one document at a time: none is removed while it is brought again.
  // Locked after an upload's.
  Mutex stored_mutex_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_STORE_DOCUMENT_FILES_H_
