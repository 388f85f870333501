// Worked examples: cases of which the list's authors say what must come out. A list is not adopted
// while one of them fails. Rows of examples.csv. Pure; threads may call these at the same time.
//
//   name,task_code,place,protection,day,facts,expected_class,expected_agency,expected_unit
//   a minor,passport,centre,none,2026-02-01,age = 17,DISCRETIONARY,POLICE,PASSPORTS
#ifndef SKRANKE_LIBS_TASKLIST_WORKED_EXAMPLE_H_
#define SKRANKE_LIBS_TASKLIST_WORKED_EXAMPLE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/types/span.h"
#include "libs/directory/directory.h"
#include "libs/directory/package_reader.h"
#include "libs/tasklist/finding.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// The rows of `path`; none where the package has no such file. Facts stand between semicolons,
// "age = 17; licence_class = "B"", each a FEEL literal or the words of ParseFactLiteral; they are
// kept as FEEL literals. Faults go to the reader. `facts` is the list's schema,
// `tasks` its tasks, or null where they are not known.
std::vector<storage::v1::ExampleRow> ReadExampleRows(PackageReader& reader, const std::string& path,
                                                     const absl::flat_hash_set<std::string>* tasks,
                                                     absl::Span<const storage::v1::FactRow> facts);

// "QUICK", "DISCRETIONARY" or "TRIAGE".
absl::string_view ClassWord(CaseClass case_class);

// The case that the example states. Values that are no literals are left out.
WitnessCase CaseOf(const storage::v1::ExampleRow& example);

struct ExampleFailure {
  std::string name;
  uint32_t row = 0;  // Line in examples.csv.
  std::string column;
  std::string expected;
  std::string actual;
  std::string because;  // The row that decided, and its sentence.
  WitnessCase witness;
};

// The examples that do not come out as expected, in the order of their rows: one failure each, the
// class before the receiver. The list is taken to be in force on the example's day, whatever day
// that is.
std::vector<ExampleFailure> RunExamples(const TaskList& list, const Directory& directory);

// The same as findings, EXAMPLE_FAILS.
std::vector<Finding> CheckExamples(const TaskList& list, const Directory& directory);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_WORKED_EXAMPLE_H_
