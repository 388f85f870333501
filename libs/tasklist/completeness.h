// Whether everything is there that the oppgaveliste requires. Pure; threads may call it at the same
// time.
#ifndef SKRANKE_LIBS_TASKLIST_COMPLETENESS_H_
#define SKRANKE_LIBS_TASKLIST_COMPLETENESS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/tasklist/requirement_words.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// Something that a case has: a document, a stated fact, a consent, a signature, a paid fee.
struct Supplied {
  RequirementKind kind = RequirementKind::kDocument;
  std::string code;  // A fact's name.
  // Whose it is; not for facts.
  RequirementRole of_role = RequirementRole::kAnybody;
  std::string type;  // Of a fact: "text", "number", "flag" or "date".
};

// The required rows which nothing supplied meets, in the order of requirements.csv; none where the
// list has no such task. A row is met by its kind and code, from its of_role where it names one; a
// fact by its name and type, whoever states it. A fact that the schema asks for only under a
// condition (IsAskedFor) is not missing where what is stated says that it is not asked for.
std::vector<const storage::v1::RequirementRow*> MissingRequirements(
    const TaskList& list, absl::string_view task, absl::Span<const Supplied> supplied,
    absl::Span<const NamedValue> stated = {});

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_COMPLETENESS_H_
