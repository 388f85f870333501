// At the counter: registers, adds, finishes, sends on, takes back. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_CLERK_H_
#define SKRANKE_TESTS_SIMULATION_CLERK_H_

#include "tests/simulation/person.h"

namespace skranke {

class Clerk : public Person {
 public:
  using Person::Person;

 private:
  void Act() override;
  void Register();
  void Supplement(const KnownCase& known);
  void Finish(const KnownCase& known);
  void Other(const KnownCase& known);
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_CLERK_H_
