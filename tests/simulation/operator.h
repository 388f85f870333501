// Who keeps the installation running: sends again what an agency has lost that came back with a
// backup, as `skranke redeliver` does, and once all is healed compares what the agencies say they
// hold with what the office thinks, until nothing differs. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_OPERATOR_H_
#define SKRANKE_TESTS_SIMULATION_OPERATOR_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "skranke/v1/gap.pb.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/simulation/agency.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/bite.h"
#include "tests/simulation/errand.h"
#include "tests/simulation/history.h"

namespace skranke {

using Agencies = std::map<std::string, std::unique_ptr<SimulatedAgency>>;

class Operator {
 public:
  // All have to outlive it.
  Operator(Agenda* agenda, Errands* errands, Agencies* agencies, History* history, Bite bite)
      : agenda_(agenda),
        errands_(errands),
        agencies_(agencies),
        history_(history),
        bite_(bite),
        begin_(agenda->now()) {}

  // Sends again everything that the agency has acknowledged since then, with the same ids; with
  // `names` only what is of these cases.
  void Redeliver(const std::string& agency, absl::Time since, std::set<std::string> names = {});
  // Every agency that is there lists what it holds; what it has lost is sent to it again, what is
  // not its own it lets go. Again until nothing differs any more, or still the same does: what
  // redelivery does not mend CheckHeld finds.
  void Reconcile();
  // Nothing is to be pushed to the agency until then.
  void AnnounceOutage(const std::string& agency, absl::Time until);
  // Whatever was announced is over.
  void EndOutages();

  // Whether every agency is there: as long as one is away more may be given up.
  bool AllUp() const;

  // Messages sent again.
  uint64_t redelivered() const { return redelivered_; }

 private:
  // A list of messages under way, page by page: all are read before the first is sent again.
  struct Reading {
    v1::ListDeliveredMessagesRequest request;
    std::set<std::string> names;
    std::vector<v1::DeliveredMessage> messages;
  };

  void EndOutage(const std::string& agency);
  void ReadPage(const std::shared_ptr<Reading>& reading);
  void SendAgain(const v1::DeliveredMessage& message);
  void ReconcileOne(SimulatedAgency& agency);
  void SendPage(SimulatedAgency& agency, const std::shared_ptr<v1::ReconcileHoldingsRequest>& list,
                int from);
  void DealWith(SimulatedAgency& agency, const v1::ReconcileHoldingsResponse& response);

  Agenda* const agenda_;
  Errands* const errands_;
  Agencies* const agencies_;
  History* const history_;
  const Bite bite_;
  const absl::Time begin_;
  // What each agency's latest list differed in.
  std::map<std::string, std::string> differences_;
  uint64_t redelivered_ = 0;
  int lists_ = 0;
  int requests_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_OPERATOR_H_
