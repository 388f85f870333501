// Whether the facts of a request are what the list's fact schema asks for. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_STATED_FACTS_H_
#define SKRANKE_LIBS_CASEWORK_STATED_FACTS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/repeated_field.h"
#include "libs/tasklist/task_list.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// INVALID_ARGUMENT (INVALID_FIELD) for the first fact that is of another type than the schema's, or
// not among its allowed values, which the message names: field facts[i].value. Facts that the
// schema does not know pass; so does everything where there is no list (null) or no such task.
absl::Status CheckStatedFacts(const TaskList* list, absl::string_view task,
                              const google::protobuf::RepeatedPtrField<v1::Fact>& facts);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_STATED_FACTS_H_
