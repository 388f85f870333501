#include "tools/skranke/enum_name.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

// Every value's name begins as the first one's: STATE_ of STATE_UNSPECIFIED (buf STANDARD).
std::string PrefixOf(const google::protobuf::EnumDescriptor& type) {
  return std::string(absl::StripSuffix(type.value(0)->name(), "UNSPECIFIED"));
}

absl::Status NoSuchValue(const google::protobuf::EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 1; i < type.value_count(); ++i) {
    names.push_back(ShortEnumName(type, type.value(i)->number()));
  }
  return UsageError(absl::StrCat("must be one of ", absl::StrJoin(names, ", ")));
}

}  // namespace

absl::StatusOr<int> EnumNumber(const google::protobuf::EnumDescriptor& type,
                               absl::string_view text) {
  const std::string name = absl::AsciiStrToUpper(absl::StrReplaceAll(text, {{"-", "_"}}));
  const auto* value = type.FindValueByName(absl::StrCat(PrefixOf(type), name));
  if (value == nullptr) value = type.FindValueByName(name);
  if (value == nullptr || value->number() == 0) return NoSuchValue(type);
  return value->number();
}

std::string ShortEnumName(const google::protobuf::EnumDescriptor& type, int number) {
  if (number == 0) return "";
  const auto* value = type.FindValueByNumber(number);
  if (value == nullptr) return absl::StrCat(number);
  return std::string(absl::StripPrefix(value->name(), PrefixOf(type)));
}

}  // namespace skranke
