// JSON on one line, member by member, in the order given. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_JSON_OBJECT_H_
#define SKRANKE_TOOLS_SKRANKE_JSON_OBJECT_H_

#include <google/protobuf/message.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace skranke {

class JsonObject {
 public:
  JsonObject& Text(absl::string_view key, absl::string_view value);
  JsonObject& Number(absl::string_view key, int64_t value);
  JsonObject& Bool(absl::string_view key, bool value);
  // A value that is JSON already.
  JsonObject& Raw(absl::string_view key, absl::string_view json);

  std::string Json() const;

 private:
  std::string members_;
};

// [a,b] of values that are JSON already.
std::string JsonArray(const std::vector<std::string>& values);

// Protobuf's JSON mapping on one line, with the field names as the proto files have them.
std::string MessageJson(const google::protobuf::Message& message);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_JSON_OBJECT_H_
