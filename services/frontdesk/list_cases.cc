#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/render.h"
#include "libs/casework/render_clock.h"
#include "libs/casework/states.h"
#include "libs/engine/case_list.h"
#include "libs/engine/office_row.h"
#include "libs/engine/page_token.h"
#include "services/frontdesk/queries.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

// A request without what changes from page to page: the token is bound to it.
std::string FilterOf(v1::ListCasesRequest request, const Caller& caller) {
  request.clear_page_size();
  request.clear_page_token();
  return absl::StrCat("ListCases ", caller.name, " ", request.SerializeAsString());
}

bool IsBefore(int64_t micros, const google::protobuf::Timestamp& limit) {
  return absl::FromUnixMicros(micros) < FromTimestamp(limit);
}

bool MatchesTimes(const CaseState& c, const v1::ListCasesRequest& request) {
  if (request.has_received_after_time() &&
      IsBefore(c.receive_us(), request.received_after_time())) {
    return false;
  }
  if (request.has_received_before_time() &&
      !IsBefore(c.receive_us(), request.received_before_time())) {
    return false;
  }
  if (!request.has_promised_before_time()) return true;
  return c.promise_us() != 0 && IsOpen(StateOf(c)) &&
         !(absl::FromUnixMicros(c.promise_us()) > FromTimestamp(request.promised_before_time()));
}

bool MatchesReference(const CaseState& c, const v1::ListCasesRequest& request) {
  if (!request.agency_case_number().empty() &&
      c.agency_case_number() != request.agency_case_number()) {
    return false;
  }
  if (!request.has_external_reference()) return true;
  return c.external_system() == request.external_reference().system() &&
         c.external_id() == request.external_reference().id();
}

// Compared with what the caller is shown: a filter must not tell more than the list does.
bool Matches(const CaseState& c, Sight sight, const v1::ListCasesRequest& request) {
  const v1::State state = RenderState(c, sight);
  const bool route_hidden = sight == Sight::kCounter && c.hidden_route();
  const std::string& authority = route_hidden ? CounterAuthority(c) : c.owner().authority();
  if (request.state() != v1::STATE_UNSPECIFIED && state != request.state()) return false;
  if (request.open() && !IsOpen(state)) return false;
  if (!request.outcome().empty() && c.outcome() != request.outcome()) return false;
  const bool returned = c.return_count() > 0 && !IsShownUnsorted(c, sight);
  if (request.returned() && !returned) return false;
  if (request.backdated() && !c.backdated()) return false;
  if (!request.office().empty() && c.office() != request.office()) return false;
  if (!request.task().empty() && c.task() != request.task()) return false;
  if (!request.agency().empty() && authority != request.agency()) return false;
  const bool unit_shown = sight == Sight::kRoute;
  if (!request.unit().empty() && (!unit_shown || c.owner().unit() != request.unit())) return false;
  return MatchesTimes(c, request) && MatchesReference(c, request);
}

// Whether the index row alone tells that the case does not match. Auditors see more than the row.
bool IsPassedOver(const Caller& caller, const OfficeRow& shown,
                  const v1::ListCasesRequest& request) {
  if (caller.role == kAuditor || shown.state == 0) return false;
  if (request.state() != v1::STATE_UNSPECIFIED && shown.state != request.state()) return true;
  if (request.open() && !IsOpen(static_cast<v1::State>(shown.state))) return true;
  if (!request.agency().empty() && shown.authority != ShortHash(request.agency())) return true;
  return !request.task().empty() && shown.task != ShortHash(request.task());
}

std::vector<int> StatesOf(const v1::ListCasesRequest& request) {
  if (request.state() != v1::STATE_UNSPECIFIED) return {request.state()};
  std::vector<int> states;
  for (int state = v1::STATE_COMPLETE; state <= v1::State_MAX; ++state) {
    if (!request.open() || IsOpen(static_cast<v1::State>(state))) states.push_back(state);
  }
  return states;
}

// Ranges of what units and offices have, by agency and state as they are. To whom hidden routes are
// shown as the counter's, their cases may match elsewhere: they come all.
absl::StatusOr<std::vector<IndexRange>> RangesByState(const Snapshot& snapshot,
                                                      const Caller& caller,
                                                      const v1::ListCasesRequest& request,
                                                      const std::vector<std::string>& offices) {
  std::vector<IndexRange> ranges;
  SKRANKE_ASSIGN_OR_RETURN(const auto units, snapshot.UnitsWithCases());
  const auto wanted = [&](const std::string& authority) {
    return request.agency().empty() || request.agency() == authority;
  };
  for (const int state : StatesOf(request)) {
    for (const auto& unit : units) {
      if (!wanted(unit.agency())) continue;
      ranges.push_back({IndexRange::Kind::kUnit, unit.agency(), unit.unit(), state});
    }
    for (const std::string& office : offices) {
      if (wanted(office)) ranges.push_back({IndexRange::Kind::kWaiting, office, "", state});
    }
  }
  if (caller.role != kAuditor) ranges.push_back({.kind = IndexRange::Kind::kHidden});
  return ranges;
}

// The narrowest ranges that hold every match.
absl::StatusOr<std::vector<IndexRange>> RangesFor(const Snapshot& snapshot, const Caller& caller,
                                                  const v1::ListCasesRequest& request) {
  const bool sees_all =
      caller.role == kAuditor ||
      (caller.office.empty() && (caller.role & (kSupervisor | kImporter | kMediator)) != 0);
  SKRANKE_ASSIGN_OR_RETURN(const auto offices, snapshot.OfficesWithCases());
  const bool by_state = request.state() != v1::STATE_UNSPECIFIED || request.open();
  if (sees_all && (by_state || !request.agency().empty())) {
    return RangesByState(snapshot, caller, request, offices);
  }
  std::vector<IndexRange> ranges;
  for (const std::string& office : offices) {
    const bool wanted = request.office().empty() || request.office() == office;
    const bool own = sees_all || caller.office == office;
    if (wanted && own) ranges.push_back({IndexRange::Kind::kOffice, office, "", 0});
  }
  return ranges;
}

bool MaySee(const Caller& caller, const CaseState& c) {
  return SightOf(caller, c) != Sight::kNothing &&
         (caller.role == kAuditor || caller.role == kMediator ||
          MayActAtOffice(caller, c.office()).ok());
}

// A look-up by reference needs no range.
absl::StatusOr<absl::optional<std::vector<uint64_t>>> DirectHits(
    const Snapshot& snapshot, const v1::ListCasesRequest& request) {
  if (request.has_external_reference()) {
    SKRANKE_ASSIGN_OR_RETURN(const auto number,
                             snapshot.FindExternal(request.external_reference().system(),
                                                   request.external_reference().id()));
    return absl::optional<std::vector<uint64_t>>(number ? std::vector<uint64_t>{*number}
                                                        : std::vector<uint64_t>{});
  }
  if (request.agency_case_number().empty()) return absl::optional<std::vector<uint64_t>>();
  SKRANKE_ASSIGN_OR_RETURN(
      auto numbers, snapshot.FindAgencyNumber(request.agency(), request.agency_case_number()));
  return absl::optional<std::vector<uint64_t>>(std::move(numbers));
}

class Page {
 public:
  Page(const Snapshot& snapshot, const Caller& caller, const v1::ListCasesRequest& request,
       size_t size)
      : snapshot_(snapshot), caller_(caller), request_(request), size_(size) {}

  // False when the page is full, enough was looked at, or the store failed.
  bool Look(const IndexEntry& entry) {
    ++looked_at_;
    last_ = entry;
    if (!IsPassedOver(caller_, entry.shown, request_) && !AddIfMatching(entry)) return false;
    more_ = static_cast<size_t>(response_.cases_size()) == size_ || looked_at_ == kRowsLookedAtMax;
    return !more_;
  }

  absl::StatusOr<v1::ListCasesResponse> Finish(const std::string& filter) && {
    SKRANKE_RETURN_IF_ERROR(read_);
    if (more_) response_.set_next_page_token(FormatPageToken(last_, filter));
    return std::move(response_);
  }

 private:
  // False where the store failed.
  bool AddIfMatching(const IndexEntry& entry) {
    const auto found = snapshot_.FindCase(entry.number);
    read_ = found.status();
    if (!read_.ok()) return false;
    if (*found == nullptr || !MaySee(caller_, **found)) return true;
    const Sight sight = SightOf(caller_, **found);
    if (Matches(**found, sight, request_)) *response_.add_cases() = Render(**found, sight);
    return true;
  }

  const Snapshot& snapshot_;
  const Caller& caller_;
  const v1::ListCasesRequest& request_;
  const size_t size_;
  v1::ListCasesResponse response_;
  absl::Status read_;
  IndexEntry last_;
  size_t looked_at_ = 0;
  bool more_ = false;
};

}  // namespace

absl::StatusOr<v1::ListCasesResponse> AnswerListCases(const Snapshot& snapshot,
                                                      const Caller& caller,
                                                      const v1::ListCasesRequest& request) {
  const std::string filter = FilterOf(request, caller);
  SKRANKE_ASSIGN_OR_RETURN(const size_t size, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePageToken(request.page_token(), filter));
  Page page(snapshot, caller, request, size);
  SKRANKE_ASSIGN_OR_RETURN(const auto direct, DirectHits(snapshot, request));
  if (direct) {
    for (const uint64_t number : *direct) {
      if (!page.Look({.number = number})) break;
    }
    return std::move(page).Finish(filter);
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto ranges, RangesFor(snapshot, caller, request));
  SKRANKE_RETURN_IF_ERROR(MergeRanges(snapshot, ranges, after,
                                      [&](const IndexEntry& entry) { return page.Look(entry); }));
  return std::move(page).Finish(filter);
}

}  // namespace skranke
