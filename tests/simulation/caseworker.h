// Of a unit that takes its work itself: takes, accepts, returns, asks, decides, closes. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_CASEWORKER_H_
#define SKRANKE_TESTS_SIMULATION_CASEWORKER_H_

#include <string>

#include "tests/simulation/person.h"

namespace skranke {

class Caseworker : public Person {
 public:
  using Person::Person;

 private:
  void Act() override;
  void Work(const KnownCase& known);
  void Accept(const KnownCase& known);
  void Return(const KnownCase& known);
  void Forward(const KnownCase& known);
  void Close(const KnownCase& known);
  // Stops the citizen's clock, lets it go on, or tells the citizen why there is no answer.
  void MindClock(const KnownCase& known);
  // Passes the token that goes with the case, or another one.
  std::string TokenFor(const KnownCase& known);
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_CASEWORKER_H_
