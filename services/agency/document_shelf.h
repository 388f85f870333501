// The documents that came to the reference agency, each once, under its hash: with a message in a
// ZIP, or fetched from the office. On the disk before anything is receipted. One thread.
#ifndef SKRANKE_SERVICES_AGENCY_DOCUMENT_SHELF_H_
#define SKRANKE_SERVICES_AGENCY_DOCUMENT_SHELF_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/clock.h"
#include "libs/store/document_files.h"

namespace skranke {

class DocumentShelf {
 public:
  // Makes the directory where there is none. With an empty name there is no shelf.
  // The clock has to outlive it.
  static absl::StatusOr<std::unique_ptr<DocumentShelf>> Open(const std::string& dir,
                                                             const Clock* clock);

  bool is_there() const { return files_ != nullptr; }

  bool Has(absl::string_view sha256) const;
  // FAILED_PRECONDITION (NO_SHELF) where there is none; those of DocumentFiles. A document that is
  // there already stays as it is.
  absl::Status Put(absl::string_view bytes);
  absl::StatusOr<std::string> Read(absl::string_view sha256) const;

 private:
  DocumentShelf(std::unique_ptr<DocumentFiles> files, const Clock* clock)
      : files_(std::move(files)), clock_(clock) {}

  const std::unique_ptr<DocumentFiles> files_;  // May be null.
  const Clock* const clock_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_DOCUMENT_SHELF_H_
