#include "libs/tasklist/known_names.h"

#include <vector>

namespace skranke {
namespace {

using storage::v1::DirectoryContent;

UnitNames NamesOfUnits(const DirectoryContent& directory) {
  std::vector<UnitName> names;
  for (const auto& row : directory.units()) names.emplace_back(row.agency(), row.unit());
  return UnitNames(names);
}

}  // namespace

KnownNames::KnownNames(const DirectoryContent& directory) : units(NamesOfUnits(directory)) {
  for (const auto& row : directory.agencies()) agencies.insert(row.agency());
  for (const auto& row : directory.offices()) offices.insert(row.office());
}

std::string ReadTask(PackageReader& reader, const PackageRow& row, const KnownNames& names) {
  std::string task = reader.Code(row, "task_code");
  if (!task.empty() && names.tasks && !names.tasks->contains(task)) {
    reader.Fault(row, "task_code", "is not in tasks.csv");
  }
  return task;
}

}  // namespace skranke
