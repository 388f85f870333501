// A reference agency in a process of its own behind a line that can be spoilt. One thread, which
// must outlive it.
#ifndef SKRANKE_TESTS_FAULTS_PEER_AGENCY_H_
#define SKRANKE_TESTS_FAULTS_PEER_AGENCY_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/faults/doomed_server.h"
#include "tests/faults/peer_proxy.h"

namespace skranke {

class PeerAgency {
 public:
  // `dir` is for its store and log. The line is there at once, the agency after Start.
  static absl::StatusOr<std::unique_ptr<PeerAgency>> Make(std::string code, std::string dir);

  // Where the office reaches it, whatever becomes of the process.
  std::string address() const { return line_->address(); }
  const std::string& code() const { return code_; }

  // Runs the program, again after Kill.
  absl::Status Start(const std::string& program, const std::string& office);
  void Spoil(Line line) { line_->set_line(line); }
  void Heal() { line_->set_line(Line::kOpen); }
  // SIGSTOP and SIGCONT: the machine hangs and comes back.
  void Freeze() const;
  void Thaw() const;
  void Kill() { server_->Kill(); }
  // As a machine that lost its disk.
  void ForgetAll();

  // Ends it and counts the messages that it has stored.
  absl::StatusOr<uint64_t> StopAndCount();

 private:
  PeerAgency(std::string code, std::string dir, std::unique_ptr<PeerProxy> line);

  const std::string code_;
  const std::string dir_;
  const std::unique_ptr<PeerProxy> line_;
  std::unique_ptr<DoomedServer> server_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_PEER_AGENCY_H_
