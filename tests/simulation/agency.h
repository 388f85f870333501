// A specialist agency that is pushed to, as services/agency is one: it stores a message before it
// acknowledges it, once however often it comes, in the order of its case, and works on what came.
// And what agencies do beside that: it crashes, hangs, is in trouble, answers twice, returns, lies
// about receipts, acknowledges with an old token, and comes back after a day with the backup of
// before. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_AGENCY_H_
#define SKRANKE_TESTS_SIMULATION_AGENCY_H_

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/gap.pb.h"
#include "skranke/v1/intake.pb.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/bite.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/errand.h"
#include "tests/simulation/history.h"

namespace skranke {

class SimulatedAgency {
 public:
  // How often it did what.
  struct Deeds {
    uint64_t crashes = 0;
    uint64_t hangs = 0;
    uint64_t troubles = 0;
    uint64_t restores = 0;
    uint64_t lies = 0;
    uint64_t answers_twice = 0;
    uint64_t old_tokens = 0;
  };

  // All have to outlive it.
  SimulatedAgency(std::string code, Bite bite, Agenda* agenda, Errands* errands, History* history,
                  uint64_t seed);

  // A message that has arrived. The acknowledgement, or why not; nothing where it hangs.
  absl::optional<absl::StatusOr<std::string>> Receive(const std::string& bytes);

  // Forgets what is not on its disk and is away for a while.
  void Crash();
  bool up() const { return up_; }
  // Refuses what comes for a while, as an agency in trouble does.
  void RefuseUntil(absl::Time until);
  // Says nothing for a while, whether it has stored what came or not.
  void HangUntil(absl::Time until);
  // Lies no more, and neither hangs nor refuses.
  void Behave();

  // Keeps what is on its disk.
  void BackUp();
  // Its disk is gone. After a day it is there again with the backup; then `back` is told the time
  // of it. Without backup nothing happens.
  void LoseDisk(std::function<void(absl::Time)> back);

  // What it holds, as it would list it.
  std::vector<v1::Holding> Holdings() const;
  // It was told that the case is somebody else's.
  void LetGo(const std::string& name);
  // The hand-over by which it has the case; empty where it has not.
  std::string HandoverOf(const std::string& name) const;

  const std::string& code() const { return code_; }
  const Deeds& deeds() const { return deeds_; }

 private:
  // A case as the agency has it.
  struct AgencyCase {
    uint64_t sequence = 0;
    std::string handover_id;
    std::string token;
    std::string old_token;
    std::string etag;
    v1::State state = v1::STATE_UNSPECIFIED;
  };
  struct Disk {
    std::set<std::string> message_ids;
    std::map<std::string, AgencyCase> cases;
  };
  struct Backup {
    Disk disk;
    absl::Time when;
    // Entries of the history by then.
    size_t known = 0;
  };

  absl::StatusOr<std::string> Answer(const v1::ReceiveRequest& message);
  void Store(const v1::ReceiveRequest& message);
  void Lie(const v1::ReceiveRequest& message);
  void Arrive(const v1::Case& citizen_case, const std::string& handover_id,
              const std::string& token, AgencyCase& held);
  void GoDown(absl::Duration away, std::function<void()> back);
  void WorkLater(const std::string& name);
  void Work(const std::string& name);
  template <class Request>
  void Do(const std::string& name, Request request);
  template <class Request>
  void DoOnce(const std::string& name, const Request& request);
  template <class Request>
  Request About(const std::string& name) const;
  template <class Request>
  Request Claim(const std::string& name);
  void Accept(const std::string& name);
  void Return(const std::string& name);
  void Ask(const std::string& name);
  void Decide(const std::string& name);
  void Close(const std::string& name);
  void LookAgain(const std::string& name);
  void OnAnswer(const std::string& name, const std::string& handover_id, const Told& told);

  const std::string code_;
  const Bite bite_;
  Agenda* const agenda_;
  Errands* const errands_;
  History* const history_;
  Chance chance_;

  Disk disk_;
  absl::optional<Backup> backup_;
  std::map<std::string, int> steps_;
  Deeds deeds_;

  // Counts lives: what belongs to an earlier one is forgotten.
  uint64_t life_ = 0;
  bool up_ = true;
  bool behaves_ = false;
  absl::Time refuses_until_ = absl::InfinitePast();
  absl::Time hangs_until_ = absl::InfinitePast();
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_AGENCY_H_
