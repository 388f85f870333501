// A small office's package with one file changed: the first byte says which. It is read to the same
// content each time, or refused with a reason.
#include <iterator>

#include "libs/base/reason.h"
#include "libs/directory/parse_test_persons.h"
#include "libs/tasklist/small_list.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

PackageFiles Whole() {
  PackageFiles files = SmallListPackage();
  files["test_persons.csv"] = "number,protection,own_staff,valid_to\n14837130140,protected,no,\n";
  return files;
}

bool IsRefusal(const absl::Status& status) {
  return absl::IsInvalidArgument(status) &&
         (ReasonOf(status) == "PACKAGE_CELL" || ReasonOf(status) == "PACKAGE_FILE");
}

// What the package holds, or the error.
absl::StatusOr<std::string> Read(const PackageFiles& files) {
  SKRANKE_ASSIGN_OR_RETURN(const auto directory, ParseDirectory(files));
  SKRANKE_ASSIGN_OR_RETURN(const auto persons, ParseTestPersons(files));
  SKRANKE_ASSIGN_OR_RETURN(const auto list, ParseTaskList(files, "1", directory));
  SKRANKE_RETURN_IF_ERROR(TaskList::Make(list).status());
  return directory.SerializeAsString() + list.SerializeAsString();
}

PackageFiles With(absl::string_view bytes) {
  static const auto& whole = *new PackageFiles(Whole());
  PackageFiles files = whole;
  if (bytes.empty()) return files;
  const size_t which = static_cast<unsigned char>(bytes[0]) % files.size();
  std::next(files.begin(), static_cast<long>(which))->second = std::string(bytes.substr(1));
  return files;
}

std::string FaultOf(absl::string_view bytes) {
  const PackageFiles files = With(bytes);
  const auto read = Read(files);
  const auto again = Read(files);
  if (read.ok() != again.ok() || (read.ok() && *read != *again)) return "is read differently";
  if (read.ok() || IsRefusal(read.status())) return "";
  return "has another reason: " + read.status().ToString();
}

bool Takes(absl::string_view bytes) { return Read(With(bytes)).ok(); }

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  for (const auto& [path, content] : Whole()) {
    seeds.push_back(std::string(1, static_cast<char>(seeds.size())) + content);
  }
  return seeds;
}

}  // namespace

const FuzzTarget kPackageTarget = {"package", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
