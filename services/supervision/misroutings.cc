#include "services/supervision/misroutings.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "services/supervision/sentence.h"
#include "services/supervision/sight.h"
#include "services/supervision/tally.h"
#include "skranke/v1/agency_desk.pb.h"

namespace skranke {
namespace {

// List, row and office.
using Place = std::tuple<std::string, std::string, std::string>;
using Returns = absl::btree_map<Place, Tally<int>>;

std::string CodeName(int code) {
  return WithoutPrefix(v1::ReturnCode_Name(static_cast<v1::ReturnCode>(code)), "RETURN_CODE_");
}

// "LIST 0 ROW 0 OFFICE 0 CODE".
void Count(absl::string_view key, int64_t count, const v1::ListMisroutingsRequest& request,
           const absl::optional<std::string>& office, Returns& returns) {
  const std::vector<std::string> parts = absl::StrSplit(key, absl::ByChar('\0'));
  int code = 0;
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[3], &code)) return;
  if (!request.list_version().empty() && parts[0] != request.list_version()) return;
  if (office && parts[2] != *office) return;
  returns[{parts[0], parts[1], parts[2]}].Add(code, count);
}

v1::Misrouting ToMisrouting(const Place& place, const Tally<int>& by_code) {
  v1::Misrouting misrouting;
  std::tie(*misrouting.mutable_list_version(), *misrouting.mutable_row(),
           *misrouting.mutable_office()) = place;
  by_code.Fill(CodeName, misrouting.mutable_by_code());
  misrouting.set_count(by_code.total());
  return misrouting;
}

}  // namespace

absl::StatusOr<v1::ListMisroutingsResponse> AnswerListMisroutings(
    const Snapshot& snapshot, const Caller& caller, const v1::ListMisroutingsRequest& request) {
  const absl::optional<std::string> office = OfficeOf(caller);
  Returns returns;
  SKRANKE_RETURN_IF_ERROR(snapshot.ScanCounters("q/", [&](absl::string_view key, int64_t count) {
    Count(key, count, request, office, returns);
  }));
  v1::ListMisroutingsResponse response;
  for (const auto& [place, by_code] : returns) {
    if (by_code.total() > 0) *response.add_misroutings() = ToMisrouting(place, by_code);
  }
  std::stable_sort(response.mutable_misroutings()->begin(), response.mutable_misroutings()->end(),
                   [](const auto& a, const auto& b) { return a.count() > b.count(); });
  return response;
}

}  // namespace skranke
