// The network between offices, agencies and desks: it delays, reorders, doubles and loses what it
// carries, and may be cut. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_WIRE_H_
#define SKRANKE_TESTS_SIMULATION_WIRE_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/chance.h"

namespace skranke {

class Wire {
 public:
  // How it is today, of a thousand.
  struct Mood {
    absl::Duration shortest = absl::Microseconds(100);
    absl::Duration longest = absl::Milliseconds(5);
    int lost = 0;
    int twice = 0;
    // Comes so late that everything sent meanwhile is there before.
    int straggles = 0;
  };

  Wire(Agenda* agenda, uint64_t seed) : agenda_(agenda), chance_(seed) {}

  void set_mood(const Mood& mood) { mood_ = mood; }
  // Nothing reaches or leaves that place until then.
  void Cut(const std::string& place, absl::Time until) { cut_[place] = until; }
  bool IsCut(const std::string& place) const;
  // From now on everything arrives, once.
  void Heal();

  // Lets `arrive` happen at the other end: usually once, later.
  void Carry(const std::string& from, const std::string& to, const Agenda::Act& arrive);

 private:
  void CarryOnce(const std::string& to, const Agenda::Act& arrive);

  Agenda* const agenda_;
  Chance chance_;
  Mood mood_;
  std::map<std::string, absl::Time> cut_;
};

// A day's mood.
Wire::Mood DrawMood(Chance& chance);

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_WIRE_H_
