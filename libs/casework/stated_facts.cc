#include "libs/casework/stated_facts.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/casework/content.h"
#include "libs/tasklist/fact_schema.h"
#include "libs/tasklist/stated_fact.h"

namespace skranke {

absl::Status CheckStatedFacts(const TaskList* list, absl::string_view task,
                              const google::protobuf::RepeatedPtrField<v1::Fact>& facts) {
  if (list == nullptr) return absl::OkStatus();
  const auto schema = list->fact_schema(task);
  for (int i = 0; i < facts.size() && !schema.empty(); ++i) {
    const storage::v1::FactRow* const row = FindFactRow(schema, facts[i].name());
    if (row == nullptr) continue;
    const std::string fault = FactFault(*row, ToNamedValue(ToRecord(facts[i])).value);
    if (!fault.empty()) return FieldError(absl::StrCat("facts[", i, "].value"), fault);
  }
  return absl::OkStatus();
}

}  // namespace skranke
