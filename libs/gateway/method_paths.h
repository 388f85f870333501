// Which methods there are behind which path, with the descriptions that JSON needs. Made at start;
// then threads may share it.
#ifndef SKRANKE_LIBS_GATEWAY_METHOD_PATHS_H_
#define SKRANKE_LIBS_GATEWAY_METHOD_PATHS_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace google::protobuf {
class Descriptor;
}

namespace skranke {

struct RpcMethod;

struct GatewayMethod {
  // "/skranke.v1.FrontDeskService/RegisterCase", which is its path as well.
  std::string full_name;
  // Its place in the list that the paths were made of.
  size_t index = 0;
  bool unary = false;
  // The largest request message that the method takes.
  size_t max_bytes = 0;
  const google::protobuf::Descriptor* request = nullptr;
  const google::protobuf::Descriptor* response = nullptr;
};

class MethodPaths {
 public:
  // INVALID_ARGUMENT (BAD_METHOD_NAME) for a method whose service this program does not contain.
  static absl::StatusOr<MethodPaths> Make(const std::vector<RpcMethod>& methods);

  // The method behind a path, to the letter; null where there is none.
  const GatewayMethod* Find(absl::string_view path) const;

 private:
  // Filled once; what Find returns stays where it is as long as the paths do.
  absl::flat_hash_map<std::string, GatewayMethod> methods_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_METHOD_PATHS_H_
