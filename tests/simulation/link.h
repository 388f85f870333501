// The forwarder's way to a simulated agency, over the simulated network. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_LINK_H_
#define SKRANKE_TESTS_SIMULATION_LINK_H_

#include <memory>
#include <string>
#include <vector>

#include "services/forwarding/agency_link.h"
#include "tests/simulation/agency.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/bite.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/history.h"
#include "tests/simulation/office.h"
#include "tests/simulation/wire.h"

namespace skranke {

// What a link runs between. All have to outlive the run: what is under way arrives also when the
// office that sent it is gone.
struct LinkEnds {
  // The agency's place on the wire.
  std::string place;
  SimulatedAgency* agency;
  Agenda* agenda;
  Wire* wire;
  SimulatedOffice* office;
  History* history;
  Chance* chance;
  Bite bite;
};

class SimulatedLink : public AgencyLink {
 public:
  explicit SimulatedLink(LinkEnds ends) : ends_(std::move(ends)) {}

  void Start(const std::string& method, absl::string_view request, const CallOptions& options,
             Done done) override;

 private:
  const LinkEnds ends_;
  // Whoever waits here is told nothing more once the link is gone.
  std::vector<std::shared_ptr<Done>> waiting_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_LINK_H_
