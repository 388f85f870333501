// The log, followed from its first record: is every record what one request asked for, once, and
// every step one that the design knows? And then: how every case stood at every position. One
// thread.
#ifndef SKRANKE_TESTS_SIMULATION_LOG_BOOK_H_
#define SKRANKE_TESTS_SIMULATION_LOG_BOOK_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "skranke/storage/v1/event.pb.h"
#include "tests/simulation/case_model.h"
#include "tests/simulation/history.h"

namespace skranke {

class LogBook {
 public:
  // `history` has to outlive it. `log` is every record that is stored at the end.
  LogBook(const History& history, std::vector<storage::v1::Record> log)
      : history_(history), log_(std::move(log)) {}

  // To be called first. An error is a finding.
  absl::Status Follow();

  const std::vector<storage::v1::Record>& log() const { return log_; }
  // The case at that position; null before it was registered.
  const ModelCase* At(uint64_t number, uint64_t position) const;
  // Every case at that position.
  std::vector<const ModelCase*> AllAt(uint64_t position) const;
  std::map<uint64_t, ModelCase> FinalCases() const;
  // Where the request is recorded; 0: nowhere.
  uint64_t PositionOf(const Asked& asked) const;
  // What was asked with the record's request_id; null for the system's own.
  const Asked* RequestOf(const storage::v1::Record& record) const;

 private:
  // Caller and request_id.
  using RequestKey = std::pair<std::string, std::string>;

  absl::Status IndexRequests();
  absl::Status FollowLog();
  absl::Status CheckRequestOf(const storage::v1::Record& record);
  absl::Status FollowRecord(const storage::v1::Record& record);
  absl::Status CheckHandedIn(const storage::v1::Record& record, const ModelCase& c) const;
  absl::Status CheckExternal(const ModelCase& c);

  const History& history_;
  const std::vector<storage::v1::Record> log_;
  std::map<RequestKey, const Asked*> requests_;
  std::map<RequestKey, uint64_t> recorded_;
  // By case number, then by position.
  std::map<uint64_t, std::map<uint64_t, ModelCase>> cases_;
  std::map<std::string, uint64_t> externals_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_LOG_BOOK_H_
