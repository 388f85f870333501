// Routes what is sorted by hand, or anything open; looks for dead letters. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_ROUTER_H_
#define SKRANKE_TESTS_SIMULATION_ROUTER_H_

#include "tests/simulation/person.h"

namespace skranke {

class Router : public Person {
 public:
  using Person::Person;

 private:
  void Act() override;
  void DealWithLetter(const KnownCase& known);
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_ROUTER_H_
