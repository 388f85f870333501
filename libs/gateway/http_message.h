// HTTP requests and answers as plain values, so that only one file has to know the HTTP library.
// Values; threads may share constant ones.
#ifndef SKRANKE_LIBS_GATEWAY_HTTP_MESSAGE_H_
#define SKRANKE_LIBS_GATEWAY_HTTP_MESSAGE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace skranke {

// Names in lower case, in the order they came; a name may come again.
using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

// The first value of a header, without the blanks around it. Not there: empty.
absl::string_view HeaderOf(const HttpHeaders& headers, absl::string_view name);

bool HasHeader(const HttpHeaders& headers, absl::string_view name);

struct HttpHead {
  std::string verb;    // "POST"
  std::string target;  // "/skranke.v1.FrontDeskService/RegisterCase?x=1"
  HttpHeaders headers;
};

struct HttpAnswer {
  int status = 200;
  HttpHeaders headers;
  std::string body;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_HTTP_MESSAGE_H_
