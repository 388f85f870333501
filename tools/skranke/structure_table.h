// The tables of a source read by column name, and those of a package written. Values; one thread.
#ifndef SKRANKE_TOOLS_SKRANKE_STRUCTURE_TABLE_H_
#define SKRANKE_TOOLS_SKRANKE_STRUCTURE_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/csv.h"
#include "tools/skranke/structure.h"

namespace skranke {

class SourceTable {
 public:
  // INVALID_ARGUMENT where the table is missing, broken, or has not the columns.
  static absl::StatusOr<SourceTable> Read(const SourceFiles& files, const std::string& file,
                                          const std::vector<std::string>& columns);

  const std::vector<CsvRow>& rows() const { return table_.rows; }
  // Without spaces around it. The column must be one of Read's.
  std::string Cell(const CsvRow& row, absl::string_view column) const;
  absl::Status Fault(const CsvRow& row, absl::string_view column, absl::string_view message) const;

 private:
  CsvTable table_;
};

// A table of a package, row by row.
class PackageTable {
 public:
  explicit PackageTable(absl::string_view header);
  void Add(const std::vector<std::string>& cells);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// A task of which only name and law are known: no minutes, discretion, no owner unless given.
struct PlainTask {
  std::string code;
  std::string title;
  std::string title_nb;
  std::string title_nn;
  std::string title_en;
  std::string owner;
  std::string legal_basis;
};

class TaskTable {
 public:
  TaskTable();
  void Add(const PlainTask& task);
  const std::string& text() const { return table_.text(); }

 private:
  PackageTable table_;
};

struct StructureFrame {
  std::string version;  // Of the list, and the installation's name.
  std::string zone;
  std::string country;
  std::string agency;  // Whose unit SORTING sorts.
};

// The tables that every package needs: office, offices, service_points, staff and a list without
// rows, to which the structure's own are added.
Structure FramedStructure(const StructureFrame& frame);
std::string ListFile(const StructureFrame& frame, absl::string_view file);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_STRUCTURE_TABLE_H_
