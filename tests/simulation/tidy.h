// The supervisor who, once all is healed, deals with every dead letter, so that in the end nothing
// is left lying. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_TIDY_H_
#define SKRANKE_TESTS_SIMULATION_TIDY_H_

#include <cstdint>

#include "skranke/v1/supervision.pb.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/errand.h"
#include "tests/simulation/operator.h"

namespace skranke {

class Tidy {
 public:
  // All have to outlive it.
  Tidy(Agenda* agenda, Errands* errands, Operator* colleague, uint64_t seed)
      : agenda_(agenda), errands_(errands), operator_(colleague), chance_(seed) {}

  // Looks now and, as long as there were letters or an agency is away, again later. What an agency
  // refuses because it has lost what came before is sent to it before the letter is tried again.
  void Begin();

  // How many it has dealt with, each as often as it came.
  int letters() const { return letters_; }

 private:
  void DealWith(const v1::DeadLetter& letter);
  void FillHoles(const v1::ListDeadLettersResponse& letters);
  template <class Request>
  void Send(Request request);

  Agenda* const agenda_;
  Errands* const errands_;
  Operator* const operator_;
  Chance chance_;
  const absl::Time begin_ = agenda_->now();
  int requests_ = 0;
  int letters_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_TIDY_H_
