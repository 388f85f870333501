// What of life events is read. Pure functions of a snapshot; any thread. Errors are those of
// BundleService in proto/skranke/v1/bundle.proto.
#ifndef SKRANKE_SERVICES_FRONTDESK_BUNDLE_QUERIES_H_
#define SKRANKE_SERVICES_FRONTDESK_BUNDLE_QUERIES_H_

#include "absl/status/statusor.h"
#include "libs/access/caller.h"
#include "libs/engine/snapshot.h"
#include "skranke/v1/bundle.pb.h"

namespace skranke {

absl::StatusOr<v1::ListBundleTemplatesResponse> AnswerListBundleTemplates(
    const Snapshot& snapshot, const Caller& caller, const v1::ListBundleTemplatesRequest& request);
absl::StatusOr<v1::GetBundleResponse> AnswerGetBundle(const Snapshot& snapshot,
                                                      const Caller& caller,
                                                      const v1::GetBundleRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FRONTDESK_BUNDLE_QUERIES_H_
