// What an agency may do to its cases, judged, and what delivery makes of its messages. Pure. The
// errors are those of AgencyDeskService in proto/skranke/v1/agency_desk.proto.
#ifndef SKRANKE_LIBS_CASEWORK_AGENCY_VERBS_H_
#define SKRANKE_LIBS_CASEWORK_AGENCY_VERBS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

// How long a taken item is its taker's. Longer than reading a case, shorter than a lunch.
inline constexpr absl::Duration kLeaseDuration = absl::Minutes(30);
// Every so many takes of a unit the oldest case comes first, so that urgent work starves nothing.
inline constexpr int64_t kOldestEveryTakes = 5;

absl::StatusOr<Judgement> JudgeTakeNext(const View& view, const Caller& caller,
                                        const v1::TakeNextRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeAcceptCase(const View& view, const Caller& caller,
                                          const v1::AcceptCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeStartCase(const View& view, const Caller& caller,
                                         const v1::StartCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeReturnCase(const View& view, const Caller& caller,
                                          const v1::ReturnCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeForwardCase(const View& view, const Caller& caller,
                                           const v1::ForwardCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeRequestInformation(const View& view, const Caller& caller,
                                                  const v1::RequestInformationRequest& request,
                                                  absl::Time now);
absl::StatusOr<Judgement> JudgeDecideCase(const View& view, const Caller& caller,
                                          const v1::DecideCaseRequest& request, absl::Time now);
absl::StatusOr<Judgement> JudgeCloseCase(const View& view, const Caller& caller,
                                         const v1::CloseCaseRequest& request, absl::Time now);
// CloseCase of an agency that writes a receipt and makes no other call: always with an outcome. A
// `sentence` makes it a decision, which is kept as DecideCase keeps one: the case is started if it
// was not, decided and closed in one.
absl::StatusOr<Judgement> JudgeCloseByReceipt(const View& view, const Caller& caller,
                                              const v1::CloseCaseRequest& request,
                                              const std::string& sentence, absl::Time now);
absl::StatusOr<Judgement> JudgeSetLocalStatus(const View& view, const Caller& caller,
                                              const v1::SetLocalStatusRequest& request,
                                              absl::Time now);

// Which message of which case.
struct MessageKey {
  uint64_t number = 0;
  std::string agency;
  uint64_t sequence = 0;
};

// Whether the message brings the case: a hand-over, or one that is open again.
bool CarriesHandover(const storage::v1::MessageRecord& message);

// The agency has stored the message: a hand-over is DELIVERED. Nothing happens the second time.
absl::StatusOr<Judgement> JudgeMessageAcknowledged(const View& view, const Caller& caller,
                                                   const MessageKey& key, absl::Time now);

// The agency refused the message or let it time out. `next_try` is when it is tried again; with
// `dead` it becomes a dead letter.
absl::StatusOr<Judgement> JudgeMessageFailed(const View& view, const Caller& caller,
                                             const MessageKey& key, absl::string_view error,
                                             absl::Time next_try, bool dead, absl::Time now);

absl::StatusOr<Judgement> JudgeRetryDeadLetter(const View& view, const Caller& caller,
                                               const v1::RetryDeadLetterRequest& request,
                                               absl::Time now);
absl::StatusOr<Judgement> JudgeDiscardDeadLetter(const View& view, const Caller& caller,
                                                 const v1::DiscardDeadLetterRequest& request,
                                                 absl::Time now);

// NOT_FOUND (MESSAGE_NOT_FOUND), the one answer for a message that is not there and for one that
// the caller may not know of.
absl::Status MessageNotFound();

// An acknowledged message is sent again, in its place; nothing happens where it waits already.
absl::StatusOr<Judgement> JudgeRedeliverMessage(const View& view, const Caller& caller,
                                                const v1::RedeliverMessageRequest& request,
                                                absl::Time now);

// "7K3MQ2XD9BT.SKATT.3": the same in every attempt.
std::string FormatMessageId(const MessageKey& key);
// INVALID_ARGUMENT (INVALID_FIELD message_id) if it is none of that case.
absl::StatusOr<MessageKey> ParseMessageId(uint64_t number, absl::string_view message_id);

// A work item as its unit sees it; the lease's token only for its holder.
v1::WorkItem RenderWorkItem(const storage::v1::CaseState& citizen_case, bool with_token);

// "7K3MQ2XD9BT-2".
std::string FormatHandoverId(uint64_t number, uint32_t handover);
// Sixteen hex digits.
std::string FormatToken(uint64_t token);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_AGENCY_VERBS_H_
