// What of a life event's content goes to which part: a part carries what its own task asks for, by
// the list's requirements, fact schema and conditions, and nothing else. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_BUNDLE_CONTENT_H_
#define SKRANKE_LIBS_CASEWORK_BUNDLE_CONTENT_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/bundle.pb.h"

namespace skranke {

// The facts, documents and attestations that the part's task asks for; never the note, which is
// about all. The consent that its row asks for is among them as given, with a reference to where
// the citizen said it: without it nothing is sent.
storage::v1::Content ContentFor(const storage::v1::BundleRow& part, const TaskList& list,
                                const storage::v1::Content& content, absl::string_view reference);

// INVALID_ARGUMENT (INVALID_FIELD) for the first fact, document or attestation that no part asks
// for: it would be kept for nobody; and for a fact that a part's schema refuses (CheckStatedFacts).
absl::Status CheckContent(const v1::RegisterBundleRequest& request, const BundleTemplate& asked,
                          const TaskList& list);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_BUNDLE_CONTENT_H_
