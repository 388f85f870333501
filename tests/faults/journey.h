// The way of one case after another, as requests: registered, some finished at once, some
// supplemented, accepted, started, closed. The same seed gives the same requests. One thread.
#ifndef SKRANKE_TESTS_FAULTS_JOURNEY_H_
#define SKRANKE_TESTS_FAULTS_JOURNEY_H_

#include <cstdint>
#include <string>

#include "libs/vault/entropy.h"
#include "skranke/v1/case.pb.h"
#include "tests/faults/attempt.h"

namespace skranke {

class Journey {
 public:
  // Numbers of persons and requests are `desk`'s own: no two desks may have the same one.
  Journey(uint64_t desk, uint64_t seed) : desk_(desk), chance_(seed) {}

  // The next request; for the case of the last reply, or for a new case where that one is done.
  Attempt Next();
  // The case as the last request left it.
  void Reached(v1::Case citizen_case) { case_ = std::move(citizen_case); }

 private:
  Attempt Register();
  Attempt Supplement();
  Attempt Accept();
  Attempt Start();
  Attempt Close();
  std::string NewRequestId();

  const uint64_t desk_;
  SeededEntropy chance_;
  uint64_t requests_ = 0;
  v1::Case case_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_JOURNEY_H_
