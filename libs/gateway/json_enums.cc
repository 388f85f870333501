#include "libs/gateway/json_enums.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr absl::string_view kBlanks = " \t\r\n";

absl::Status NoJson() {
  return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_MESSAGE",
                     "the request is no JSON by RFC 8259");
}

// Without escapes of ASCII. Others stand in no name of ours.
std::string Unescaped(absl::string_view text) {
  std::string plain;
  while (!text.empty()) {
    uint32_t code = 0;
    const bool escape = text[0] == '\\';
    const bool ascii = escape && text.size() >= 6 && text[1] == 'u' &&
                       absl::SimpleHexAtoi(text.substr(2, 4), &code) && code < 0x80;
    // An escape that stays is two characters: the second may be a backslash, too.
    const size_t length = ascii ? 6 : escape ? 2 : 1;
    if (ascii) {
      plain.push_back(static_cast<char>(code));
    } else {
      absl::StrAppend(&plain, text.substr(0, length));
    }
    text.remove_prefix(std::min(length, text.size()));
  }
  return plain;
}

// The field behind a key.
const FieldDescriptor* FieldOfKey(const Descriptor& type, absl::string_view key) {
  const std::string name = Unescaped(key);
  const FieldDescriptor* field = type.FindFieldByCamelcaseName(name);
  return field != nullptr ? field : type.FindFieldByName(name);
}

// A number may stand as a text, too.
bool IsKnown(const FieldDescriptor& field, const std::string& name) {
  int number = 0;
  return field.enum_type()->FindValueByName(name) != nullptr || absl::SimpleAtoi(name, &number);
}

bool IsOurs(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field.is_map() &&
         !absl::StartsWith(field.message_type()->full_name(), "google.protobuf.");
}

// Reads from the front. protobuf has read the text before, so it is nested at most a hundred deep.
class JsonWalk {
 public:
  explicit JsonWalk(absl::string_view json) : rest_(json) {}

  absl::Status Object(const Descriptor& type, const std::string& path) {
    if (!Take('{')) return NoJson();
    if (Take('}')) return absl::OkStatus();
    do {
      SKRANKE_ASSIGN_OR_RETURN(const absl::string_view key, Text());
      if (!Take(':')) return NoJson();
      const FieldDescriptor* field = FieldOfKey(type, key);
      SKRANKE_RETURN_IF_ERROR(field == nullptr ? Skip() : Field(*field, path));
    } while (Take(','));
    return Take('}') ? absl::OkStatus() : NoJson();
  }

 private:
  char Next() {
    const size_t at = rest_.find_first_not_of(kBlanks);
    rest_.remove_prefix(at == absl::string_view::npos ? rest_.size() : at);
    return rest_.empty() ? '\0' : rest_[0];
  }

  bool Take(char wanted) {
    if (Next() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // What stands between the quotes, escapes as they are.
  absl::StatusOr<absl::string_view> Text() {
    if (!Take('"')) return NoJson();
    for (size_t at = 0; at < rest_.size(); ++at) {
      if (rest_[at] == '\\') {
        ++at;
      } else if (rest_[at] == '"') {
        const absl::string_view text = rest_.substr(0, at);
        rest_.remove_prefix(at + 1);
        return text;
      }
    }
    return NoJson();
  }

  absl::Status Field(const FieldDescriptor& field, const std::string& parent) {
    const std::string path = absl::StrCat(parent, parent.empty() ? "" : ".", field.name());
    if (!field.is_repeated() || Next() != '[') return One(field, path);
    Take('[');
    if (Take(']')) return absl::OkStatus();
    int index = 0;
    do {
      SKRANKE_RETURN_IF_ERROR(One(field, absl::StrCat(path, "[", index++, "]")));
    } while (Take(','));
    return Take(']') ? absl::OkStatus() : NoJson();
  }

  absl::Status One(const FieldDescriptor& field, const std::string& path) {
    if (IsOurs(field) && Next() == '{') return Object(*field.message_type(), path);
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_ENUM || Next() != '"') return Skip();
    SKRANKE_ASSIGN_OR_RETURN(const absl::string_view name, Text());
    if (IsKnown(field, Unescaped(name))) return absl::OkStatus();
    return FieldError(path, absl::StrCat(path, " has an unknown value"));
  }

  // Any value: up to what separates it from the next, not counting what is inside it.
  absl::Status Skip() {
    for (int depth = 0; Next() != '\0';) {
      const char next = rest_[0];
      const bool ends = next == '}' || next == ']';
      if (depth == 0 && (ends || next == ',')) return absl::OkStatus();
      if (next == '"') {
        SKRANKE_RETURN_IF_ERROR(Text().status());
        continue;
      }
      if (next == '{' || next == '[') ++depth;
      if (ends) --depth;
      rest_.remove_prefix(1);
    }
    return NoJson();
  }

  absl::string_view rest_;
};

}  // namespace

absl::Status CheckJsonEnums(const Descriptor& type, absl::string_view json) {
  return JsonWalk(json).Object(type, "");
}

}  // namespace skranke
