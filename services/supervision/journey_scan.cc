#include "services/supervision/journey_scan.h"

#include <algorithm>
#include <utility>

#include "libs/access/case_access.h"
#include "libs/base/status_macros.h"
#include "libs/engine/case_list.h"
#include "services/supervision/shuttle_figures.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

// Cases read at once.
constexpr size_t kCasesAtOnce = 256;

// What the case row alone tells.
bool IsWanted(const CaseState& c, const JourneyScope& scope) {
  const v1::ShuttlingFilter& filter = scope.filter;
  if (IsHidden(c) || !scope.period.Has(c)) return false;
  if (!filter.task().empty() && c.task() != filter.task()) return false;
  if (!filter.list_version().empty() && c.verdict().list_version() != filter.list_version()) {
    return false;
  }
  return filter.row().empty() || PlacingRow(c) == filter.row();
}

bool HadIt(const CaseJourney& journey, const std::string& agency) {
  return std::any_of(journey.stations.begin(), journey.stations.end(),
                     [&](const Station& station) { return station.agency == agency; });
}

class Scan {
 public:
  Scan(const Snapshot& snapshot, const JourneyScope& scope,
       absl::FunctionRef<bool(const CaseJourney&)> visit)
      : snapshot_(snapshot), scope_(scope), visit_(visit) {
    for (const std::string& office : scope.offices) {
      ranges_.push_back({.kind = IndexRange::Kind::kOffice, .authority = office});
    }
  }

  // Looks at the next cases, at most that many. Where it has come to; nothing at the end.
  absl::StatusOr<absl::optional<IndexEntry>> LookOn(absl::optional<IndexEntry> after, size_t most) {
    if (!after) after = IndexEntry{.receive_us = scope_.period.least_us()};
    std::vector<IndexEntry> entries;
    SKRANKE_RETURN_IF_ERROR(MergeRanges(snapshot_, ranges_, after, [&](const IndexEntry& entry) {
      if (entry.receive_us > scope_.period.most_us()) return false;
      entries.push_back(entry);
      return entries.size() < most;
    }));
    std::vector<uint64_t> numbers;
    for (const IndexEntry& entry : entries) numbers.push_back(entry.number);
    SKRANKE_ASSIGN_OR_RETURN(const auto cases, snapshot_.FindCases(numbers));
    for (const CaseState& c : cases) {
      SKRANKE_ASSIGN_OR_RETURN(const bool more, Look(c));
      if (!more)
        return absl::optional<IndexEntry>({.receive_us = c.receive_us(), .number = c.number()});
    }
    if (entries.size() < most) return absl::optional<IndexEntry>();
    return absl::optional<IndexEntry>(entries.back());
  }

  bool stopped() const { return stopped_; }

 private:
  absl::StatusOr<bool> Look(const CaseState& c) {
    if (!IsWanted(c, scope_)) return true;
    SKRANKE_ASSIGN_OR_RETURN(const auto records,
                             snapshot_.FindRecords({c.positions().begin(), c.positions().end()}));
    const CaseJourney journey = JourneyOf(c.number(), records, snapshot_.now());
    const std::string& agency = scope_.filter.agency();
    if (!agency.empty() && !HadIt(journey, agency)) return true;
    stopped_ = !visit_(journey);
    return !stopped_;
  }

  const Snapshot& snapshot_;
  const JourneyScope& scope_;
  const absl::FunctionRef<bool(const CaseJourney&)> visit_;
  std::vector<IndexRange> ranges_;
  bool stopped_ = false;
};

}  // namespace

absl::StatusOr<JourneyScope> ScopeOf(const Snapshot& snapshot, const Caller& caller,
                                     const v1::ShuttlingFilter& filter) {
  SKRANKE_ASSIGN_OR_RETURN(const ReceiptPeriod period,
                           ReceiptPeriod::Of(filter.from_day(), filter.to_day(), "filter."));
  JourneyScope scope{.period = period, .offices = {}, .filter = filter};
  if (OfficeOf(caller) && !filter.office().empty()) {
    SKRANKE_RETURN_IF_ERROR(MayActAtOffice(caller, filter.office()));
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto apart, OfficeApart(snapshot, caller));
  if (!filter.office().empty()) {
    scope.offices = {filter.office()};
  } else if (apart) {
    scope.offices = {*apart};
  } else {
    SKRANKE_ASSIGN_OR_RETURN(scope.offices, snapshot.OfficesWithCases());
    scope.whole = filter.ByteSizeLong() == 0;
  }
  return scope;
}

absl::StatusOr<absl::optional<IndexEntry>> VisitJourneys(
    const Snapshot& snapshot, const JourneyScope& scope, absl::optional<IndexEntry> after,
    size_t cases_max, absl::FunctionRef<bool(const CaseJourney&)> visit) {
  Scan scan(snapshot, scope, visit);
  while (cases_max > 0) {
    const size_t most = std::min(cases_max, kCasesAtOnce);
    SKRANKE_ASSIGN_OR_RETURN(after, scan.LookOn(std::move(after), most));
    if (!after || scan.stopped()) return after;
    cases_max -= most;
  }
  return after;
}

}  // namespace skranke
