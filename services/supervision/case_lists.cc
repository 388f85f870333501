#include "services/supervision/case_lists.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/casework/render.h"
#include "libs/engine/case_list.h"
#include "libs/engine/page_token.h"
#include "services/supervision/case_ranges.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

// What a list shows: cases that are shown to be in one of these states.
struct Wanted {
  std::string list;
  std::vector<v1::State> states;
  // Only those whose silence has escalated so far.
  v1::Handover::Escalation escalation = v1::Handover::ESCALATION_UNSPECIFIED;
  // Only what two agencies have refused.
  bool disputed = false;
};

bool IsWanted(const v1::Case& shown, const Wanted& wanted) {
  const int handovers = shown.handovers_size();
  const auto escalation = handovers == 0 ? v1::Handover::ESCALATION_UNSPECIFIED
                                         : shown.handovers(handovers - 1).escalation();
  return absl::c_linear_search(wanted.states, shown.state()) && escalation >= wanted.escalation &&
         (shown.disputed() || !wanted.disputed);
}

bool IsOfAgency(const Caller& caller) { return (caller.role & kAgencyRoles) != 0; }

// What the caller's own unit has, or any unit of an agency's system. They are shown the states that
// cases have.
void AddOwnRanges(const Caller& caller, const std::vector<storage::v1::ReceiverRecord>& units,
                  const Wanted& wanted, std::vector<IndexRange>& ranges) {
  for (const auto& unit : units) {
    const bool own = caller.role == kAgencySystem || unit.unit() == caller.unit;
    if (own && unit.agency() == caller.agency) AddUnitRanges(unit, wanted.states, ranges);
  }
}

// Who is told TRIAGE of a hidden case may be told so wherever it really is, and the other way
// round: sorting units' cases are read for both lists, and hidden ones that unit ranges leave out
// as well.
absl::StatusOr<std::vector<IndexRange>> RangesOf(const Snapshot& snapshot, const Caller& caller,
                                                 const Wanted& wanted) {
  std::vector<v1::State> states = wanted.states;
  if (!absl::c_linear_search(states, v1::STATE_TRIAGE)) states.push_back(v1::STATE_TRIAGE);
  SKRANKE_ASSIGN_OR_RETURN(const auto units, snapshot.UnitsWithCases());
  std::vector<IndexRange> ranges;
  if (IsOfAgency(caller)) {
    AddOwnRanges(caller, units, wanted, ranges);
    return ranges;
  }
  for (const auto& unit : units) AddUnitRanges(unit, states, ranges);
  const bool has_undecided = absl::c_linear_search(states, v1::STATE_ROUTED);
  if (!has_undecided) ranges.push_back({.kind = IndexRange::Kind::kHidden});
  return ranges;
}

struct Page {
  std::vector<v1::Case> cases;
  std::string next_page_token;
};

// Fills a page: reads cases in the order of the ranges and keeps those that the caller is shown.
class PageReader {
 public:
  PageReader(const Snapshot& snapshot, const Caller& caller, const Wanted& wanted, size_t most)
      : snapshot_(snapshot), caller_(caller), wanted_(wanted), most_(most) {}

  absl::StatusOr<Page> Read(const std::vector<IndexRange>& ranges,
                            absl::optional<IndexEntry> after) {
    bool more = true;
    while (more && !overflows_) {
      std::vector<uint64_t> numbers;
      SKRANKE_RETURN_IF_ERROR(MergeRanges(snapshot_, ranges, after, [&](const IndexEntry& entry) {
        after = entry;
        numbers.push_back(entry.number);
        return numbers.size() <= most_;
      }));
      more = numbers.size() > most_;
      SKRANKE_ASSIGN_OR_RETURN(const auto cases, snapshot_.FindCases(numbers));
      for (const CaseState& c : cases) Take(c);
    }
    if (overflows_) page_.next_page_token = FormatPageToken(last_, wanted_.list);
    return std::move(page_);
  }

 private:
  void Take(const CaseState& c) {
    const Sight sight = SupervisingSight(caller_, c);
    if (overflows_ || sight == Sight::kNothing) return;
    v1::Case shown = Render(c, sight);
    if (!IsWanted(shown, wanted_)) return;
    overflows_ = page_.cases.size() == most_;
    if (overflows_) return;
    page_.cases.push_back(std::move(shown));
    last_ = {.receive_us = c.receive_us(), .number = c.number()};
  }

  const Snapshot& snapshot_;
  const Caller& caller_;
  const Wanted& wanted_;
  const size_t most_;
  Page page_;
  IndexEntry last_;
  bool overflows_ = false;
};

template <typename Response, typename Request>
absl::StatusOr<Response> List(const Snapshot& snapshot, const Caller& caller,
                              const Request& request, const Wanted& wanted) {
  SKRANKE_ASSIGN_OR_RETURN(const size_t most, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePageToken(request.page_token(), wanted.list));
  SKRANKE_ASSIGN_OR_RETURN(const auto ranges, RangesOf(snapshot, caller, wanted));
  SKRANKE_ASSIGN_OR_RETURN(Page page,
                           PageReader(snapshot, caller, wanted, most).Read(ranges, after));
  Response response;
  for (v1::Case& shown : page.cases) *response.add_cases() = std::move(shown);
  response.set_next_page_token(page.next_page_token);
  return response;
}

}  // namespace

absl::StatusOr<v1::ListUnacceptedResponse> AnswerListUnaccepted(
    const Snapshot& snapshot, const Caller& caller, const v1::ListUnacceptedRequest& request) {
  return List<v1::ListUnacceptedResponse>(
      snapshot, caller, request,
      {.list = absl::StrCat("ListUnaccepted/", request.escalation()),
       .states = {v1::STATE_ROUTED, v1::STATE_DELIVERED},
       .escalation = request.escalation()});
}

absl::StatusOr<v1::ListDisputesResponse> AnswerListDisputes(
    const Snapshot& snapshot, const Caller& caller, const v1::ListDisputesRequest& request) {
  return List<v1::ListDisputesResponse>(
      snapshot, caller, request,
      {.list = "ListDisputes", .states = {v1::STATE_TRIAGE}, .disputed = true});
}

absl::StatusOr<v1::ListTriageResponse> AnswerListTriage(const Snapshot& snapshot,
                                                        const Caller& caller,
                                                        const v1::ListTriageRequest& request) {
  return List<v1::ListTriageResponse>(snapshot, caller, request,
                                      {.list = "ListTriage", .states = {v1::STATE_TRIAGE}});
}

}  // namespace skranke
