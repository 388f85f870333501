// Documents of cases: by which key a case is found that has one, and that who has the case fetched
// it. Who may read a document's bytes: libs/access/case_access.h. Pure functions; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_DOCUMENT_VERBS_H_
#define SKRANKE_LIBS_CASEWORK_DOCUMENT_VERBS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "libs/directory/directory.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

// What is hashed into a document's key. DO NOT CHANGE: keys are on disk.
std::string DocumentIdentity(absl::string_view sha256);

// The keys of all documents of the content that have a hash, each once, in their order.
std::vector<std::string> DocumentKeysOf(const storage::v1::Content& content, const View& view);

// Whether the case has the document with that key.
bool HasDocument(const storage::v1::CaseState& citizen_case, absl::string_view key);

// From when on a stored document that no case has is a gap: it had one working day. Source:
// issue 5.
absl::Time DocumentGapTime(absl::Time uploaded, const Directory& directory);

// Who has the case by that hand-over fetched all bytes of the document: the receipt is kept, once a
// hand-over. `caller` is the system; nothing happens where the case is with anybody else meanwhile,
// the sorting unit too.
absl::StatusOr<Judgement> JudgeDocumentFetched(const View& view, const Caller& caller,
                                               uint64_t number, uint32_t handover,
                                               const std::string& key, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_DOCUMENT_VERBS_H_
