#include "libs/rpc/client/channel.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include "absl/time/time.h"
#include "libs/base/limits.h"
#include "libs/rpc/client/grpc_process.h"
#include "libs/rpc/client/keepalive.h"

namespace skranke {
namespace {

// UNAVAILABLE alone says that the request did nothing and may do better later (AIP-194).
constexpr char kRetryConfig[] = R"({
  "methodConfig": [{
    "name": [{}],
    "retryPolicy": {
      "maxAttempts": 4,
      "initialBackoff": "0.1s",
      "maxBackoff": "2s",
      "backoffMultiplier": 2,
      "retryableStatusCodes": ["UNAVAILABLE"]
    }
  }]
})";

// The longest pause between two attempts to connect: a server that was restarted is found again
// soon, and a dead one costs one SYN a pause.
constexpr absl::Duration kMaxReconnectPause = absl::Seconds(5);

void SetRetry(bool retry, grpc::ChannelArguments& arguments) {
  // Without retries their filter is left out, which makes a call cheaper.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, retry ? 1 : 0);
  if (retry) arguments.SetServiceConfigJSON(kRetryConfig);
}

void SetConnection(grpc::ChannelArguments& arguments) {
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIME_MS, absl::ToInt64Milliseconds(kClientKeepaliveTime));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, absl::ToInt64Milliseconds(kKeepaliveTimeout));
  arguments.SetInt(GRPC_ARG_KEEPALIVE_PERMIT_WITHOUT_CALLS, 0);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS,
                   absl::ToInt64Milliseconds(kMaxReconnectPause));
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  // An office's proxy variables must not carry citizens' matters elsewhere.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
}

}  // namespace

std::shared_ptr<grpc::Channel> MakeChannel(const std::string& address,
                                           const ChannelOptions& options) {
  PrepareGrpcProcess();
  grpc::ChannelArguments arguments;
  SetRetry(options.retry, arguments);
  SetConnection(arguments);
  // A page of a thousand cases and an office package are larger than any other message; what a
  // method takes, the server says.
  arguments.SetMaxReceiveMessageSize(kPackageBytesMax);
  arguments.SetMaxSendMessageSize(kPackageBytesMax);
  // A refused package's faults travel in the trailing metadata; 8 KiB would hold some forty.
  arguments.SetInt(GRPC_ARG_MAX_METADATA_SIZE, kErrorBytesMax);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace skranke
