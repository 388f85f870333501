// Who may see a life event, and how much of it. Fails closed, as case_access.h. Pure; any thread.
#ifndef SKRANKE_LIBS_ACCESS_BUNDLE_ACCESS_H_
#define SKRANKE_LIBS_ACCESS_BUNDLE_ACCESS_H_

#include "absl/status/status.h"
#include "libs/access/caller.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

enum class BundleSight {
  kNothing,  // the life event does not exist for the caller
  kCounter,  // every part as the counter sees its case
  kLead,     // where every part that was sent stands, and nothing of what was stated for it
};

// What the caller sees of it. `lead` is the case of the part that leads; null while that is not
// sent. Having another part gives no sight.
BundleSight SightOf(const Caller& caller, const storage::v1::BundleRecord& bundle,
                    const storage::v1::CaseState* lead);

// NOT_FOUND (BUNDLE_NOT_FOUND), the one answer for absent and for invisible.
absl::Status BundleNotFound();

}  // namespace skranke

#endif  // SKRANKE_LIBS_ACCESS_BUNDLE_ACCESS_H_
