// Is a case as it was shown the case as it stood at that position? And what its etags stood for.
// One thread.
#ifndef SKRANKE_TESTS_SIMULATION_SHOWN_CHECK_H_
#define SKRANKE_TESTS_SIMULATION_SHOWN_CHECK_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "skranke/v1/case.pb.h"
#include "tests/simulation/log_book.h"

namespace skranke {

class ShownCheck {
 public:
  // `book` has to outlive it.
  explicit ShownCheck(const LogBook& book) : book_(book) {}

  // An error is a finding.
  absl::Status CheckShown(const v1::Case& shown, uint64_t position);

  // Whether somebody was shown that etag, and it is the one of the case as it stands in `c`.
  bool Holds(const std::string& etag, const ModelCase& c) const;

 private:
  absl::Status LearnEtag(uint64_t number, const std::string& etag, uint64_t era);

  const LogBook& book_;
  // Which etag stands for which era of a case, and the other way round.
  std::map<std::pair<uint64_t, std::string>, uint64_t> era_of_etag_;
  std::map<std::pair<uint64_t, uint64_t>, std::string> etag_of_era_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_SHOWN_CHECK_H_
