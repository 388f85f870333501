#include "services/supervision/export_event_log.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/status_macros.h"
#include "libs/casework/apply.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/casework/replay.h"
#include "services/supervision/history.h"
#include "services/supervision/receipt_period.h"
#include "services/supervision/sentence.h"
#include "services/supervision/shown_route.h"
#include "services/supervision/sight.h"
#include "services/supervision/xes.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::Event;
using storage::v1::Record;

constexpr uint64_t kNumberMax = (uint64_t{1} << kCaseNumberBits) - 1;

// The standard's model of how an activity goes on; most of ours are over when they are told.
absl::string_view TransitionOf(absl::string_view event) {
  static constexpr std::pair<absl::string_view, absl::string_view> kTransitions[] = {
      {"CASE_REGISTERED", "schedule"},      {"CASE_ROUTED", "assign"},
      {"CASE_TRIAGED", "assign"},           {"CASE_RETURNED", "reassign"},
      {"CASE_FORWARDED", "reassign"},       {"WORK_STARTED", "start"},
      {"INFORMATION_REQUESTED", "suspend"}, {"CLOCK_STOPPED", "suspend"},
      {"INFORMATION_ENDED", "resume"},      {"CLOCK_RESUMED", "resume"},
      {"CASE_WITHDRAWN", "withdraw"},       {"CASE_MISREGISTERED", "pi_abort"},
  };
  for (const auto& [name, transition] : kTransitions) {
    if (name == event) return transition;
  }
  return "complete";
}

// Who has the case, as its sight shows it: "agency/unit", the agency, or the office.
std::string GroupOf(const CaseState& c, Sight sight) {
  const auto& owner = c.owner();
  // Nobody has it yet, whatever the counter is told already.
  if (owner.authority().empty()) return "";
  if (!ShowsUnits(sight)) return CounterAuthority(c);
  return owner.unit().empty() ? owner.authority()
                              : absl::StrCat(owner.authority(), "/", owner.unit());
}

std::string StateText(const CaseState& c, Sight sight) {
  return WithoutPrefix(v1::State_Name(RenderState(c, sight)), "STATE_");
}

XesEventRecord ToXes(const Record& record, const Event& event, const CaseState& after,
                     Sight sight) {
  const AppliedAt at{.position = record.position(), .record_us = record.record_us()};
  XesEventRecord out;
  out.name = EventName(event, after, sight);
  out.transition = std::string(TransitionOf(out.name));
  out.group = GroupOf(after, sight);
  out.time = absl::FromUnixMicros(HappenedUs(event, at));
  out.further = {{"state", StateText(after, sight)}};
  return out;
}

std::string TraceOf(const std::string& log_name, const CaseState& c,
                    const std::vector<Record>& records, Sight sight) {
  std::string text = XesTraceBegin({{"concept:name", log_name},
                                    {"task", c.task()},
                                    {"office", c.office()},
                                    {"list_version", c.verdict().list_version()}});
  Replay(c.number(), records,
         [&](const Record& record, const Event& event, const CaseState& after) {
           if (!ShowsEvent(event, sight)) return;
           absl::StrAppend(&text, XesEvent(ToXes(record, event, after, sight)));
         });
  return text + XesTraceEnd();
}

// Whose cases go into the log.
struct Wanted {
  ReceiptPeriod period;
  std::string office;  // Empty: every one.

  bool Has(const CaseState& c) const {
    return (office.empty() || c.office() == office) && period.Has(c);
  }
};

absl::StatusOr<Wanted> WantedOf(const Caller& caller, const v1::ExportEventLogRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const ReceiptPeriod period,
                           ReceiptPeriod::Of(request.from_day(), request.to_day()));
  if (OfficeOf(caller) && !request.office().empty()) {
    SKRANKE_RETURN_IF_ERROR(MayActAtOffice(caller, request.office()));
  }
  return Wanted{.period = period, .office = request.office()};
}

void Send(absl::string_view bytes, StreamStep& step) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kExportChunkBytes))) {
    v1::ExportEventLogResponse response;
    response.set_chunk(std::string(bytes.substr(0, kExportChunkBytes)));
    step.messages.push_back(response.SerializeAsString());
  }
}

std::string InstallationName(const Snapshot& snapshot) {
  return std::string(snapshot.installation().directory->installation());
}

}  // namespace

absl::Status ValidateExportEventLog(const v1::ExportEventLogRequest& request) {
  return ReceiptPeriod::Of(request.from_day(), request.to_day()).status();
}

uint64_t ExportBegins(const v1::ExportEventLogRequest&) { return 0; }

absl::StatusOr<StreamStep> NextOfExport(const Snapshot& snapshot, const Caller& caller,
                                        const v1::ExportEventLogRequest& request, uint64_t place) {
  SKRANKE_ASSIGN_OR_RETURN(const Wanted wanted, WantedOf(caller, request));
  StreamStep step{.position = kNumberMax + 1, .then = StreamStep::Then::kEnd};
  std::vector<CaseState> cases;
  size_t looked_at = 0;
  SKRANKE_RETURN_IF_ERROR(snapshot.ScanCases(place, kNumberMax, [&](const CaseState& c) {
    if (looked_at++ == kExportCasesAtOnce) {
      step.position = c.number();
      step.then = StreamStep::Then::kLookOn;
      return false;
    }
    if (wanted.Has(c)) cases.push_back(c);
    return true;
  }));
  std::string text = place == 0 ? XesBegin(InstallationName(snapshot)) : "";
  for (const CaseState& c : cases) {
    const Sight sight = SupervisingSight(caller, c);
    if (sight == Sight::kNothing) continue;
    SKRANKE_ASSIGN_OR_RETURN(const auto records,
                             snapshot.FindRecords({c.positions().begin(), c.positions().end()}));
    absl::StrAppend(&text, TraceOf(snapshot.LogNameOf(c.number()), c, records, sight));
  }
  if (step.then == StreamStep::Then::kEnd) absl::StrAppend(&text, XesEnd());
  Send(text, step);
  return step;
}

}  // namespace skranke
