// What adopting a draft today would install: the list without the rows of silent parties, checked
// and compiled, with the reasons why not. Pure; any thread, so that the writer need not do it.
//
//   const Basis basis = BasisOf(installation, draft, today);
//   const auto plan = PlanAdoption(basis, request);
#ifndef SKRANKE_SERVICES_RULEBOOK_ADOPTION_PLAN_H_
#define SKRANKE_SERVICES_RULEBOOK_ADOPTION_PLAN_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "libs/casework/installation.h"
#include "libs/tasklist/rulebook_check.h"
#include "skranke/storage/v1/rulebook.pb.h"
#include "skranke/v1/rulebook.pb.h"

namespace skranke {

// Everything that a plan or a check follows from: the same basis gives the same result.
struct Basis {
  std::shared_ptr<const Directory> directory;
  std::shared_ptr<const TaskListBook> lists;
  std::shared_ptr<const storage::v1::RulebookDraft> draft;
  absl::CivilDay today;

  friend bool operator==(const Basis&, const Basis&) = default;
};

// The draft is null where there is none of that version.
Basis BasisOf(const Installation& installation, absl::string_view version, absl::CivilDay today);

// A result made on another thread, used where its basis still holds.
template <typename Result>
struct Prepared {
  Basis basis;
  absl::StatusOr<Result> result = absl::UnknownError("not prepared");
};

struct AdoptionPlan {
  CheckedList checked;
  std::vector<storage::v1::RulebookRow> changes;
  std::vector<storage::v1::RulebookDropped> dropped;
  // The agencies affected, of an emergency list.
  std::vector<storage::v1::RulebookParty> parties;
};

// The draft as it stands, checked. CHECK_FAILED, EXAMPLE_FAILED, NOTHING_CHANGED.
absl::StatusOr<CheckedList> CheckDraftOf(const Basis& basis);

// Errors as AdoptDraft in proto/skranke/v1/rulebook.proto, as far as no case is asked.
absl::StatusOr<AdoptionPlan> PlanAdoption(const Basis& basis, const v1::AdoptDraftRequest& request);

// The same for AdoptEmergency.
absl::StatusOr<AdoptionPlan> PlanEmergency(const Basis& basis,
                                           const v1::AdoptEmergencyRequest& request);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_RULEBOOK_ADOPTION_PLAN_H_
