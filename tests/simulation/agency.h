// A specialist agency that is pushed to, as services/agency is one: it stores a message before it
// acknowledges it, once however often it comes, in the order of its case; works on what came; and
// may be killed at any moment. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_AGENCY_H_
#define SKRANKE_TESTS_SIMULATION_AGENCY_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/intake.pb.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/bite.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/errand.h"
#include "tests/simulation/history.h"

namespace skranke {

class SimulatedAgency {
 public:
  // All have to outlive it.
  SimulatedAgency(std::string code, Bite bite, Agenda* agenda, Errands* errands, History* history,
                  uint64_t seed);

  // A message that has arrived. The acknowledgement, or why not.
  absl::StatusOr<std::string> Receive(const std::string& bytes);

  // Forgets what is not on its disk and is away for a while.
  void Crash();
  bool up() const { return up_; }
  // Refuses what comes for a while, as an agency in trouble does.
  void RefuseUntil(absl::Time until) { refuses_until_ = until; }

 private:
  // A case as the agency has it, on its disk.
  struct AgencyCase {
    uint64_t sequence = 0;
    std::string handover_id;
    std::string token;
    std::string etag;
    v1::State state = v1::STATE_UNSPECIFIED;
  };

  void Store(const v1::ReceiveRequest& message);
  void Arrive(const v1::Case& citizen_case, const std::string& handover_id,
              const std::string& token, AgencyCase& held);
  void WorkLater(const std::string& name);
  void Work(const std::string& name);
  template <class Request>
  void Do(const std::string& name, Request request);
  template <class Request>
  Request About(const std::string& name) const;
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

  // On its disk.
  std::set<std::string> message_ids_;
  std::map<std::string, AgencyCase> cases_;
  std::map<std::string, int> steps_;

  // Counts lives: what belongs to an earlier one is forgotten.
  uint64_t life_ = 0;
  bool up_ = true;
  absl::Time refuses_until_ = absl::InfinitePast();
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_AGENCY_H_
