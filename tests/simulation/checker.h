// Holds what was seen from outside against the log: is what the office said true, of every
// position, whoever asked and in whatever order the answers came? It shares no code with
// libs/casework but the reading of case names. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_CHECKER_H_
#define SKRANKE_TESTS_SIMULATION_CHECKER_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "skranke/storage/v1/event.pb.h"
#include "tests/simulation/answer_check.h"
#include "tests/simulation/history.h"
#include "tests/simulation/log_book.h"
#include "tests/simulation/shown_check.h"

namespace skranke {

class Checker {
 public:
  // `history` has to outlive it. `log` is every record that is stored at the end.
  Checker(const History& history, std::vector<storage::v1::Record> log)
      : history_(history),
        book_(history, std::move(log)),
        shown_(book_),
        answers_(history, book_, &shown_) {}
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // Is every step of the log one that the design knows? To be called first. Errors of all three are
  // findings.
  absl::Status FollowLog();
  // Everything else that holds at every moment.
  absl::Status Check();
  // What has to hold once all is healed and nothing more is due.
  absl::Status CheckAtRest(absl::Time now) const;

  // Every case as the log leaves it.
  std::map<uint64_t, ModelCase> FinalCases() const { return book_.FinalCases(); }

 private:
  absl::Status CheckPushed(const Pushed& pushed);
  absl::Status CheckTaken() const;
  absl::Status CheckClaim(const storage::v1::Record& record) const;
  absl::Status CheckToken(const ModelCase& before, const storage::v1::Record& record,
                          const std::string& token) const;

  const History& history_;
  LogBook book_;
  ShownCheck shown_;
  AnswerCheck answers_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_CHECKER_H_
