#include "services/supervision/gap_desk.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/engine/keys.h"
#include "libs/engine/page_token.h"
#include "services/supervision/find_gaps.h"
#include "services/supervision/last_move.h"
#include "services/supervision/shown_route.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

constexpr RoleSet kGapRoles = kSupervisionRoles | kOperator;
constexpr RoleSet kDifferenceRoles = kSupervisionRoles | kAgencySystem;

std::string Name(absl::string_view rpc) { return absl::StrCat("/skranke.v1.GapService/", rpc); }

// In the order of the report; also the place in a page token.
std::string PlaceOf(const GapEntry& entry) {
  std::string place;
  AppendInstant(absl::ToUnixMicros(entry.since), place);
  AppendNumber(entry.number, place);
  AppendNumber(static_cast<uint64_t>(entry.kind), place);
  AppendNumber(static_cast<uint64_t>(entry.audience), place);
  place += entry.subject;
  return place;
}

bool IsForSight(GapAudience audience, const CaseState& c, Sight sight) {
  if (!c.hidden_route()) return audience != GapAudience::kShownCounter;
  return audience != (ShowsUnits(sight) ? GapAudience::kShownCounter : GapAudience::kShownRoute);
}

// What the list is asked for.
class Lister {
 public:
  Lister(const GapReport& report, const Snapshot& snapshot, const Caller& caller,
         const v1::ListGapsRequest& request)
      : snapshot_(snapshot),
        caller_(caller),
        request_(request),
        now_(std::max(snapshot.now(), report.sweep_time)),
        office_(OfficeOf(caller)) {}

  // Nothing where the gap is mended, not asked for, or not for the caller.
  absl::StatusOr<absl::optional<v1::Gap>> Find(const GapEntry& entry) const {
    const bool wanted =
        request_.kind() == v1::GAP_KIND_UNSPECIFIED || request_.kind() == entry.kind;
    if (!wanted) return absl::optional<v1::Gap>();
    if (entry.number == 0) return OfSubject(entry);
    SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot_.FindCase(entry.number));
    if (c == nullptr) return absl::optional<v1::Gap>();
    SKRANKE_ASSIGN_OR_RETURN(const absl::Time moved, LastMove(snapshot_, *c, now_));
    return OfCase(*c, moved, entry);
  }

 private:
  absl::optional<v1::Gap> OfCase(const CaseState& c, absl::Time moved,
                                 const GapEntry& entry) const {
    const Sight sight = SupervisingSight(caller_, c);
    if (sight == Sight::kNothing || !IsForSight(entry.audience, c, sight)) return absl::nullopt;
    const bool real = ShowsUnits(sight);
    const std::string& authority = real ? c.owner().authority() : CounterAuthority(c);
    if (!request_.agency().empty() && request_.agency() != authority) return absl::nullopt;
    if (!request_.office().empty() && request_.office() != c.office()) return absl::nullopt;
    for (const FoundGap& found : FindGaps(c, moved, sight, snapshot_.installation(), now_)) {
      if (found.kind != entry.kind) continue;
      v1::Gap gap = NewGap(entry.kind, std::min(found.since, entry.since), found.next_step);
      gap.set_citizen_case(FormatCaseName(c.number()));
      gap.set_authority(authority);
      if (real) gap.set_unit(c.owner().unit());
      gap.set_office(c.office());
      gap.set_state(RenderState(c, sight));
      return gap;
    }
    return absl::nullopt;
  }

  absl::optional<v1::Gap> OfSubject(const GapEntry& entry) const {
    const bool of_agency = entry.kind == v1::GAP_KIND_RECEIVER_UNREACHABLE;
    const bool sees_all = caller_.role == kAuditor || caller_.role == kOperator;
    if (caller_.role == kOperator && !of_agency) return absl::nullopt;
    if (entry.audience == GapAudience::kShownRoute && !sees_all) return absl::nullopt;
    if (office_ && !entry.office.empty() && *office_ != entry.office) return absl::nullopt;
    if (!request_.office().empty() && request_.office() != entry.office) return absl::nullopt;
    const std::string authority = of_agency ? entry.subject : "";
    if (!request_.agency().empty() && request_.agency() != authority) return absl::nullopt;
    v1::Gap gap = NewGap(entry.kind, entry.since, entry.next_step);
    gap.set_subject(entry.subject);
    gap.set_authority(authority);
    gap.set_office(entry.office);
    return gap;
  }

  static v1::Gap NewGap(v1::GapKind kind, absl::Time since, const std::string& next_step) {
    v1::Gap gap;
    gap.set_kind(kind);
    *gap.mutable_since_time() = ToTimestamp(absl::ToUnixMicros(since));
    gap.set_next_step(next_step);
    return gap;
  }

  const Snapshot& snapshot_;
  const Caller& caller_;
  const v1::ListGapsRequest& request_;
  const absl::Time now_;
  const absl::optional<std::string> office_;
};

std::string FilterOf(v1::ListGapsRequest request, const Caller& caller) {
  request.clear_page_size();
  request.clear_page_token();
  return absl::StrCat("ListGaps ", caller.name, " ", request.SerializeAsString());
}

}  // namespace

absl::StatusOr<v1::ListGapsResponse> AnswerListGaps(const GapReport& report,
                                                    const Snapshot& snapshot, const Caller& caller,
                                                    const v1::ListGapsRequest& request) {
  const std::string filter = FilterOf(request, caller);
  SKRANKE_ASSIGN_OR_RETURN(const size_t most, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePlaceToken(request.page_token(), filter));
  v1::ListGapsResponse response;
  if (report.sweep_time != absl::InfinitePast()) {
    *response.mutable_sweep_time() = ToTimestamp(absl::ToUnixMicros(report.sweep_time));
  }
  response.set_incomplete(report.incomplete);
  const Lister lister(report, snapshot, caller, request);
  auto entry = report.entries.begin();
  if (after) {
    entry = std::partition_point(entry, report.entries.end(),
                                 [&](const GapEntry& one) { return PlaceOf(one) <= *after; });
  }
  for (size_t looked_at = 0; entry != report.entries.end(); ++entry) {
    SKRANKE_ASSIGN_OR_RETURN(auto gap, lister.Find(*entry));
    if (gap) *response.add_gaps() = *std::move(gap);
    const bool full = static_cast<size_t>(response.gaps_size()) == most;
    if (!full && ++looked_at < kEntriesLookedAtMax) continue;
    if (entry + 1 != report.entries.end()) {
      response.set_next_page_token(FormatPlaceToken(PlaceOf(*entry), filter));
    }
    break;
  }
  return response;
}

std::vector<Method> GapMethods(const GapFinder* finder, Reconciliations* reconciliations) {
  return {
      QueryMethod(Name("ListGaps"), kGapRoles, &NothingToCheck<v1::ListGapsRequest>,
                  [finder](const Snapshot& snapshot, const Caller& caller,
                           const v1::ListGapsRequest& request) {
                    return AnswerListGaps(*finder->report(), snapshot, caller, request);
                  }),
      QueryMethod(Name("ReconcileHoldings"), kAgencySystem, &ValidateReconcileHoldings,
                  [reconciliations](const Snapshot& snapshot, const Caller& caller,
                                    const v1::ReconcileHoldingsRequest& request) {
                    return reconciliations->Take(snapshot, caller, request);
                  }),
      QueryMethod(Name("ListReconciliations"), kDifferenceRoles,
                  &NothingToCheck<v1::ListReconciliationsRequest>,
                  [reconciliations](const Snapshot& snapshot, const Caller& caller,
                                    const v1::ListReconciliationsRequest& request) {
                    return reconciliations->List(snapshot, caller, request);
                  }),
  };
}

}  // namespace skranke
