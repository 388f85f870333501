#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/casework/correction_verbs.h"
#include "libs/casework/wrong_person.h"
#include "libs/engine/page_token.h"
#include "services/frontdesk/correction_methods.h"

namespace skranke {
namespace {

// An auditor reads what every officer does.
bool MaySee(const Caller& caller, const storage::v1::CaseState& c) {
  return caller.role == kAuditor ? c.has_wrong_person() : IsOfOfficer(caller, c);
}

}  // namespace

absl::StatusOr<v1::ListWrongPersonsResponse> AnswerListWrongPersons(
    const Snapshot& snapshot, const Caller& caller, const v1::ListWrongPersonsRequest& request) {
  const std::string filter = absl::StrCat("ListWrongPersons ", caller.name);
  SKRANKE_ASSIGN_OR_RETURN(const size_t size, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto after, ParsePageToken(request.page_token(), filter));
  v1::ListWrongPersonsResponse response;
  IndexEntry last;
  absl::Status read;
  SKRANKE_RETURN_IF_ERROR(snapshot.ScanWrongPersons(after, [&](const IndexEntry& entry) {
    const auto c = snapshot.FindCase(entry.number);
    read = c.status();
    if (!read.ok()) return false;
    if (*c == nullptr || !MaySee(caller, **c)) return true;
    if (static_cast<size_t>(response.cases_size()) == size) {
      response.set_next_page_token(FormatPageToken(last, filter));
      return false;
    }
    *response.add_cases() = RenderWrongPerson(**c, snapshot.now());
    last = entry;
    return true;
  }));
  SKRANKE_RETURN_IF_ERROR(read);
  return response;
}

}  // namespace skranke
