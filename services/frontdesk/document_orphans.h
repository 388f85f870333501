// Documents that were brought and that no case has. Any thread that may wait for the disk.
#ifndef SKRANKE_SERVICES_FRONTDESK_DOCUMENT_ORPHANS_H_
#define SKRANKE_SERVICES_FRONTDESK_DOCUMENT_ORPHANS_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/documents.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/document.pb.h"

namespace skranke {

// Errors: INVALID_ARGUMENT (INVALID_FIELD page_size, INVALID_PAGE_TOKEN).
absl::StatusOr<v1::ListOrphanDocumentsResponse> AnswerListOrphanDocuments(
    const Documents& documents, const Snapshot& snapshot, const Caller& caller,
    const v1::ListOrphanDocumentsRequest& request, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_DOCUMENT_ORPHANS_H_
