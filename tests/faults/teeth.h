// That the harness bites: damage that must be found. One thread.
#ifndef SKRANKE_TESTS_FAULTS_TEETH_H_
#define SKRANKE_TESTS_FAULTS_TEETH_H_

#include <string>

#include "absl/status/status.h"
#include "tests/faults/campaign.h"

namespace skranke {

enum class Damage {
  // Acknowledged bytes are cut off the log; the head file stays. skranked has to refuse it.
  kLogCut,
  // The head file is gone, too, and skranked is told to serve all the same. The desks have to see.
  kLogAndHeadFileGone,
  // A case that nobody asked for. The count has to tell.
  kCaseAdded,
};
inline constexpr int kDamages = 3;

// Cuts half of the newest log of the data directory and takes the head file away: a loss that
// skranked alone cannot see.
absl::Status CutLogAndDropHead(const std::string& data_dir);

// Works, kills, damages, starts again. OK where the damage was found for what it is.
absl::Status FindsDamage(Damage damage, CampaignOptions options);

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_TEETH_H_
