#include "services/agency/document_shelf.h"

#include "libs/base/hex.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// What a crash left half written is gone after that; it comes again.
constexpr absl::Duration kUploadsKept = absl::Hours(24);

absl::Status NoShelf() {
  return ReasonError(absl::StatusCode::kFailedPrecondition, "NO_SHELF",
                     "this agency was given no directory for documents");
}

}  // namespace

absl::StatusOr<std::unique_ptr<DocumentShelf>> DocumentShelf::Open(const std::string& dir,
                                                                   const Clock* clock) {
  std::unique_ptr<DocumentFiles> files;
  if (!dir.empty()) {
    SKRANKE_ASSIGN_OR_RETURN(files, DocumentFiles::Open(dir));
  }
  return std::unique_ptr<DocumentShelf>(new DocumentShelf(std::move(files), clock));
}

bool DocumentShelf::Has(absl::string_view sha256) const {
  return is_there() && files_->Read(ToHex(sha256)).ok();
}

absl::Status DocumentShelf::Put(absl::string_view bytes) {
  if (!is_there()) return NoShelf();
  const absl::Time now = clock_->Now();
  const DocumentHeader header{.size = bytes.size(), .sha256 = Sha256(bytes)};
  const std::string name = ToHex(header.sha256);
  if (Has(header.sha256)) return absl::OkStatus();
  SKRANKE_RETURN_IF_ERROR(files_->RemoveUploads(now - kUploadsKept));
  SKRANKE_ASSIGN_OR_RETURN(const UploadProgress progress, files_->Begin(name, header, now));
  if (progress.size < bytes.size()) {
    SKRANKE_RETURN_IF_ERROR(files_->Append(name, progress.size, bytes.substr(progress.size), now));
  }
  SKRANKE_RETURN_IF_ERROR(files_->Finish(name, header, {.document = name, .time = now}));
  // Its case is stored next; here nothing is ever without one for long.
  return files_->Settle(name);
}

absl::StatusOr<std::string> DocumentShelf::Read(absl::string_view sha256) const {
  if (!is_there()) return NoShelf();
  SKRANKE_ASSIGN_OR_RETURN(const auto reader, files_->Read(ToHex(sha256)));
  return reader->Next(kDocumentBytesMax);
}

}  // namespace skranke
