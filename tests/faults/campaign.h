// One data directory that is served, written to, killed and checked, again and again. One thread.
#ifndef SKRANKE_TESTS_FAULTS_CAMPAIGN_H_
#define SKRANKE_TESTS_FAULTS_CAMPAIGN_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "libs/vault/entropy.h"
#include "tests/faults/desk.h"
#include "tests/faults/doomed_server.h"

namespace skranke {

struct CampaignOptions {
  // The binary.
  std::string skranked;
  // The office package.
  std::string office;
  // Where the data directory and the server's log go.
  std::string dir;
  uint64_t seed = 0;
  int desks = 8;
  // What is refused because the disk is full is no finding.
  bool disk_may_fill = false;
};

class Campaign {
 public:
  explicit Campaign(CampaignOptions options);

  // One cycle: start, check (now and then not, so that the retries meet the next kill), load from
  // all desks, kill -9. A finding is a status with a reason of finding.h.
  absl::Status Cycle();
  // Starts, checks everything that is open, drains. NOT_STARTED; SERVER_FAILED unless it ends with
  // exit 0.
  absl::Status CheckAtRest();
  // skranked --verify: every block, every chain, every view against the events.
  absl::Status Verify();

  // The parts of a cycle.
  absl::Status Start();
  absl::Status Check();
  absl::Status LoadUntilKilled(absl::Duration after);
  // Load for so long, everything answered, then kill -9: nothing is stored that is not
  // acknowledged.
  absl::Status LoadThenKillAtRest(absl::Duration load);
  // Load from all desks while `act` goes on, then kill -9. The first finding of either.
  absl::Status LoadDuring(const std::function<absl::Status(DoomedServer& server)>& act);
  // Cases that others than the desks have registered.
  absl::Status CountAlso(std::vector<std::string> names);
  // Where the server of the last Start is reached.
  const std::string& address() const { return address_; }
  // kill -9.
  void Kill() { server_->Kill(); }
  const DoomedServer& server() const { return *server_; }
  // A registration that no desk knows of, as a doubled effect would be.
  absl::Status RegisterUnknown();

  std::string data_dir() const;
  std::string head_file() const;
  // For a server that is to start without its head file.
  void set_accept_head() { accept_head_ = true; }

  uint64_t acknowledged() const;
  uint64_t retried() const;
  // Acknowledged and not checked yet.
  uint64_t unchecked() const;
  size_t cases() const { return cases_.size(); }
  // What was acknowledged, as far as the desks remember it: the last 2,000 of each, and all since
  // the last check.
  std::vector<Acknowledged> Kept() const;
  // The cases of all checked registrations, in order of their names.
  std::vector<std::string> CaseNames() const;

 private:
  std::vector<std::string> ServeFlags() const;
  std::string LogFile() const;
  absl::Status KillAtStart();
  absl::Status Everywhere(const std::function<absl::Status(Desk&, grpc::Channel&)>& act);
  absl::Status CountCases();
  absl::Status CheckCount();

  const CampaignOptions options_;
  SeededEntropy chance_;
  std::vector<std::unique_ptr<Desk>> desks_;
  absl::flat_hash_set<std::string> cases_;
  std::unique_ptr<DoomedServer> server_;
  std::string address_;
  bool accept_head_ = false;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_CAMPAIGN_H_
