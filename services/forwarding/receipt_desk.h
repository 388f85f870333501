// The business receipts of every file drop become commands of the agencies that wrote them, as if
// they had called AgencyDeskService themselves. A receipt is done once, however often it is read:
// its request_id follows from the file. What the office refuses stands beside the receipt, for the
// agency's eyes; what may still pass is tried again.
//
// Every folder has a thread of its own: a disk that hangs holds up its own agency alone, also when
// the agency moves away from it. Step belongs to one thread and waits for nothing.
#ifndef SKRANKE_SERVICES_FORWARDING_RECEIPT_DESK_H_
#define SKRANKE_SERVICES_FORWARDING_RECEIPT_DESK_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "libs/engine/engine.h"
#include "services/forwarding/file_drop_receipt.h"

namespace skranke {

// Judges a receipt with the etag and token of the hand-over that its message brought.
// NOT_FOUND (CASE_NOT_FOUND), also where the case is no longer the caller's; FAILED_PRECONDITION
// (HANDOVER_ENDED) where that hand-over is not the case's latest; else as AcceptCase,
// ReturnCase and CloseCase.
absl::StatusOr<Judgement> JudgeReceipt(const View& view, const Caller& caller,
                                       const BusinessReceipt& receipt, absl::Time now);

class ReceiptDesk {
 public:
  // `engine` has to outlive it.
  explicit ReceiptDesk(Engine* engine, absl::Duration look_every = absl::Seconds(2));
  // Waits for the commands under way.
  ~ReceiptDesk();
  ReceiptDesk(const ReceiptDesk&) = delete;
  ReceiptDesk& operator=(const ReceiptDesk&) = delete;

  // Looks which agencies have a file drop now. Returns when it wants to be stepped again.
  absl::Time Step(absl::Time now);

 private:
  class Clerk;

  void LetGo(std::unique_ptr<Clerk> clerk);

  Engine* const engine_;
  const absl::Duration look_every_;
  std::map<std::string, std::unique_ptr<Clerk>> clerks_;
  // Of folders that are no longer an agency's, until they have ended.
  std::vector<std::unique_ptr<Clerk>> leaving_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_RECEIPT_DESK_H_
