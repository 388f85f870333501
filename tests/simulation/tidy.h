// The supervisor who, once all is healed, deals with every dead letter, so that in the end nothing
// is left lying. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_TIDY_H_
#define SKRANKE_TESTS_SIMULATION_TIDY_H_

#include <cstdint>

#include "skranke/v1/supervision.pb.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/errand.h"

namespace skranke {

class Tidy {
 public:
  // Both have to outlive it.
  Tidy(Agenda* agenda, Errands* errands, uint64_t seed)
      : agenda_(agenda), errands_(errands), chance_(seed) {}

  // Looks now and, as long as there were letters, again later.
  void Begin();

 private:
  void DealWith(const v1::DeadLetter& letter);
  template <class Request>
  void Send(Request request);

  Agenda* const agenda_;
  Errands* const errands_;
  Chance chance_;
  int requests_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_TIDY_H_
