// The calls that a step of an import may make. Constants; threads may share them.
#ifndef SKRANKE_TOOLS_SKRANKE_IMPORT_CALL_H_
#define SKRANKE_TOOLS_SKRANKE_IMPORT_CALL_H_

#include <google/protobuf/message.h>

#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

struct ImportCall {
  std::string name;    // "AcceptCase"
  std::string method;  // "/skranke.v1.AgencyDeskService/AcceptCase"
  const google::protobuf::Message* request;
  const google::protobuf::Message* response;
};

// The call of that name; null where an import may make none such.
const ImportCall* FindImportCall(absl::string_view name);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_IMPORT_CALL_H_
