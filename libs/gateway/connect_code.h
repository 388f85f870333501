// Names and HTTP statuses of error codes as the Connect protocol has them. Pure; any thread.
#ifndef SKRANKE_LIBS_GATEWAY_CONNECT_CODE_H_
#define SKRANKE_LIBS_GATEWAY_CONNECT_CODE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace skranke {

struct ConnectCode {
  absl::string_view name;  // "not_found"
  int http_status = 0;     // 404
};

// Of every code but OK; what is none of the sixteen counts as UNKNOWN.
ConnectCode ConnectCodeOf(absl::StatusCode code);

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_CONNECT_CODE_H_
