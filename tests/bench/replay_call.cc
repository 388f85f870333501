#include "tests/bench/replay_call.h"

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "libs/base/status_macros.h"
#include "libs/directory/package.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/channel.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/bench/requests.h"

namespace skranke {
namespace {

constexpr absl::Duration kLongest = absl::Minutes(5);
// Staff of the sample office who may replay.
constexpr char kReplayer[] = "supervisor";

absl::StatusOr<v1::ReplayTaskListRequest> LatestListAsDraft(const std::string& office_dir) {
  SKRANKE_ASSIGN_OR_RETURN(const PackageFiles files, ReadPackage(office_dir));
  const std::vector<std::string> versions = TaskListVersions(files);
  if (versions.empty()) return absl::NotFoundError("the package has no list");
  v1::ReplayTaskListRequest request;
  for (const auto& [path, bytes] : files) {
    if (!absl::StartsWith(path, TaskListPath(versions.back(), ""))) continue;
    v1::PackageFile* file = request.add_files();
    file->set_path(path);
    file->set_content(bytes);
  }
  return request;
}

}  // namespace

absl::StatusOr<ReplayCall> ReplayAllCases(const std::string& address,
                                          const std::string& office_dir) {
  SKRANKE_ASSIGN_OR_RETURN(const v1::ReplayTaskListRequest request, LatestListAsDraft(office_dir));
  const auto channel = MakeChannel(address);
  const absl::Time start = absl::Now();
  SKRANKE_ASSIGN_OR_RETURN(const auto response, Call<v1::ReplayTaskListResponse>(
                                                    *channel, kReplayMethod, request,
                                                    {.caller = kReplayer, .timeout = kLongest}));
  return ReplayCall{absl::ToDoubleSeconds(absl::Now() - start), response.case_count()};
}

}  // namespace skranke
