// Is every answer what the log says of its position? One thread.
#ifndef SKRANKE_TESTS_SIMULATION_ANSWER_CHECK_H_
#define SKRANKE_TESTS_SIMULATION_ANSWER_CHECK_H_

#include "absl/status/status.h"
#include "tests/simulation/history.h"
#include "tests/simulation/log_book.h"
#include "tests/simulation/shown_check.h"

namespace skranke {

class AnswerCheck {
 public:
  // All have to outlive it.
  AnswerCheck(const History& history, const LogBook& book, ShownCheck* shown)
      : history_(history), book_(book), shown_(*shown) {}

  // An error is a finding.
  absl::Status CheckTold(const Told& told);
  // The same of refusals because of an etag, when every answer has been looked at.
  absl::Status CheckStaleness(const Told& told) const;

 private:
  absl::Status CheckMutation(const Asked& asked, const Told& told);
  absl::Status CheckNothingToTake(const Asked& asked, const Told& told) const;
  absl::Status CheckUnderWay(const Asked& asked, const Told& told) const;
  bool IsStillKnown(uint64_t recorded, absl::Time when) const;
  absl::Status CheckRefusal(const Asked& asked, const Told& told) const;
  absl::Status CheckReply(const Asked& asked, const Told& told);
  absl::Status CheckWorkList(const Asked& asked, const Told& told);
  absl::Status CheckCaseList(const Asked& asked, const Told& told);

  const History& history_;
  const LogBook& book_;
  ShownCheck& shown_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_ANSWER_CHECK_H_
