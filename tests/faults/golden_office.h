// An office that was killed or closed under real work, with everything it has promised: what a
// damaged copy of it is compared with. One thread.
#ifndef SKRANKE_TESTS_FAULTS_GOLDEN_OFFICE_H_
#define SKRANKE_TESTS_FAULTS_GOLDEN_OFFICE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/faults/attempt.h"
#include "tests/faults/campaign.h"

namespace skranke {

struct StoredCase {
  std::string name;
  // SHA-256 of what GetCase says of it.
  std::string reply_hash;
};

struct GoldenOffice {
  // Its directory; nobody writes to it any more.
  std::string dir;
  std::vector<Acknowledged> kept;
  std::vector<StoredCase> cases;
  // What the statistics say, serialized.
  std::string statistics;
};

// Works in several sessions, each ended by kill -9, so that there are several tables, compactions,
// and a log with acknowledged work, and with nothing else: cutting off what nobody was told would
// be no loss. `drained`: the last session ends with SIGTERM, all in tables.
absl::StatusOr<GoldenOffice> MakeGoldenOffice(const CampaignOptions& options, bool drained);

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_GOLDEN_OFFICE_H_
