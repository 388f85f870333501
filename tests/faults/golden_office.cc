#include "tests/faults/golden_office.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tests/faults/damaged_office.h"
#include "tests/faults/doomed_server.h"
#include "tests/faults/mutation.h"

namespace skranke {
namespace {

// Enough for RocksDB to put tables together, which begins with four of them.
constexpr int kSessions = 6;
constexpr absl::Duration kSession = absl::Milliseconds(400);

absl::Status Work(Campaign& campaign, bool drained) {
  for (int session = 0; session < kSessions; ++session) {
    SKRANKE_RETURN_IF_ERROR(campaign.Start());
    SKRANKE_RETURN_IF_ERROR(campaign.Check());
    SKRANKE_RETURN_IF_ERROR(campaign.LoadUntilKilled(kSession));
  }
  if (drained) return campaign.CheckAtRest();
  SKRANKE_RETURN_IF_ERROR(campaign.Start());
  SKRANKE_RETURN_IF_ERROR(campaign.Check());
  return campaign.LoadThenKillAtRest(kSession);
}

}  // namespace

absl::StatusOr<GoldenOffice> MakeGoldenOffice(const CampaignOptions& options, bool drained) {
  Campaign campaign(options);
  SKRANKE_RETURN_IF_ERROR(Work(campaign, drained));
  GoldenOffice golden{.dir = options.dir, .kept = campaign.Kept(), .cases = {}, .statistics = ""};
  // Only a copy is served, for serving changes files.
  CampaignOptions copy = options;
  copy.dir = absl::StrCat(options.dir, "-served");
  SKRANKE_RETURN_IF_ERROR(CopyOffice(golden.dir, copy.dir));
  SKRANKE_ASSIGN_OR_RETURN(
      auto server,
      DoomedServer::Spawn(copy.skranked,
                          {absl::StrCat("--data_dir=", copy.dir, "/data"),
                           absl::StrCat("--office=", copy.office), "--listen=127.0.0.1:0", "--dev"},
                          absl::StrCat(copy.dir, "/skranked.log")));
  SKRANKE_ASSIGN_OR_RETURN(const std::string address, server->AwaitReady());
  SKRANKE_ASSIGN_OR_RETURN(golden.cases, ReadCases(address, campaign.CaseNames()));
  SKRANKE_ASSIGN_OR_RETURN(golden.statistics, ReadStatistics(address));
  server->Kill();
  std::filesystem::remove_all(copy.dir);
  return golden;
}

}  // namespace skranke
