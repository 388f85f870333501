// Clients that hang: streams that nobody reads, connections that say nothing or half a word. They
// hang until this is gone. One thread.
#ifndef SKRANKE_TESTS_FAULTS_PEER_CLIENTS_H_
#define SKRANKE_TESTS_FAULTS_PEER_CLIENTS_H_

#include <memory>
#include <string>
#include <vector>

#include "libs/rpc/client/stream_reader.h"

namespace skranke {

class PeerClients {
 public:
  // So many of each kind.
  PeerClients(const std::string& address, int count);
  ~PeerClients();
  PeerClients(const PeerClients&) = delete;
  PeerClients& operator=(const PeerClients&) = delete;

  // Connections that they hold.
  size_t size() const { return streams_.size() + sockets_.size(); }

 private:
  std::vector<std::unique_ptr<ByteStreamReader>> streams_;
  std::vector<int> sockets_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_PEER_CLIENTS_H_
