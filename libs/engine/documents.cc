#include "libs/engine/documents.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/document_verbs.h"

namespace skranke {
namespace {

// Keys of documents are made as those of identities are: libs/engine/batch_view.cc.
constexpr char kIdentityDomain[] = "person";

absl::StatusOr<bool> IsHeld(const Snapshot& snapshot, const std::string& document) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string key, FromHex(document));
  return snapshot.IsDocumentHeld(key);
}

}  // namespace

std::string DocumentFileName(const InstallationKey& key, absl::string_view sha256) {
  return ToHex(key.Pseudonym(kIdentityDomain, DocumentIdentity(sha256)));
}

absl::StatusOr<std::unique_ptr<Documents>> Documents::Open(
    const std::string& dir, DocumentsOptions options, std::shared_ptr<const InstallationKey> key) {
  SKRANKE_ASSIGN_OR_RETURN(auto files, DocumentFiles::Open(dir, options.files));
  return std::unique_ptr<Documents>(
      new Documents(std::move(options), std::move(key), std::move(files)));
}

Documents::Documents(DocumentsOptions options, std::shared_ptr<const InstallationKey> key,
                     std::unique_ptr<DocumentFiles> files)
    : options_(std::move(options)), key_(std::move(key)), files_(std::move(files)) {}

std::string Documents::UploadName(const Caller& caller, const std::string& upload_id) const {
  return ToHex(key_->Pseudonym("upload", absl::StrCat(caller.name, "\n", upload_id)));
}

absl::StatusOr<UploadProgress> Documents::Begin(const Caller& caller, const std::string& upload_id,
                                                const DocumentHeader& header, absl::Time now) {
  return files_->Begin(UploadName(caller, upload_id), header, now);
}

absl::Status Documents::Append(const Caller& caller, const std::string& upload_id, uint64_t offset,
                               absl::string_view bytes, absl::Time now) {
  return files_->Append(UploadName(caller, upload_id), offset, bytes, now);
}

absl::StatusOr<UploadProgress> Documents::Find(const Caller& caller, const std::string& upload_id) {
  return files_->Find(UploadName(caller, upload_id));
}

absl::Status Documents::Finish(const Caller& caller, const std::string& upload_id,
                               const DocumentHeader& header, absl::Time now) {
  return files_->Finish(UploadName(caller, upload_id), header,
                        {.document = DocumentFileName(*key_, header.sha256),
                         .time = now,
                         .office = caller.office,
                         .uploader = caller.name});
}

absl::StatusOr<std::unique_ptr<DocumentReader>> Documents::Read(absl::string_view sha256) const {
  SKRANKE_ASSIGN_OR_RETURN(auto reader, files_->Read(DocumentFileName(*key_, sha256)));
  // The reader compares a file with its own header alone.
  if (reader->header().sha256 == sha256) return reader;
  return ReasonError(absl::StatusCode::kDataLoss, "DOCUMENT_DAMAGED",
                     "the document's file has the bytes of another document");
}

absl::StatusOr<std::string> Documents::ReadWhole(absl::string_view sha256) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto reader, Read(sha256));
  std::string bytes;
  SKRANKE_RETURN_IF_ERROR(
      reader->ReadRest([&](absl::string_view next) { bytes.append(next.data(), next.size()); }));
  return bytes;
}

absl::StatusOr<std::vector<Documents::Orphan>> Documents::Orphans(const Snapshot& snapshot,
                                                                  Wanted wanted,
                                                                  size_t most) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto loose, files_->Loose());
  std::vector<Orphan> orphans;
  for (const LooseDocument& document : loose) {
    if (orphans.size() == most) break;
    if (document.retired || !wanted(document)) continue;
    SKRANKE_ASSIGN_OR_RETURN(const bool held, IsHeld(snapshot, document.document));
    if (held) continue;
    const auto reader = files_->Read(document.document);
    // Marked and not stored yet, or damaged: no bytes that a case could have.
    if (!reader.ok()) continue;
    orphans.push_back({.document = document.document,
                       .header = (*reader)->header(),
                       .content_type = (*reader)->content_type(),
                       .office = document.office,
                       .uploader = document.uploader,
                       .upload_time = document.time});
  }
  return orphans;
}

// A case may have got the document since the snapshot was taken: only what was retired under an
// earlier one, and is still nobody's, goes.
absl::Status Documents::Clean(const Snapshot& snapshot, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const auto loose, files_->Loose());
  for (const LooseDocument& document : loose) {
    SKRANKE_ASSIGN_OR_RETURN(const bool held, IsHeld(snapshot, document.document));
    if (held) {
      SKRANKE_RETURN_IF_ERROR(files_->Settle(document.document));
    } else if (document.retired) {
      SKRANKE_RETURN_IF_ERROR(files_->RemoveRetired(document.document));
      Log(LogLevel::kInfo, "a document that no case has was removed",
          {{"document", document.document}});
    } else {
      SKRANKE_RETURN_IF_ERROR(files_->Retire(document.document, now - options_.orphans_kept));
    }
  }
  return files_->RemoveUploads(now - options_.uploads_kept);
}

}  // namespace skranke
