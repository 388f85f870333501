#include "tests/simulation/findings.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/casework/case_name.h"
#include "tests/simulation/requests.h"

namespace skranke {

absl::Status Found(absl::string_view reason, absl::string_view what) {
  return ReasonError(absl::StatusCode::kDataLoss, reason, what);
}

std::string Describe(const Asked& asked) {
  return absl::StrCat(ShortName(asked.method), " ", asked.request_id, " of ", asked.caller);
}

uint64_t NumberOf(absl::string_view name) { return ParseCaseName(name, "name").value_or(0); }

}  // namespace skranke
