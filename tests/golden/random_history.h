// A day at an office, made of a seed: people register, finish, send on, withdraw, reopen, take,
// accept, return; messages arrive or fail; timers run out. Much of what they ask for is refused.
// The same seed gives the same records in any build of one engine version. One thread.
#ifndef SKRANKE_TESTS_GOLDEN_RANDOM_HISTORY_H_
#define SKRANKE_TESTS_GOLDEN_RANDOM_HISTORY_H_

#include <random>
#include <set>
#include <string>
#include <vector>

#include "libs/engine/engine_fixture.h"

namespace skranke {

class RandomHistory : public EngineFixture {
 public:
  explicit RandomHistory(uint32_t seed) : random_(seed) {}

  // Somebody does something, a while after the last.
  void Step();

  // Many steps, drawn from another seed.
  void Play(int steps, uint32_t seed);

  // Kinds of commands that had an effect.
  const std::set<std::string>& done() const { return done_; }
  // The store below the office, and its key.
  const Store& stored() { return store(); }
  const InstallationKey& office_key() const { return key(); }

  // A history is no test, but has a fixture's parts.
  void TestBody() override {}

 private:
  int Pick(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  storage::v1::CaseState Stored(const std::string& name);
  void RegisterOne();
  void Supplement(const std::string& name);
  void Route(const std::string& name);
  void Take();
  void Forward(const std::string& name);
  void EndIncomplete(const std::string& name);
  void Note(const absl::Status& status, const std::string& what);

  template <class Request>
  Request About(const std::string& name);
  template <class Request, class Response>
  void AtCounter(const std::string& name);
  template <class Request, class Response>
  void AtUnit(const std::string& name);

  std::mt19937 random_;
  std::vector<std::string> names_;
  std::set<std::string> done_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_GOLDEN_RANDOM_HISTORY_H_
