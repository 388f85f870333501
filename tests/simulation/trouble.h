// What goes wrong in a run: crashes, commits that fail, cut lines, agencies in trouble, a full
// disk, an office that is closed for weeks. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_TROUBLE_H_
#define SKRANKE_TESTS_SIMULATION_TROUBLE_H_

#include <cstdint>

#include "absl/time/time.h"
#include "tests/simulation/agency.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/office.h"
#include "tests/simulation/operator.h"
#include "tests/simulation/person.h"
#include "tests/simulation/wire.h"

namespace skranke {

class Trouble {
 public:
  // All have to outlive it.
  Trouble(Agenda* agenda, Wire* wire, SimulatedOffice* office, Agencies* agencies,
          Operator* colleague, Workday* day, uint64_t seed)
      : agenda_(agenda),
        wire_(wire),
        office_(office),
        agencies_(agencies),
        operator_(colleague),
        day_(day),
        chance_(seed) {}

  // Now and then something, from now on.
  void Begin();
  // Every agency refuses everything.
  void CloseAgencies();
  // Nothing more, and what is broken is mended.
  void End();

 private:
  void Plan();
  void Happen();
  void HitOffice();
  void HitAgency();
  void HitWire();
  void FillDisk();
  void CloseOffice();

  Agenda* const agenda_;
  Wire* const wire_;
  SimulatedOffice* const office_;
  Agencies* const agencies_;
  Operator* const operator_;
  Workday* const day_;
  Chance chance_;
  // Half of the longest time between two.
  absl::Duration mean_calm_;
  bool ended_ = false;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_TROUBLE_H_
