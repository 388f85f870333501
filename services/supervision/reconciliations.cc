#include "services/supervision/reconciliations.h"

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/casework/states.h"
#include "libs/engine/keys.h"
#include "libs/engine/page_token.h"
#include "services/supervision/shown_route.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

constexpr size_t kCasesRead = 256;
// Differences in the reply to the agency: enough to see what they are like.
constexpr size_t kDifferencesShown = 100;

// A supervisor is told of what is shown with its route; who may not know a protected person's, of
// none of those. A number that is no case's is nobody's office's.
bool MaySee(const Caller& caller, const CaseState* c) {
  if (caller.role == kAgencySystem) return true;
  if (c == nullptr) return !OfficeOf(caller);
  const Sight sight = SupervisingSight(caller, *c);
  return sight != Sight::kNothing && (ShowsUnits(sight) || !IsHidden(*c));
}

std::string PlaceOf(const std::string& agency, uint64_t number) {
  std::string place;
  AppendCode(agency, place);
  AppendNumber(number, place);
  return place;
}

absl::Status CheckWhole(size_t count, const v1::ReconcileHoldingsRequest& request) {
  if (static_cast<int64_t>(count) == request.total_count()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "HOLDINGS_MISSING",
                     absl::StrCat("the list is said to have ", request.total_count(),
                                  " cases, and ", count, " have come: send all of it again"));
}

EndpointKind WayTo(const std::string& agency, const Snapshot& snapshot) {
  return KindOfEndpoint(snapshot.installation().EndpointOf(agency));
}

}  // namespace

absl::Status ValidateReconcileHoldings(const v1::ReconcileHoldingsRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckRequiredTextField("list_id", request.list_id(), kRequestIdBytesMax));
  if (!request.has_list_time()) return FieldError("list_time", "must be given");
  if (request.total_count() < 0) return FieldError("total_count", "must not be below zero");
  return absl::OkStatus();
}

absl::StatusOr<v1::ReconcileHoldingsResponse> Reconciliations::Take(
    const Snapshot& snapshot, const Caller& caller, const v1::ReconcileHoldingsRequest& request) {
  // A page whose answer was lost: its list is compared, and is no longer here.
  if (const auto compared = FindCompared(caller.agency, request)) return compared->response;
  v1::ReconcileHoldingsResponse response;
  SKRANKE_ASSIGN_OR_RETURN(const size_t count, TakePage(caller.agency, clock_.Now(), request));
  response.set_holding_count(static_cast<int64_t>(count));
  if (!request.last()) return response;
  SKRANKE_RETURN_IF_ERROR(CheckWhole(count, request));
  if (comparing_.exchange(true)) {
    return ReasonError(absl::StatusCode::kResourceExhausted, "ALREADY_RUNNING",
                       "another list is being compared; send the last page again when it has been");
  }
  const absl::Cleanup ended = [&] { comparing_ = false; };
  SKRANKE_ASSIGN_OR_RETURN(Compared compared,
                           CompareAll(snapshot, caller.agency, TakeOut(caller.agency)));
  compared.response.set_holding_count(static_cast<int64_t>(count));
  for (size_t i = 0; i < std::min(compared.differences.size(), kDifferencesShown); ++i) {
    *compared.response.add_differences() =
        Render(compared.differences[i], caller.agency, WayTo(caller.agency, snapshot));
  }
  response = compared.response;
  MutexLock lock(&mutex_);
  compared_[caller.agency] = std::make_shared<const Compared>(std::move(compared));
  return response;
}

absl::StatusOr<size_t> Reconciliations::TakePage(const std::string& agency, absl::Time now,
                                                 const v1::ReconcileHoldingsRequest& request) {
  const absl::Time list_time = FromTimestamp(request.list_time());
  if (now - list_time > kListAgeMax) return FieldError("list_time", "is over two days ago");
  // Everything that changes until then would pass for changed since, and be compared with nothing.
  if (list_time - now > kListAheadMax) return FieldError("list_time", "has not come yet");
  std::vector<Held> page;
  for (int i = 0; i < request.holdings_size(); ++i) {
    SKRANKE_ASSIGN_OR_RETURN(const Held held,
                             ParseHolding(request.holdings(i), absl::StrCat("holdings[", i, "]")));
    page.push_back(held);
  }
  MutexLock lock(&mutex_);
  Forget(now);
  HoldingList& list = lists_[agency];
  if (list.list_id != request.list_id() || list.list_time != list_time) {
    list = {.list_id = request.list_id(), .list_time = list_time};
  }
  size_t all = page.size();
  for (const auto& [of, each] : lists_) all += each.holdings.size();
  if (all > holdings_max_) {
    return ReasonError(absl::StatusCode::kResourceExhausted, "TOO_MANY_HOLDINGS",
                       "the lists under way have over a million holdings");
  }
  for (const Held& held : page) list.holdings[held.number] = held;
  return list.holdings.size();
}

// A list whose last page never came.
void Reconciliations::Forget(absl::Time now) {
  for (auto list = lists_.begin(); list != lists_.end();) {
    list = now - list->second.list_time > kListAgeMax ? lists_.erase(list) : std::next(list);
  }
}

std::shared_ptr<const Reconciliations::Compared> Reconciliations::FindCompared(
    const std::string& agency, const v1::ReconcileHoldingsRequest& request) const {
  MutexLock lock(&mutex_);
  const auto latest = compared_.find(agency);
  if (latest == compared_.end()) return nullptr;
  const v1::Reconciliation& known = latest->second->reconciliation;
  const bool same = known.list_id() == request.list_id() &&
                    absl::ToUnixMicros(FromTimestamp(known.list_time())) ==
                        absl::ToUnixMicros(FromTimestamp(request.list_time()));
  return same ? latest->second : nullptr;
}

Reconciliations::HoldingList Reconciliations::TakeOut(const std::string& agency) {
  MutexLock lock(&mutex_);
  HoldingList list = std::move(lists_[agency]);
  lists_.erase(agency);
  return list;
}

absl::StatusOr<Reconciliations::Compared> Reconciliations::CompareAll(const Snapshot& snapshot,
                                                                      const std::string& agency,
                                                                      HoldingList list) {
  Compared compared;
  compared.reconciliation.set_agency(agency);
  compared.reconciliation.set_list_id(list.list_id);
  *compared.reconciliation.mutable_list_time() = ToTimestamp(absl::ToUnixMicros(list.list_time));
  *compared.reconciliation.mutable_compare_time() = ToTimestamp(absl::ToUnixMicros(snapshot.now()));
  SKRANKE_RETURN_IF_ERROR(CompareOurs(snapshot, agency, list, compared));
  SKRANKE_RETURN_IF_ERROR(CompareRest(snapshot, agency, list, compared));
  std::sort(compared.differences.begin(), compared.differences.end(),
            [](const Found& a, const Found& b) { return a.number < b.number; });
  return compared;
}

// What the agency has, as we know it; what was compared leaves the list.
absl::Status Reconciliations::CompareOurs(const Snapshot& snapshot, const std::string& agency,
                                          HoldingList& list, Compared& compared) {
  SKRANKE_ASSIGN_OR_RETURN(const auto units, snapshot.UnitsWithCases());
  for (const auto& unit : units) {
    if (unit.agency() != agency) continue;
    for (int state = v1::STATE_COMPLETE; state <= v1::State_MAX; ++state) {
      if (!IsOpen(static_cast<v1::State>(state))) continue;
      absl::optional<IndexEntry> after;
      std::vector<uint64_t> numbers;
      do {
        numbers.clear();
        SKRANKE_RETURN_IF_ERROR(
            snapshot.ScanUnit(agency, unit.unit(), state, after, [&](const IndexEntry& entry) {
              after = entry;
              numbers.push_back(entry.number);
              return numbers.size() < kCasesRead;
            }));
        SKRANKE_ASSIGN_OR_RETURN(const auto cases, snapshot.FindCases(numbers));
        for (const CaseState& c : cases) {
          absl::optional<Held> theirs;
          if (const auto held = list.holdings.find(c.number()); held != list.holdings.end()) {
            theirs = held->second;
            list.holdings.erase(held);
          }
          Note(&c, agency, theirs, c.number(), list.list_time, compared);
        }
      } while (numbers.size() == kCasesRead);
    }
  }
  return absl::OkStatus();
}

// What the agency lists beside that.
absl::Status Reconciliations::CompareRest(const Snapshot& snapshot, const std::string& agency,
                                          const HoldingList& list, Compared& compared) {
  for (const auto& [number, held] : list.holdings) {
    SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot.FindCase(number));
    Note(c.get(), agency, held, number, list.list_time, compared);
  }
  return absl::OkStatus();
}

void Reconciliations::Note(const CaseState* ours, const std::string& agency,
                           const absl::optional<Held>& theirs, uint64_t number,
                           absl::Time list_time, Compared& compared) {
  const v1::DifferenceKind kind = Compare(ours, agency, theirs, list_time);
  if (kind == v1::DIFFERENCE_KIND_UNSPECIFIED) {
    if (theirs) compared.response.set_agreed_count(compared.response.agreed_count() + 1);
    return;
  }
  compared.response.set_difference_count(compared.response.difference_count() + 1);
  if (compared.differences.size() == kDifferencesKept) return;
  Found& found = compared.differences.emplace_back();
  found.number = number;
  found.kind = kind;
  // Where a case is that the agency does not have is not the agency's to know.
  if (kind != v1::DIFFERENCE_KIND_NOT_THEIRS) found.our_state = StateOf(*ours);
  if (theirs) found.their_state = theirs->state;
}

v1::Difference Reconciliations::Render(const Found& found, const std::string& agency,
                                       EndpointKind way) {
  v1::Difference difference;
  difference.set_kind(found.kind);
  difference.set_name(FormatCaseName(found.number));
  difference.set_agency(agency);
  difference.set_our_state(found.our_state);
  difference.set_their_state(found.their_state);
  difference.set_next_step(NextStep(found.kind, agency, way));
  return difference;
}

absl::StatusOr<v1::ListReconciliationsResponse> Reconciliations::List(
    const Snapshot& snapshot, const Caller& caller,
    const v1::ListReconciliationsRequest& request) const {
  const std::string filter =
      absl::StrCat("ListReconciliations ", caller.name, " ", request.agency());
  SKRANKE_ASSIGN_OR_RETURN(const size_t most, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePlaceToken(request.page_token(), filter));
  ComparedLists lists;
  {
    MutexLock lock(&mutex_);
    lists = compared_;
  }
  v1::ListReconciliationsResponse response;
  std::string last;
  for (const auto& [agency, compared] : lists) {
    const bool own = caller.role != kAgencySystem || caller.agency == agency;
    if (!own || (!request.agency().empty() && request.agency() != agency)) continue;
    if (!after) *response.add_reconciliations() = compared->reconciliation;
    for (const Found& found : compared->differences) {
      const std::string place = PlaceOf(agency, found.number);
      if (after && place <= *after) continue;
      if (!response.next_page_token().empty()) break;
      SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot.FindCase(found.number));
      if (!MaySee(caller, c.get())) continue;
      if (static_cast<size_t>(response.differences_size()) == most) {
        response.set_next_page_token(FormatPlaceToken(last, filter));
        break;
      }
      *response.add_differences() = Render(found, agency, WayTo(agency, snapshot));
      last = place;
    }
  }
  return response;
}

}  // namespace skranke
