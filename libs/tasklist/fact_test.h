// A test of a fact as people write it in a list: S-FEEL, or the same in the words of the country's
// spreadsheets. Pure; any thread.
#ifndef SKRANKE_LIBS_TASKLIST_FACT_TEST_H_
#define SKRANKE_LIBS_TASKLIST_FACT_TEST_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// The test in S-FEEL. What already is S-FEEL stays as it is. Else values are read as
// ParseFactLiteral does (`row`: the fact's schema, or null), and may stand between semicolons too.
// `decimal_comma`: the file is one in which a comma between two digits belongs to a number, since
// its cells are separated by semicolons. INVALID_ARGUMENT with position and token where it is none.
absl::StatusOr<std::string> CanonicalTest(absl::string_view text, const storage::v1::FactRow* row,
                                          bool decimal_comma);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_FACT_TEST_H_
