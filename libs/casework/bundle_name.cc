#include "libs/casework/bundle_name.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/reason.h"
#include "libs/casework/case_name.h"

namespace skranke {
namespace {

constexpr char kPrefix[] = "bundles/";

}  // namespace

std::string FormatBundleName(uint64_t number) {
  return absl::StrCat(kPrefix, FormatCaseNumber(number));
}

absl::StatusOr<uint64_t> ParseBundleName(absl::string_view name, absl::string_view field) {
  if (absl::ConsumePrefix(&name, kPrefix)) {
    const auto number = ParseCaseName(absl::StrCat("cases/", name), field);
    if (number.ok()) return number;
  }
  return FieldError(field, "is not the name of a life event (bundles/...)");
}

}  // namespace skranke
