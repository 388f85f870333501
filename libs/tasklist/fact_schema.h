// The fact schema: what a task asks the citizen, of which type, and which values it takes. One row
// of facts.csv a fact, then one a value that it may have. Pure; threads may call these at the same
// time.
//
//   task_code,fact,type,unit,value,required_when_fact,required_when_test,label_nb,...,label_en
//   passport,purpose,text,,,,,Formål,,,,,Purpose
//   passport,purpose,,,LOST,,,Mistet,,,,,Lost
#ifndef SKRANKE_LIBS_TASKLIST_FACT_SCHEMA_H_
#define SKRANKE_LIBS_TASKLIST_FACT_SCHEMA_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/decision/value.h"
#include "libs/directory/package_reader.h"
#include "libs/tasklist/classification.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// The languages that labels are in, in the order of their columns.
inline constexpr absl::string_view kLabelLanguages[] = {"nb", "nn", "da", "sv", "fi", "en"};

// The rows of `path`; none where the package has no such file. `tasks`: those that the list has, or
// null where that is not known. Faults go to the reader: an unknown
// task, a fact doubled or without a type, a value without its fact before it, doubled, or of a fact
// that is no text, a unit for what is no number, half a required_when, or one about the fact itself
// or one that the task has not.
std::vector<storage::v1::FactRow> ReadFactRows(PackageReader& reader, const std::string& path,
                                               const absl::flat_hash_set<std::string>* tasks);

// The row of a fact; null where the schema has none.
const storage::v1::FactRow* FindFactRow(absl::Span<const storage::v1::FactRow* const> schema,
                                        absl::string_view fact);

// What values of the schema's type ("text", "number", "flag", "date") are in a decision.
ValueType ValueTypeOf(absl::string_view fact_type);

// What is wrong with a stated value: of another type, or not among the allowed ones, which it then
// names; empty where nothing is. Never repeats the value.
std::string FactFault(const storage::v1::FactRow& row, const Value& value);

// Whether the fact is asked for, given what is stated: its required_when holds, or it has none. An
// unknown is a yes: without it the case would be complete too early.
bool IsAskedFor(const storage::v1::FactRow& row, absl::Span<const NamedValue> stated);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_FACT_SCHEMA_H_
