// What registering one case stores and replies: the value that all designs on PostgreSQL store.
#ifndef SKRANKE_TESTS_BENCH_PEERS_PEER_REGISTRATION_H_
#define SKRANKE_TESTS_BENCH_PEERS_PEER_REGISTRATION_H_

#include <cstdint>
#include <string>

namespace skranke {

struct PeerRegistration {
  std::string request_id;
  // Keyed hash of the request: the same id with another payload is refused.
  std::string fingerprint;
  // Not sequential, as ours.
  int64_t number = 0;
  int64_t received_us = 0;
  // Pseudonym of the applicant.
  std::string person;
  // The office that registered.
  std::string office;
  // Who has the case.
  std::string agency;
  std::string unit;
  int64_t state = 0;
  // Whether an agency has to be told.
  bool is_ready = false;
  // Day, office, task, channel and state: what statistics are summed from.
  std::string counter;
  // Serialised as ours: the case, the record of the events without its reply, the reply.
  std::string case_row;
  std::string events;
  std::string reply;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_PEER_REGISTRATION_H_
