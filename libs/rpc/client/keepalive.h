// How two ends of a connection learn that the other is gone (gRFC A8, A9). Both ends stand here,
// for they must fit: a client that pings more often than the server bears is thrown out.
#ifndef SKRANKE_LIBS_RPC_CLIENT_KEEPALIVE_H_
#define SKRANKE_LIBS_RPC_CLIENT_KEEPALIVE_H_

#include "absl/time/time.h"

namespace skranke {

// A client with open calls pings after so long without a frame: a subscriber behind a broken
// network learns it within kClientKeepaliveTime + kKeepaliveTimeout.
inline constexpr absl::Duration kClientKeepaliveTime = absl::Seconds(60);
// The server pings rarer; it only has to free what a vanished client left.
inline constexpr absl::Duration kServerKeepaliveTime = absl::Minutes(2);
// No answer to a ping for so long: the connection is dead.
inline constexpr absl::Duration kKeepaliveTimeout = absl::Seconds(20);
// Clients that ping more often than this are answered GOAWAY "too_many_pings". Half of the client's
// time, so that clocks and queues may differ.
inline constexpr absl::Duration kMinPingInterval = absl::Seconds(30);
// A connection without calls is closed after so long; the client reconnects by itself.
inline constexpr absl::Duration kMaxConnectionIdle = absl::Minutes(15);
// Every connection is renewed after so long, so that certificates and balancing take effect...
inline constexpr absl::Duration kMaxConnectionAge = absl::Hours(4);
// ...but its calls may end first; streams that do not are cut and resume at their position.
inline constexpr absl::Duration kMaxConnectionAgeGrace = absl::Minutes(5);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_KEEPALIVE_H_
