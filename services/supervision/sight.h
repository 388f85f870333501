// What of the house a supervising caller looks at: everything, or one office. Any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_SIGHT_H_
#define SKRANKE_SERVICES_SUPERVISION_SIGHT_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "libs/access/caller.h"
#include "libs/access/case_access.h"
#include "libs/engine/snapshot.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

// The office that the caller is bound to; nothing for auditors, mediators, operators and
// supervisors of no office. Heads and supervisors of an office see its cases alone.
absl::optional<std::string> OfficeOf(const Caller& caller);

// The same, but nothing also where there is no other office: then figures of the whole installation
// are the office's own.
absl::StatusOr<absl::optional<std::string>> OfficeApart(const Snapshot& snapshot,
                                                        const Caller& caller);

// How much of the case the caller sees, their office minded.
Sight SupervisingSight(const Caller& caller, const storage::v1::CaseState& citizen_case);

struct SeenCase {
  std::shared_ptr<const storage::v1::CaseState> citizen_case;
  Sight sight = Sight::kNothing;
};

// The case of that name. INVALID_ARGUMENT (INVALID_FIELD name); NOT_FOUND (CASE_NOT_FOUND) where it
// is absent or the caller may not see it.
absl::StatusOr<SeenCase> FindSeen(const Snapshot& snapshot, const Caller& caller,
                                  absl::string_view name);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_SIGHT_H_
