// A name that is read is written again as a name of the same case.
#include "libs/base/reason.h"
#include "libs/casework/case_name.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

std::string FaultOf(absl::string_view bytes) {
  const auto number = ParseCaseName(bytes, "name");
  if (!number.ok()) return FieldOf(number.status()) == "name" ? "" : "names no field";
  if (*number >> kCaseNumberBits != 0) return "has too many bits";
  const auto again = ParseCaseName(FormatCaseName(*number), "name");
  if (!again.ok() || *again != *number) return "is not read back";
  return FormatCaseName(*number).size() == bytes.size() ? "" : "has another length";
}

bool Takes(absl::string_view bytes) { return ParseCaseName(bytes, "name").ok(); }

std::vector<std::string> Seeds() {
  return {FormatCaseName(0), FormatCaseName(12345), FormatCaseName((uint64_t{1} << 50) - 1),
          "cases/oOiIlL00000"};
}

}  // namespace

const FuzzTarget kCaseNameTarget = {"case_name", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
