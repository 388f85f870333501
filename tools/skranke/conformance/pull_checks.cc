#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/conformance/test_office.h"

namespace skranke {
namespace {

absl::StatusOr<v1::Case> Accepted(TestOffice& office) {
  SKRANKE_ASSIGN_OR_RETURN(const v1::Case registered, office.Register());
  return office.WaitForAcceptance(registered.name());
}

absl::Status OwnNumbers(TestOffice& office) {
  SKRANKE_ASSIGN_OR_RETURN(const v1::Case one, Accepted(office));
  SKRANKE_ASSIGN_OR_RETURN(const v1::Case two, Accepted(office));
  if (one.agency_case_number().empty()) return Instead("it gave no case number of its own");
  if (one.agency_case_number() != two.agency_case_number()) return absl::OkStatus();
  return Instead(absl::StrCat("two cases have the number ", one.agency_case_number()));
}

// The case may be taken or accepted already when the citizen takes it back.
absl::Status AfterWithdrawal(TestOffice& office) {
  SKRANKE_ASSIGN_OR_RETURN(const v1::Case withdrawn, office.Register());
  absl::Status gone = office.Withdraw(withdrawn);
  if (absl::IsAborted(gone)) {
    SKRANKE_ASSIGN_OR_RETURN(const v1::Case now, office.Get(withdrawn.name()));
    gone = office.Withdraw(now);
  }
  SKRANKE_RETURN_IF_ERROR(gone);
  const auto next = Accepted(office);
  return next.ok() ? absl::OkStatus()
                   : Instead(absl::StrCat("the case after it: ", next.status().message()));
}

}  // namespace

std::vector<Check> PullChecks(TestOffice* office) {
  return {{"takes-and-accepts", "A case that waits is taken and accepted, or returned, in time.",
           [=] { return Accepted(*office).status(); }},
          {"own-number", "Every case gets a number of the agency's own.",
           [=] { return OwnNumbers(*office); }},
          {"withdrawn-meanwhile", "A case that is withdrawn while it is taken holds up no other.",
           [=] { return AfterWithdrawal(*office); }}};
}

}  // namespace skranke
