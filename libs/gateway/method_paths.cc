#include "libs/gateway/method_paths.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/server.h"

namespace skranke {
namespace {

// "/package.Service/Method" is "package.Service.Method" to protobuf.
absl::StatusOr<const google::protobuf::MethodDescriptor*> DescriptionOf(const std::string& path) {
  const std::string name = absl::StrReplaceAll(path.empty() ? path : path.substr(1), {{"/", "."}});
  const auto* found = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(name);
  if (found != nullptr) return found;
  return ReasonError(absl::StatusCode::kInvalidArgument, "BAD_METHOD_NAME",
                     absl::StrCat("no description of the method \"", path, "\" is linked in"));
}

}  // namespace

absl::StatusOr<MethodPaths> MethodPaths::Make(const std::vector<RpcMethod>& methods) {
  MethodPaths paths;
  for (size_t i = 0; i < methods.size(); ++i) {
    SKRANKE_ASSIGN_OR_RETURN(const auto* description, DescriptionOf(methods[i].full_name));
    paths.methods_[methods[i].full_name] = {.full_name = methods[i].full_name,
                                            .index = i,
                                            .unary = methods[i].kind == RpcKind::kUnary,
                                            .max_bytes = methods[i].max_bytes,
                                            .request = description->input_type(),
                                            .response = description->output_type()};
  }
  return paths;
}

const GatewayMethod* MethodPaths::Find(absl::string_view path) const {
  const auto found = methods_.find(path);
  return found == methods_.end() ? nullptr : &found->second;
}

}  // namespace skranke
