// The office under test: the real engine, forwarder and timers over a real store, stepped in
// virtual time. It can be killed at any moment, also in the middle of a commit, and comes up again
// over what is stored. One thread.
#ifndef SKRANKE_TESTS_SIMULATION_OFFICE_H_
#define SKRANKE_TESTS_SIMULATION_OFFICE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "libs/engine/engine.h"
#include "libs/rpc/method_table.h"
#include "libs/vault/entropy.h"
#include "libs/vault/installation_key.h"
#include "services/forwarding/forwarder.h"
#include "services/forwarding/outage_watch.h"
#include "services/forwarding/timers.h"
#include "services/supervision/reconciliations.h"
#include "tests/simulation/agenda.h"
#include "tests/simulation/bite.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/history.h"
#include "tests/simulation/instant_watch.h"
#include "tests/simulation/mortal_store.h"

namespace skranke {

struct OfficeSettings {
  // Where data and head file are.
  std::string dir;
  uint64_t seed = 0;
  // Agency to endpoint: who is pushed to.
  std::map<std::string, std::string> endpoints;
  Bite bite = Bite::kNone;
  // The log that the store keeps before it writes tables.
  size_t wal_bytes = size_t{4} << 20;
  // Between two steps: what comes in the meantime is one batch.
  absl::Duration longest_step = absl::Milliseconds(3);
};

class SimulatedOffice {
 public:
  using Done = std::function<void(Answer)>;

  // Makes an office in the empty directory and installs the town there, for copies to begin with.
  static absl::Status Install(const std::string& dir, absl::Time now);

  // `agenda` and `history` have to outlive it.
  SimulatedOffice(OfficeSettings settings, Agenda* agenda, History* history, DialAgency dial);
  ~SimulatedOffice();

  absl::Status Open();
  // Everything in memory is gone; it comes up again after a while.
  void Crash();
  // The n-th commit from now has that fate.
  void Doom(int commits, Fate fate);
  // What is free on the disk from now on, also after a crash.
  void SetFreeBytes(uint64_t bytes);

  bool up() const { return engine_ != nullptr; }
  // Why it did not come up again; OK otherwise.
  const absl::Status& failure() const { return failure_; }
  uint64_t crashes() const { return crashes_; }
  // What every commit of the run left behind.
  const InstantWatch& watch() const { return watch_; }

  // A call that has arrived. `done` comes at most once, and never where the office dies before. The
  // caller gives a command up at `deadline`.
  void Call(const std::string& caller, const std::string& method, const std::string& bytes,
            absl::Time deadline, Done done);
  // Something waits for the next step.
  void Ring();

  const Engine& engine() const { return *engine_; }
  const MortalStore& store() const { return *store_; }
  const InstallationKey& key() const { return *key_; }

 private:
  const Method* FindMethod(const std::string& name) const;
  void Mutate(const Method& method, const std::string& caller, const std::string& bytes,
              absl::Time deadline, Done done);
  void Query(const Method& method, const std::string& caller, const std::string& bytes,
             const Done& done);
  // The request as a bug of bite.h lets the office see it.
  std::string Bitten(const Method& method, const std::string& bytes) const;
  void WakeAt(absl::Time when);
  void Tick();
  absl::Time NextTimer() const;
  void Close();

  const OfficeSettings settings_;
  Agenda* const agenda_;
  History* const history_;
  const DialAgency dial_;
  // Forgets nothing in a crash, for what is listed in pages is compared with what is stored.
  Reconciliations reconciliations_;
  const std::vector<Method> methods_;
  const std::shared_ptr<const InstallationKey> key_;
  Chance chance_;
  // Outlive a crash: a real office's chance does not begin again either.
  SeededEntropy entropy_;
  SeededEntropy jitter_;
  InstantWatch watch_;
  uint64_t free_bytes_ = uint64_t{1} << 40;

  std::shared_ptr<Bell> bell_;
  std::shared_ptr<MortalStore> store_;
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<Forwarder> forwarder_;
  std::unique_ptr<Timers> timers_;
  std::unique_ptr<OutageWatch> outages_;
  // For Bite::kStaleRead and Bite::kCommitLost.
  std::shared_ptr<const Snapshot> old_snapshot_;
  std::string head_before_lie_;
  // Counts openings: what belongs to an earlier one is dead.
  uint64_t life_ = 0;
  uint64_t crashes_ = 0;
  absl::Time next_tick_ = absl::InfiniteFuture();
  absl::Status failure_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_OFFICE_H_
