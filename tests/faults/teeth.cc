#include "tests/faults/teeth.h"

#include <filesystem>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "tests/faults/finding.h"

namespace skranke {
namespace {

namespace fs = std::filesystem;

// So many that the log's second half has some which were acknowledged: what had no answer yet at
// the kill is at most one a desk.
constexpr uint64_t kEnough = 64;

// RocksDB numbers its files upwards and starts a new log whenever it opens.
fs::path NewestLog(const std::string& data_dir) {
  fs::path newest;
  for (const fs::directory_entry& entry : fs::directory_iterator(data_dir)) {
    if (entry.path().extension() != ".log") continue;
    if (newest.empty() || entry.path().filename() > newest.filename()) newest = entry.path();
  }
  return newest;
}

// What a disk that lied about its writes leaves behind.
absl::Status CutNewestLog(const std::string& data_dir) {
  const fs::path log = NewestLog(data_dir);
  std::error_code error;
  fs::resize_file(log, fs::file_size(log, error) / 2, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("cannot cut ", log.string(), ": ", error.message()));
}

absl::Status WorkAndKill(Campaign& campaign) {
  SKRANKE_RETURN_IF_ERROR(campaign.Start());
  // A second start, so that the log has no more than the desks' work.
  SKRANKE_RETURN_IF_ERROR(campaign.LoadUntilKilled(absl::Milliseconds(50)));
  do {
    SKRANKE_RETURN_IF_ERROR(campaign.Start());
    SKRANKE_RETURN_IF_ERROR(campaign.Check());
    SKRANKE_RETURN_IF_ERROR(campaign.LoadUntilKilled(absl::Milliseconds(400)));
  } while (campaign.unchecked() < kEnough);
  return absl::OkStatus();
}

absl::Status DoDamage(Damage damage, Campaign& campaign) {
  if (damage == Damage::kCaseAdded) {
    SKRANKE_RETURN_IF_ERROR(campaign.Start());
    return campaign.RegisterUnknown();
  }
  if (damage == Damage::kLogCut) return CutNewestLog(campaign.data_dir());
  SKRANKE_RETURN_IF_ERROR(CutLogAndDropHead(campaign.data_dir()));
  campaign.set_accept_head();
  return campaign.Start();
}

// The damage as it has to be named.
bool IsFound(Damage damage, const absl::Status& result) {
  switch (damage) {
    case Damage::kLogCut:
      return absl::StrContains(result.message(), "exit 2: ") &&
             absl::StrContains(result.message(), "BEHIND_HEAD_FILE");
    case Damage::kLogAndHeadFileGone:
      return ReasonOf(result) == kLost;
    case Damage::kCaseAdded:
      return ReasonOf(result) == kDoubled;
  }
  return false;
}

}  // namespace

absl::Status CutLogAndDropHead(const std::string& data_dir) {
  SKRANKE_RETURN_IF_ERROR(CutNewestLog(data_dir));
  fs::remove(absl::StrCat(data_dir, ".head"));
  return absl::OkStatus();
}

absl::Status FindsDamage(Damage damage, CampaignOptions options) {
  Campaign campaign(std::move(options));
  SKRANKE_RETURN_IF_ERROR(WorkAndKill(campaign));
  SKRANKE_RETURN_IF_ERROR(DoDamage(damage, campaign));
  const absl::Status result = damage == Damage::kLogCut ? campaign.Start() : campaign.Check();
  if (IsFound(damage, result)) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("damage ", static_cast<int>(damage),
                                          " was not found, but this: ", result.ToString()));
}

}  // namespace skranke
