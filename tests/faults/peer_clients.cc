#include "tests/faults/peer_clients.h"

#include <sys/socket.h>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "libs/rpc/client/channel.h"
#include "skranke/v1/agency_desk.pb.h"
#include "tests/faults/peer_socket.h"

namespace skranke {
namespace {

constexpr char kSubscribe[] = "/skranke.v1.AgencyDeskService/SubscribeWork";
// HTTP/2's preface, an empty SETTINGS frame, and a HEADERS frame that ends in its header.
constexpr absl::string_view kHalfAWord(
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0\0\0\x40\1\4\0\0", 24 + 9 + 7);

int Connect(const std::string& address, absl::string_view says) {
  int port = 0;
  if (!absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port)) return -1;
  const int connection = ConnectToLoopback(port);
  if (connection >= 0 && !says.empty()) send(connection, says.data(), says.size(), MSG_NOSIGNAL);
  return connection;
}

}  // namespace

PeerClients::PeerClients(const std::string& address, int count) {
  v1::SubscribeWorkRequest request;
  request.set_unit("FAMILIE");
  for (int i = 0; i < count; ++i) {
    streams_.push_back(std::make_unique<ByteStreamReader>(MakeChannel(address), kSubscribe,
                                                          request.SerializeAsString(),
                                                          CallOptions{.caller = "NAV"}));
    for (const absl::string_view says : {absl::string_view(), kHalfAWord}) {
      if (const int socket = Connect(address, says); socket >= 0) sockets_.push_back(socket);
    }
  }
}

PeerClients::~PeerClients() {
  for (const int socket : sockets_) Reset(socket);
}

}  // namespace skranke
