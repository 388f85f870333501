// Holds what was seen from outside against the log: is what the office said true, of every
// position, whoever asked and in whatever order the answers came? It shares no code with
// libs/casework. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_CHECKER_H_
#define SKRANKE_TESTS_SIMULATION_CHECKER_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "skranke/storage/v1/event.pb.h"
#include "skranke/v1/case.pb.h"
#include "tests/simulation/case_model.h"
#include "tests/simulation/history.h"

namespace skranke {

// An answer is not what the log says.
inline constexpr char kUntrue[] = "UNTRUE";
// An answer is older than what its caller knew, or time runs backwards.
inline constexpr char kBackwards[] = "BACKWARDS";
// An etag, lease or token was taken that no longer held.
inline constexpr char kStale[] = "STALE";
// Something never comes to its end.
inline constexpr char kStuck[] = "STUCK";

class Checker {
 public:
  // `history` has to outlive it. `log` is every record that is stored at the end.
  Checker(const History& history, std::vector<storage::v1::Record> log)
      : history_(history), log_(std::move(log)) {}

  // Everything that holds at every moment. An error is a finding.
  absl::Status Check();
  // What has to hold once all is healed and nothing more is due.
  absl::Status CheckAtRest(absl::Time now) const;

  // Every case as the log leaves it.
  std::map<uint64_t, ModelCase> FinalCases() const;

 private:
  // Caller and request_id.
  using RequestKey = std::pair<std::string, std::string>;

  absl::Status IndexRequests();
  absl::Status FollowLog();
  absl::Status FollowRecord(const storage::v1::Record& record);
  absl::Status CheckRequestOf(const storage::v1::Record& record);
  absl::Status CheckHandedIn(const storage::v1::Record& record, const ModelCase& c) const;
  absl::Status CheckExternal(const ModelCase& c);
  absl::Status CheckTold(const Told& told);
  absl::Status CheckMutation(const Asked& asked, const Told& told);
  absl::Status CheckRefusal(const Asked& asked, const Told& told) const;
  absl::Status CheckReply(const Asked& asked, const Told& told);
  absl::Status CheckWorkList(const Asked& asked, const Told& told);
  absl::Status CheckCaseList(const Asked& asked, const Told& told);
  absl::Status CheckShown(const v1::Case& shown, uint64_t position);
  absl::Status LearnEtag(uint64_t number, const std::string& etag, uint64_t era);
  absl::Status CheckPushed(const Pushed& pushed);
  absl::Status CheckTaken() const;
  absl::Status CheckStaleness(const Told& told) const;
  absl::Status CheckNothingToTake(const Asked& asked, const Told& told) const;
  absl::Status CheckClaims() const;
  absl::Status CheckToken(const ModelCase& before, const storage::v1::Record& record,
                          const std::string& token) const;

  // The case at that position; null before it was registered.
  const ModelCase* At(uint64_t number, uint64_t position) const;

  const History& history_;
  const std::vector<storage::v1::Record> log_;
  std::map<RequestKey, const Asked*> requests_;
  std::map<RequestKey, uint64_t> recorded_;
  // By case number, then by position.
  std::map<uint64_t, std::map<uint64_t, ModelCase>> cases_;
  std::map<std::string, uint64_t> externals_;
  // Which etag stands for which era of a case, and the other way round.
  std::map<std::pair<uint64_t, std::string>, uint64_t> era_of_etag_;
  std::map<std::pair<uint64_t, uint64_t>, std::string> etag_of_era_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_CHECKER_H_
