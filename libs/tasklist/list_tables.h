// A list as tables of plain cells, in one form only: the same content gives the same tables,
// however the files were written that it was read from. What people get as CSV and what the DMN
// form is made of. Pure; threads may call these at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_LIST_TABLES_H_
#define SKRANKE_LIBS_TASKLIST_LIST_TABLES_H_

#include <string>
#include <vector>

#include "libs/directory/package.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// What a column is in a decision table.
enum class ColumnRole {
  kKey,       // An input; an empty cell or any_cell means any.
  kTest,      // The unary test of an input that another column names: of conditions.csv.
  kFirstDay,  // With kLastDay the input "date".
  kLastDay,
  kOutput,
  kAnnotation,  // For people; no machine decides by it.
};

struct ListColumn {
  std::string name;
  ColumnRole role = ColumnRole::kOutput;
  std::string type = "string";  // FEEL's: string, number, boolean, date.
  std::string any_cell;         // What a cell that means any holds.
};

struct ListTable {
  std::string file;  // "routing.csv"
  std::vector<ListColumn> columns;
  // Each as wide as the columns; row i stands in line i + 2 of the file.
  std::vector<std::vector<std::string>> rows;
};

// In the order in which people read them: list, tasks, conditions, requirements, routing, then
// owners, facts, examples and bundles where the list has such rows.
std::vector<ListTable> ListTables(const storage::v1::TaskListContent& content);

// A table of that file without rows; ListTables gives its columns. Crashes for another file.
ListTable EmptyTable(const std::string& file);
// The files of all tables that a list may have.
const std::vector<std::string>& ListTableFiles();

// The tables as CSV, by path inside a package.
PackageFiles ToFiles(const std::string& version, const std::vector<ListTable>& tables);

// Both in one: ParseTaskList reads them back to the same content, with the same hash.
PackageFiles CanonicalFiles(const storage::v1::TaskListContent& content);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_LIST_TABLES_H_
