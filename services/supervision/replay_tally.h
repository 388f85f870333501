// What a replay has found so far: who would move, what each receiver would have to do, and what the
// draft leaves to people. One thread at a time; tallies of several threads are merged.
#ifndef SKRANKE_SERVICES_SUPERVISION_REPLAY_TALLY_H_
#define SKRANKE_SERVICES_SUPERVISION_REPLAY_TALLY_H_

#include <compare>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/casework/redecide.h"
#include "skranke/v1/supervision.pb.h"

namespace skranke {

class ReplayTally {
 public:
  // Keeps at most so many case numbers behind each figure.
  explicit ReplayTally(size_t cases_per_figure) : cases_per_figure_(cases_per_figure) {}

  void Add(uint64_t number, const std::string& task, const Redecision& before,
           const Redecision& after);

  // Adds what the other has found; its cases come after the own ones.
  void Merge(const ReplayTally& other);

  // The figures and the rows, in an order that depends on the figures and codes alone.
  void Fill(v1::ReplayTaskListResponse& response) const;

 private:
  struct Receiver {
    CaseClass case_class;
    std::string agency;
    std::string unit;

    friend auto operator<=>(const Receiver&, const Receiver&) = default;
    template <typename H>
    friend H AbslHashValue(H hash, const Receiver& receiver) {
      return H::combine(std::move(hash), receiver.case_class, receiver.agency, receiver.unit);
    }
  };
  struct Load {
    int64_t count_before = 0;
    int64_t count_after = 0;
    int64_t minutes_before = 0;
    int64_t minutes_after = 0;
  };
  struct Group {
    int64_t count = 0;
    std::vector<uint64_t> cases;
  };
  // Task, from, to.
  using Move = std::tuple<std::string, Receiver, Receiver>;
  // Task, ambiguous, reason.
  using Undecided = std::tuple<std::string, bool, std::string>;

  static Receiver ReceiverOf(const Redecision& decided);
  static v1::ReplayReceiver ToMessage(const Receiver& receiver);
  void Count(uint64_t number, Group& group) const;
  void Join(const Group& from, Group& group) const;

  const size_t cases_per_figure_;
  int64_t case_count_ = 0;
  int64_t moved_count_ = 0;
  int64_t quick_before_ = 0;
  int64_t quick_after_ = 0;
  absl::flat_hash_map<Move, Group> moves_;
  absl::flat_hash_map<Receiver, Load> loads_;
  absl::flat_hash_map<Undecided, Group> undecided_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_REPLAY_TALLY_H_
