#include "services/supervision/replay_task_list.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/case_name.h"
#include "libs/directory/package.h"
#include "libs/tasklist/parse_task_list.h"
#include "services/supervision/replay_decider.h"
#include "services/supervision/replay_tally.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

// Case numbers are spread evenly, so each thread has about as many.
constexpr uint64_t kNumbers = uint64_t{1} << kCaseNumberBits;
constexpr size_t kThreads = 2;

struct Period {
  absl::CivilDay first = absl::CivilDay::min();
  absl::CivilDay last = absl::CivilDay::max();
};

absl::StatusOr<absl::CivilDay> DayField(absl::string_view day, absl::string_view field,
                                        absl::CivilDay when_empty) {
  if (day.empty()) return when_empty;
  const auto parsed = ParseDay(day);
  if (!parsed.ok()) return FieldError(field, parsed.status().message());
  return *parsed;
}

absl::StatusOr<Period> PeriodOf(const v1::ReplayTaskListRequest& request) {
  Period period;
  SKRANKE_ASSIGN_OR_RETURN(period.first, DayField(request.from_day(), "from_day", period.first));
  SKRANKE_ASSIGN_OR_RETURN(period.last, DayField(request.to_day(), "to_day", period.last));
  if (period.last < period.first) return FieldError("to_day", "is before from_day");
  return period;
}

absl::StatusOr<std::string> VersionOf(const PackageFiles& files, const std::string& asked) {
  if (!asked.empty()) return asked;
  const std::vector<std::string> versions = TaskListVersions(files);
  if (versions.size() == 1) return versions[0];
  return FieldError("version", absl::StrCat("must be given: files has ", versions.size(),
                                            " versions of the list"));
}

absl::StatusOr<std::shared_ptr<const TaskList>> DraftOf(const v1::ReplayTaskListRequest& request,
                                                        const Directory& directory) {
  PackageFiles files;
  for (const auto& file : request.files()) files[file.path()] = file.content();
  SKRANKE_ASSIGN_OR_RETURN(const std::string version, VersionOf(files, request.version()));
  SKRANKE_ASSIGN_OR_RETURN(auto content, ParseTaskList(files, version, directory.content()));
  return TaskList::Make(std::move(content));
}

// One replay: what every thread of it reads.
struct Replay {
  const Snapshot& snapshot;
  const TaskList& draft;
  Period period;
  absl::optional<std::string> office;  // Of this office alone.
  size_t cases_per_figure;

  void Look(const CaseState& c, ReplayDecider& decider, ReplayTally& tally) const {
    if (office.has_value() && c.office() != *office) return;
    const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + c.receive_day();
    if (day < period.first || period.last < day) return;
    const ReplayDecider::Decided& decided = decider.Of(c, day);
    tally.Add(c.number(), c.task(), decided.before, decided.after);
  }

  // The part of all numbers that is this thread's.
  absl::Status LookAtPart(size_t part, ReplayTally& tally) const {
    constexpr uint64_t kPart = kNumbers / kThreads;
    ReplayDecider decider(snapshot.installation(), draft);
    return snapshot.ScanCases(part * kPart, (part + 1) * kPart - 1, [&](const CaseState& c) {
      Look(c, decider, tally);
      return true;
    });
  }

  absl::StatusOr<ReplayTally> Run() const {
    std::vector<ReplayTally> tallies(kThreads, ReplayTally(cases_per_figure));
    std::array<absl::Status, kThreads> ends;
    {
      std::vector<std::jthread> threads;
      for (size_t i = 0; i < kThreads; ++i) {
        threads.emplace_back([&, i] { ends[i] = LookAtPart(i, tallies[i]); });
      }
    }
    for (const absl::Status& end : ends) SKRANKE_RETURN_IF_ERROR(end);
    for (size_t i = 1; i < kThreads; ++i) tallies[0].Merge(tallies[i]);
    return std::move(tallies[0]);
  }
};

absl::Status MaySeeNames(const Caller& caller, const v1::ReplayTaskListRequest& request) {
  if (request.cases_per_figure() == 0) return absl::OkStatus();
  if ((caller.role & (kSupervisor | kAuditor)) != 0) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kPermissionDenied, "CASE_NAMES_DENIED",
                     "only a supervisor or an auditor may see which cases are behind a figure");
}

}  // namespace

absl::Status ValidateReplayTaskList(const v1::ReplayTaskListRequest& request) {
  SKRANKE_RETURN_IF_ERROR(PeriodOf(request).status());
  if (request.cases_per_figure() <= kReplayCasesMax) return absl::OkStatus();
  return FieldError("cases_per_figure", absl::StrCat("must be at most ", kReplayCasesMax));
}

absl::StatusOr<v1::ReplayTaskListResponse> AnswerReplayTaskList(
    const Snapshot& snapshot, const Caller& caller, const v1::ReplayTaskListRequest& request) {
  SKRANKE_RETURN_IF_ERROR(MaySeeNames(caller, request));
  SKRANKE_ASSIGN_OR_RETURN(const Period period, PeriodOf(request));
  SKRANKE_ASSIGN_OR_RETURN(const auto draft, DraftOf(request, *snapshot.installation().directory));
  SKRANKE_ASSIGN_OR_RETURN(auto office, OfficeApart(snapshot, caller));
  const Replay replay{snapshot, *draft, period, std::move(office), request.cases_per_figure()};
  SKRANKE_ASSIGN_OR_RETURN(const ReplayTally tally, replay.Run());
  v1::ReplayTaskListResponse response;
  response.set_version(draft->version());
  response.set_hash(ToHex(draft->hash()));
  response.set_position(snapshot.position());
  tally.Fill(response);
  return response;
}

}  // namespace skranke
