// Announcing and ending outages, and what the counter is told of them. Pure. The errors are those
// of OutageService in proto/skranke/v1/outage.proto.
//
// An outage that the forwarder finds out is an event like any other, recorded by a command of the
// system: so the answer of every judged command can tell of it, and judging stays pure.
#ifndef SKRANKE_LIBS_CASEWORK_OUTAGE_VERBS_H_
#define SKRANKE_LIBS_CASEWORK_OUTAGE_VERBS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/installation.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/outage.pb.h"

namespace skranke {

// Longest that an outage may be announced for. Source: design; what lasts longer has an end that
// nobody knows, or is the end of the agency.
inline constexpr absl::Duration kAnnouncedOutageMax = absl::Hours(30 * 24);

absl::StatusOr<Judgement> JudgeAnnounceOutage(const View& view, const Caller& caller,
                                              const v1::AnnounceOutageRequest& request,
                                              absl::Time now);
absl::StatusOr<Judgement> JudgeEndOutage(const View& view, const Caller& caller,
                                         const v1::EndOutageRequest& request, absl::Time now);

// The agency has not answered since then. Nothing happens where that is known.
absl::StatusOr<Judgement> JudgeOutageDetected(const View& view, absl::string_view agency,
                                              absl::Time since, absl::Time now);
// It answers again. Nothing happens where nothing was known.
absl::StatusOr<Judgement> JudgeOutageOver(const View& view, absl::string_view agency,
                                          absl::Time now);

// As callers are shown it.
v1::Outage RenderOutage(const storage::v1::OutageAnnounced& outage, absl::Time now);

// Adds to an answer that names an agency as the authority what the counter is told while that one
// is away. Of a protected person's case the answer names the agency that anybody is told, and this
// tells of that one.
void TellOutage(const Installation& installation, absl::Time now, v1::CounterAnswer* answer);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_OUTAGE_VERBS_H_
