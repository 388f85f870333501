#include "libs/tasklist/completeness.h"

#include <algorithm>

#include "libs/tasklist/fact_schema.h"

namespace skranke {
namespace {

using storage::v1::RequirementRow;

bool Meets(const Supplied& supplied, const RequirementRow& row) {
  if (static_cast<int>(supplied.kind) != row.kind() || supplied.code != row.code()) return false;
  if (supplied.kind == RequirementKind::kFact) return supplied.type == row.type();
  const bool anybodys = row.of_role() == static_cast<int>(RequirementRole::kAnybody);
  return anybodys || static_cast<int>(supplied.of_role) == row.of_role();
}

bool IsNeeded(const RequirementRow& row, const TaskList& list,
              absl::Span<const NamedValue> stated) {
  if (row.kind() != static_cast<int>(RequirementKind::kFact)) return true;
  const storage::v1::FactRow* const schema = FindFactRow(list.fact_schema(row.task()), row.code());
  return schema == nullptr || IsAskedFor(*schema, stated);
}

}  // namespace

std::vector<const RequirementRow*> MissingRequirements(const TaskList& list, absl::string_view task,
                                                       absl::Span<const Supplied> supplied,
                                                       absl::Span<const NamedValue> stated) {
  std::vector<const RequirementRow*> missing;
  for (const RequirementRow* row : list.requirements(task)) {
    const bool met = std::any_of(supplied.begin(), supplied.end(),
                                 [row](const Supplied& one) { return Meets(one, *row); });
    if (row->required() && !met && IsNeeded(*row, list, stated)) missing.push_back(row);
  }
  return missing;
}

}  // namespace skranke
