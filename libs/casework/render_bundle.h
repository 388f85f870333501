// A life event as it is shown: where each part stands, for whom it waits, and what the clerk tells
// the citizen of the whole. All of it is computed from the parts' cases as the counter sees them,
// so that a protected person's life event reads like anybody else's. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_RENDER_BUNDLE_H_
#define SKRANKE_LIBS_CASEWORK_RENDER_BUNDLE_H_

#include <cstdint>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/time/time.h"
#include "libs/access/bundle_access.h"
#include "libs/casework/installation.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/bundle.pb.h"

namespace skranke {

// "v3".
std::string EtagOf(const storage::v1::BundleRecord& bundle);

// The template as the list had it at receipt; null where that list is not installed.
const BundleTemplate* TemplateOf(const storage::v1::BundleRecord& bundle,
                                 const Installation& installation);

// Gives the case of that number; null where there is none.
using CaseOf = absl::FunctionRef<const storage::v1::CaseState*(uint64_t number)>;

// The case of the part that leads; null while that is not sent.
const storage::v1::CaseState* LeadOf(const storage::v1::BundleRecord& bundle,
                                     const Installation& installation, CaseOf case_of);

// At the lead's sight: of the other parts those that were sent, without their cases, what they lack
// and what the citizen said to them; status and sentences are of what is shown.
v1::Bundle Render(const storage::v1::BundleRecord& bundle, BundleSight sight,
                  const Installation& installation, CaseOf case_of, absl::Time now);

v1::BundleTemplate Render(const BundleTemplate& one, const TaskList& list);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_RENDER_BUNDLE_H_
