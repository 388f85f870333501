// Judges registrations for the designs on PostgreSQL by the office's own code, so that only storing
// and what is around it differ: same checks, same events, same reply.
//
// It looks nothing up: neither another case of the person nor whether the number is free. That
// saves the designs a query each; ours reads for both. Threads may share it.
#ifndef SKRANKE_TESTS_BENCH_PEERS_PEER_JUDGE_H_
#define SKRANKE_TESTS_BENCH_PEERS_PEER_JUDGE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/casework/installation.h"
#include "libs/vault/installation_key.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/bench/peers/peer_registration.h"

namespace skranke {

class PeerJudge {
 public:
  // Installs the office package in a store made in `scratch_dir`, and keeps what it knows.
  static absl::StatusOr<std::unique_ptr<PeerJudge>> Open(const std::string& office_dir,
                                                         const std::string& scratch_dir);

  // `bytes` are the request's. Errors are those of RegisterCase.
  absl::StatusOr<PeerRegistration> Judge(const v1::RegisterCaseRequest& request,
                                         const std::string& bytes) const;
  absl::StatusOr<PeerRegistration> Judge(const std::string& bytes) const;

 private:
  PeerJudge(Installation installation, InstallationKey key)
      : installation_(std::move(installation)), key_(std::move(key)) {}

  const Installation installation_;
  const InstallationKey key_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_PEER_JUDGE_H_
