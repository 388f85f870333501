#include "services/agencydesk/clock_lists.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/casework/render_clock.h"
#include "libs/casework/stops.h"
#include "libs/casework/withheld.h"
#include "libs/engine/case_list.h"
#include "libs/engine/page_token.h"
#include "libs/engine/stopped_cases.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::StopRecord;

// The walk over an index until enough was taken of it.
class Walk {
 public:
  // `take` adds what the page shows of a case, and says whether that was anything.
  using Take = absl::FunctionRef<bool(const CaseState&, Sight)>;

  Walk(const Snapshot& snapshot, const Caller& caller, size_t most, Take take)
      : snapshot_(snapshot), caller_(caller), most_(most), take_(take) {}

  // False when the page is full, enough was looked at, or the store failed.
  bool Look(const IndexEntry& entry) {
    const auto c = snapshot_.FindCase(entry.number);
    read_ = c.status();
    if (!read_.ok()) return false;
    last_ = entry;
    const Sight sight = *c == nullptr ? Sight::kNothing : SightOf(caller_, **c);
    if (sight != Sight::kNothing && take_(**c, sight)) ++taken_;
    more_ = taken_ == most_ || ++looked_at_ == kRowsLookedAtMax;
    return !more_;
  }

  // Empty: that was the last page.
  absl::StatusOr<std::string> NextPageToken(const std::string& filter) const {
    SKRANKE_RETURN_IF_ERROR(read_);
    return more_ ? FormatPageToken(last_, filter) : "";
  }

 private:
  const Snapshot& snapshot_;
  const Caller& caller_;
  const size_t most_;
  const Take take_;
  absl::Status read_;
  IndexEntry last_;
  size_t taken_ = 0;
  size_t looked_at_ = 0;
  bool more_ = false;
};

bool IsWanted(const v1::CaseStop& stop, const v1::ListStopsRequest& request) {
  if (request.flagged() && stop.stop().flag() == v1::STOP_FLAG_UNSPECIFIED) return false;
  if (request.running() && stop.stop().has_end_time()) return false;
  if (!request.agency().empty() && stop.receiver().agency() != request.agency()) return false;
  return request.unit().empty() || stop.receiver().unit() == request.unit();
}

v1::CaseStop ToCaseStop(const v1::Case& shown, const StopRecord& record, Sight sight,
                        absl::Time now) {
  v1::CaseStop stop;
  stop.set_name(shown.name());
  stop.set_task(shown.task());
  stop.set_state(shown.state());
  const int handover = static_cast<int>(record.handover());
  if (handover > 0 && handover <= shown.handovers_size()) {
    *stop.mutable_receiver() = shown.handovers(handover - 1).receiver();
  }
  *stop.mutable_stop() = RenderStop(record, sight);
  stop.mutable_stop()->set_flag(FlagOf(record, now));
  return stop;
}

// Where cases wait for the citizen: with any unit.
absl::StatusOr<std::vector<IndexRange>> AwaitingRanges(const Snapshot& snapshot) {
  std::vector<IndexRange> ranges;
  SKRANKE_ASSIGN_OR_RETURN(const auto units, snapshot.UnitsWithCases());
  for (const auto& unit : units) {
    ranges.push_back(
        {IndexRange::Kind::kUnit, unit.agency(), unit.unit(), v1::STATE_AWAITING_INFO});
  }
  return ranges;
}

}  // namespace

absl::StatusOr<v1::ListStopsResponse> AnswerListStops(const Snapshot& snapshot,
                                                      const Caller& caller,
                                                      const v1::ListStopsRequest& request) {
  const std::string filter = absl::StrCat("ListStops ", caller.name, " ", request.agency(), "/",
                                          request.unit(), request.flagged(), request.running());
  SKRANKE_ASSIGN_OR_RETURN(const size_t most, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePageToken(request.page_token(), filter));
  v1::ListStopsResponse response;
  const auto take = [&](const CaseState& c, Sight sight) {
    const int before = response.stops_size();
    const v1::Case shown = Render(c, sight);
    CaseState seen = c;
    Withhold(c, seen);
    for (const StopRecord& record : seen.stops()) {
      v1::CaseStop stop = ToCaseStop(shown, record, sight, snapshot.now());
      if (IsWanted(stop, request)) *response.add_stops() = std::move(stop);
    }
    return response.stops_size() > before;
  };
  Walk walk(snapshot, caller, most, take);
  SKRANKE_RETURN_IF_ERROR(
      ScanStopped(snapshot, after, [&](const IndexEntry& entry) { return walk.Look(entry); }));
  SKRANKE_ASSIGN_OR_RETURN(*response.mutable_next_page_token(), walk.NextPageToken(filter));
  return response;
}

absl::StatusOr<v1::ListRemindersResponse> AnswerListReminders(
    const Snapshot& snapshot, const Caller& caller, const v1::ListRemindersRequest& request) {
  const std::string filter = absl::StrCat("ListReminders ", caller.name);
  SKRANKE_ASSIGN_OR_RETURN(const size_t most, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePageToken(request.page_token(), filter));
  SKRANKE_ASSIGN_OR_RETURN(const auto ranges, AwaitingRanges(snapshot));
  v1::ListRemindersResponse response;
  const auto take = [&](const CaseState& c, Sight sight) {
    if (c.information().reminded_us() == 0) return false;
    *response.add_cases() = Render(c, sight);
    return true;
  };
  Walk walk(snapshot, caller, most, take);
  SKRANKE_RETURN_IF_ERROR(MergeRanges(snapshot, ranges, after,
                                      [&](const IndexEntry& entry) { return walk.Look(entry); }));
  SKRANKE_ASSIGN_OR_RETURN(*response.mutable_next_page_token(), walk.NextPageToken(filter));
  return response;
}

}  // namespace skranke
