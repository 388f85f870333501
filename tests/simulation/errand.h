// One request to the office, sent until it is answered: again with the same request_id after a lost
// answer or a crash, and now and then twice at once. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_ERRAND_H_
#define SKRANKE_TESTS_SIMULATION_ERRAND_H_

#include <functional>
#include <memory>
#include <string>

#include "tests/simulation/agenda.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/history.h"
#include "tests/simulation/office.h"
#include "tests/simulation/wire.h"

namespace skranke {

// The office's place on the wire.
inline constexpr char kOfficePlace[] = "office";

class Errands {
 public:
  // What came of it; UNAVAILABLE where it was given up, and nobody knows.
  using Done = std::function<void(const Told&)>;

  // All have to outlive it.
  Errands(Agenda* agenda, Wire* wire, SimulatedOffice* office, History* history, uint64_t seed)
      : agenda_(agenda), wire_(wire), office_(office), history_(history), chance_(seed) {}

  // Sends it from that place until it is answered. With `request_id` empty it is a query.
  void Run(const std::string& place, Asked asked, Done done);

  // The method that was asked.
  const std::string& MethodOf(const Told& told) const {
    return history_->asked()[told.asked].method;
  }

 private:
  struct Errand {
    std::string place;
    size_t asked = 0;
    Done done;
    int sendings = 0;
    bool finished = false;
  };
  using Shared = std::shared_ptr<Errand>;

  void Send(const Shared& errand);
  void SendOnce(const Shared& errand);
  void Arrive(const Shared& errand, Told told, absl::Time deadline);
  void Receive(const Shared& errand, Told told);
  void SendAgain(const Shared& errand, int sending);
  void Finish(const Shared& errand, const Told& told);

  Agenda* const agenda_;
  Wire* const wire_;
  SimulatedOffice* const office_;
  History* const history_;
  Chance chance_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_ERRAND_H_
