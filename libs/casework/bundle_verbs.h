// What the counter may do to life events, judged. Pure. The errors are those of BundleService in
// proto/skranke/v1/bundle.proto.
#ifndef SKRANKE_LIBS_CASEWORK_BUNDLE_VERBS_H_
#define SKRANKE_LIBS_CASEWORK_BUNDLE_VERBS_H_

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/v1/bundle.pb.h"

namespace skranke {

// One command, one record: the life event and all of its parts, or nothing.
absl::StatusOr<Judgement> JudgeRegisterBundle(const View& view, const Caller& caller,
                                              const v1::RegisterBundleRequest& request,
                                              absl::Time now);
absl::StatusOr<Judgement> JudgeSetConsent(const View& view, const Caller& caller,
                                          const v1::SetConsentRequest& request, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_BUNDLE_VERBS_H_
