// Plain TCP on this machine, for peers that misbehave. Any thread.
#ifndef SKRANKE_TESTS_FAULTS_PEER_SOCKET_H_
#define SKRANKE_TESTS_FAULTS_PEER_SOCKET_H_

#include <cstddef>

namespace skranke {

// A socket that listens on a free port; -1 where there is none.
int ListenOnLoopback();
// The port that it listens on.
int PortOf(int listener);

// A connection to that port; -1 where nobody listens.
int ConnectToLoopback(int port);

// Reads what is there and writes the first `most` bytes of it (0: all) to the other end; -1 as the
// other end: swallows it. How many were read; 0 or less: the end.
long PassOn(int from, int to, size_t most);

// Closes so that the other end gets a reset.
void Reset(int socket);

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_PEER_SOCKET_H_
