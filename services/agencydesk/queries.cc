#include "services/agencydesk/queries.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/states.h"
#include "libs/engine/case_list.h"
#include "libs/engine/page_token.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

bool HoldsLease(const Caller& caller, const CaseState& c) {
  return c.has_lease() && c.lease().holder() == caller.name;
}

// The units whose work the caller may list: the own one, for a system every one of its agency.
absl::StatusOr<std::vector<std::string>> UnitsFor(const Snapshot& snapshot, const Caller& caller,
                                                  const std::string& wanted) {
  if (caller.role != kAgencySystem) {
    if (!wanted.empty() && wanted != caller.unit) {
      return FieldError("unit", "is not the caller's unit");
    }
    return std::vector<std::string>{caller.unit};
  }
  if (!wanted.empty()) return std::vector<std::string>{wanted};
  std::vector<std::string> units;
  SKRANKE_ASSIGN_OR_RETURN(const auto all, snapshot.UnitsWithCases());
  for (const auto& unit : all) {
    if (unit.agency() == caller.agency) units.push_back(unit.unit());
  }
  return units;
}

std::vector<IndexRange> RangesOf(const std::string& agency, const std::vector<std::string>& units,
                                 v1::State wanted) {
  std::vector<IndexRange> ranges;
  for (int state = v1::STATE_COMPLETE; state <= v1::State_MAX; ++state) {
    const bool asked =
        wanted == v1::STATE_UNSPECIFIED ? IsOpen(static_cast<v1::State>(state)) : state == wanted;
    if (!asked) continue;
    for (const std::string& unit : units) {
      ranges.push_back({IndexRange::Kind::kUnit, agency, unit, state});
    }
  }
  return ranges;
}

}  // namespace

absl::StatusOr<v1::ListWorkItemsResponse> AnswerListWorkItems(
    const Snapshot& snapshot, const Caller& caller, const v1::ListWorkItemsRequest& request) {
  const std::string filter =
      absl::StrCat("ListWorkItems ", caller.name, " ", request.unit(), " ", request.state());
  SKRANKE_ASSIGN_OR_RETURN(const size_t size, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePageToken(request.page_token(), filter));
  SKRANKE_ASSIGN_OR_RETURN(const auto units, UnitsFor(snapshot, caller, request.unit()));
  v1::ListWorkItemsResponse response;
  absl::Status read;
  SKRANKE_RETURN_IF_ERROR(
      MergeRanges(snapshot, RangesOf(caller.agency, units, request.state()), after,
                  [&](const IndexEntry& entry) {
                    const auto c = snapshot.FindCase(entry.number);
                    read = c.status();
                    if (!read.ok()) return false;
                    if (*c != nullptr && ActsForOwner(caller, **c)) {
                      *response.add_work_items() = RenderWorkItem(**c, HoldsLease(caller, **c));
                    }
                    if (static_cast<size_t>(response.work_items_size()) < size) return true;
                    response.set_next_page_token(FormatPageToken(entry, filter));
                    return false;
                  }));
  SKRANKE_RETURN_IF_ERROR(read);
  return response;
}

absl::StatusOr<v1::GetWorkItemResponse> AnswerGetWorkItem(const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const v1::GetWorkItemRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(request.name(), "name"));
  SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot.FindCase(number));
  if (c == nullptr || !ActsForOwner(caller, *c)) return CaseNotFound();
  v1::GetWorkItemResponse response;
  *response.mutable_work_item() = RenderWorkItem(*c, HoldsLease(caller, *c));
  return response;
}

}  // namespace skranke
