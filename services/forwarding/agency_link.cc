#include "services/forwarding/agency_link.h"

#include <utility>
#include <vector>

#include "libs/rpc/client/async_caller.h"
#include "libs/rpc/client/channel.h"

namespace skranke {
namespace {

class GrpcLink : public AgencyLink {
 public:
  explicit GrpcLink(const std::string& endpoint)
      : caller_(std::vector{MakeChannel(endpoint, {.retry = false})}) {}

  void Start(const std::string& method, absl::string_view request, const CallOptions& options,
             Done done) override {
    caller_.Start(method, request, options, std::move(done));
  }

 private:
  AsyncCaller caller_;
};

}  // namespace

std::unique_ptr<AgencyLink> DialOverGrpc(const std::string& endpoint) {
  return std::make_unique<GrpcLink>(endpoint);
}

}  // namespace skranke
