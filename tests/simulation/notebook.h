// What people who sit together know of the cases that they have seen: mostly right, sometimes late.
// One thread.
#ifndef SKRANKE_TESTS_SIMULATION_NOTEBOOK_H_
#define SKRANKE_TESTS_SIMULATION_NOTEBOOK_H_

#include <map>
#include <string>
#include <vector>

#include "skranke/v1/case.pb.h"
#include "tests/simulation/chance.h"

namespace skranke {

struct KnownCase {
  std::string name;
  std::string etag;
  // The one before: what somebody may still have on the screen.
  std::string old_etag;
  v1::State state = v1::STATE_UNSPECIFIED;
  std::string token;
  std::string old_token;
};

class Notebook {
 public:
  void See(const v1::Case& shown, const std::string& token);
  bool empty() const { return names_.empty(); }
  // Any case, mostly one of the latest.
  const KnownCase& Pick(Chance& chance) const;

 private:
  std::map<std::string, KnownCase> cases_;
  std::vector<std::string> names_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_NOTEBOOK_H_
