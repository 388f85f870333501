// A connection to one Skranke server, as every program of the house makes it.
#ifndef SKRANKE_LIBS_RPC_CLIENT_CHANNEL_H_
#define SKRANKE_LIBS_RPC_CLIENT_CHANNEL_H_

#include <grpcpp/channel.h>

#include <memory>
#include <string>

namespace skranke {

// How a channel behaves beyond its address.
struct ChannelOptions {
  // Whether UNAVAILABLE is tried again within the call's deadline (AIP-194). Off for who has his
  // own schedule of attempts, as forwarding has. Every mutation carries a request_id, so that a
  // second attempt has no second effect.
  bool retry = true;
};

// A channel to HOST:PORT that connects at its first call, with its own connection: two channels to
// one address never share one. Threads may share it.
std::shared_ptr<grpc::Channel> MakeChannel(const std::string& address,
                                           const ChannelOptions& options = {});

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_CHANNEL_H_
