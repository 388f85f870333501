// What the list of a case's day and a draft say of stored cases, for a replay. Most cases of a year
// say the same as others of their day; such are decided once. One thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_REPLAY_DECIDER_H_
#define SKRANKE_SERVICES_SUPERVISION_REPLAY_DECIDER_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/time/civil_time.h"
#include "libs/casework/installation.h"
#include "libs/casework/redecide.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

class ReplayDecider {
 public:
  struct Decided {
    Redecision before;
    Redecision after;
  };

  // Both have to outlive it.
  ReplayDecider(const Installation& installation, const TaskList& draft)
      : installation_(installation), draft_(draft) {}

  // `day` is that of the case's receipt. The reference holds until the next call.
  const Decided& Of(const storage::v1::CaseState& citizen_case, absl::CivilDay day);

 private:
  Decided Decide(const storage::v1::CaseState& citizen_case, absl::CivilDay day) const;

  const Installation& installation_;
  const TaskList& draft_;
  absl::flat_hash_map<std::string, Decided> known_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_REPLAY_DECIDER_H_
