// Moves open cases when a list that says so comes into force: one command of the system a case, so
// that each is judged, recorded and told like any hand-over. What was moved before a stop is not
// moved again. Step belongs to one thread and never waits.
#ifndef SKRANKE_SERVICES_FORWARDING_CASE_MOVER_H_
#define SKRANKE_SERVICES_FORWARDING_CASE_MOVER_H_

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/engine/engine.h"
#include "services/forwarding/bell.h"
#include "services/forwarding/mailbox.h"

namespace skranke {

class CaseMover {
 public:
  // `engine` has to outlive it. The bell rings when a command was answered.
  CaseMover(Engine* engine, std::shared_ptr<Bell> bell);
  CaseMover(const CaseMover&) = delete;
  CaseMover& operator=(const CaseMover&) = delete;

  // Hands what is to be moved to the engine. Returns when it wants to be stepped again.
  absl::Time Step(absl::Time now);

 private:
  struct Letter {
    // 0: the command that ends the moving.
    uint64_t number = 0;
    absl::Status status;
  };

  void OpenLetters(absl::Time now);
  // The version in force whose cases are to be moved; empty: none.
  std::string FindVersion(const Snapshot& snapshot, absl::Time now) const;
  absl::Status FindCases(const Snapshot& snapshot);
  void SubmitSome();
  absl::Status End(const Snapshot& snapshot);
  void Submit(uint64_t number, Command command);

  Engine* const engine_;
  const std::shared_ptr<Mailbox<Letter>> mailbox_;
  // Being moved; empty: nothing is.
  std::string version_;
  std::vector<uint64_t> waiting_;
  std::set<uint64_t> under_way_;
  absl::Time rest_until_ = absl::InfinitePast();
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_CASE_MOVER_H_
