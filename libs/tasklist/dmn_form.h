// A list as one DMN 1.3 file, and back without loss: a decision a table, so that any DMN engine and
// editor can work with it. Pure; threads may call these at the same time.
//
//   tasks        UNIQUE      by task
//   conditions   COLLECT     the rows that hold, by task and one column a fact
//   routing      FIRST       rows in the order of RouteTable, the most specific first
//   owners       UNIQUE      by task and date
//   list, requirements, facts, examples, bundles   RULE ORDER
//
// The line that a row has in its CSV file, the law and what else is for people are annotations.
// A fact's column in the conditions says which values facts.csv allows (inputValues), for editors
// and engines; it is read from the table "facts" alone. Protected units, successors and places that
// have ended are the directory's and no part of it.
#ifndef SKRANKE_LIBS_TASKLIST_DMN_FORM_H_
#define SKRANKE_LIBS_TASKLIST_DMN_FORM_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/directory/package.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// The file's bytes. INVALID_ARGUMENT for text that XML cannot hold.
absl::StatusOr<std::string> ToDmn(const storage::v1::TaskListContent& content);

struct DmnForm {
  std::string version;
  PackageFiles files;  // As CanonicalFiles writes them.
};

// The tables of a file that ToDmn wrote, or that an editor made of it, as CSV for ParseTaskList:
// what is wrong with a cell is then told as for a CSV file, with the same rows and columns. Rows
// stand by their annotation "row"; those without one come last. INVALID_ARGUMENT (DMN_FAULT) where
// the file is no DMN, (PACKAGE_CELL, PACKAGE_FILE) for a decision that is no table of a list and
// for a cell that no CSV cell can say: an output that is no literal, a key that is not one text.
absl::StatusOr<DmnForm> ReadDmnForm(absl::string_view file, absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_DMN_FORM_H_
