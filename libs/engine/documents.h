// The installation's documents: whose upload is whose, which document a hash names, and which of
// them no case has. Beside the writer, never through it; what a case has is the case's own. Callers
// wait for the disk, so never on a polling thread. Threads may share it.
#ifndef SKRANKE_LIBS_ENGINE_DOCUMENTS_H_
#define SKRANKE_LIBS_ENGINE_DOCUMENTS_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/base/limits.h"
#include "libs/engine/snapshot.h"
#include "libs/store/document_files.h"
#include "libs/vault/installation_key.h"

namespace skranke {

struct DocumentsOptions {
  // One document's bytes.
  size_t bytes_max = kDocumentBytesMax;
  DocumentFilesOptions files;
  // How long a document that no case has is kept. Source: design; long after anybody still looks
  // for its case.
  absl::Duration orphans_kept = absl::Hours(30 * 24);
  // How long an upload may be silent. Source: design; a working day and a night.
  absl::Duration uploads_kept = absl::Hours(24);
};

// The name of the document's file: keyed, so it tells nothing. DO NOT CHANGE: names are on disk.
std::string DocumentFileName(const InstallationKey& key, absl::string_view sha256);

class Documents {
 public:
  // Makes the directory where there is none.
  static absl::StatusOr<std::unique_ptr<Documents>> Open(
      const std::string& dir, DocumentsOptions options, std::shared_ptr<const InstallationKey> key);

  const DocumentsOptions& options() const { return options_; }

  // The steps of an upload, which belongs to its caller alone. Errors are DocumentFiles' own.
  absl::StatusOr<UploadProgress> Begin(const Caller& caller, const std::string& upload_id,
                                       const DocumentHeader& header, absl::Time now);
  absl::Status Append(const Caller& caller, const std::string& upload_id, uint64_t offset,
                      absl::string_view bytes, absl::Time now);
  absl::StatusOr<UploadProgress> Find(const Caller& caller, const std::string& upload_id);
  absl::Status Finish(const Caller& caller, const std::string& upload_id,
                      const DocumentHeader& header, absl::Time now);

  // The document with that hash. NOT_FOUND where its bytes are not here; DATA_LOSS
  // (DOCUMENT_DAMAGED), also where they are those of another.
  absl::StatusOr<std::unique_ptr<DocumentReader>> Read(absl::string_view sha256) const;
  // All its bytes, for what is sent in one piece.
  absl::StatusOr<std::string> ReadWhole(absl::string_view sha256) const;

  // A stored document that no case of the snapshot has, and that is not about to be removed.
  struct Orphan {
    // Names it in lists; keyed, so it tells nothing.
    std::string document;
    DocumentHeader header;
    std::string content_type;
    std::string office;
    std::string uploader;
    absl::Time upload_time;
  };
  // Those that are wanted, in the order of their names, at most `most`.
  using Wanted = absl::FunctionRef<bool(const LooseDocument&)>;
  absl::StatusOr<std::vector<Orphan>> Orphans(const Snapshot& snapshot, Wanted wanted,
                                              size_t most) const;

  // Removes silent uploads whose time is over, and notes which documents have found a case. An
  // orphan whose time is over is retired, and removed by the next call, unless a case has it by
  // then: that call's snapshot has to be younger than the end of this one. One thread. What fails
  // is done the next time.
  absl::Status Clean(const Snapshot& snapshot, absl::Time now);

 private:
  Documents(DocumentsOptions options, std::shared_ptr<const InstallationKey> key,
            std::unique_ptr<DocumentFiles> files);

  std::string UploadName(const Caller& caller, const std::string& upload_id) const;

  const DocumentsOptions options_;
  const std::shared_ptr<const InstallationKey> key_;
  const std::unique_ptr<DocumentFiles> files_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_DOCUMENTS_H_
