// An office in this process, whose power fails: the real engine over the real store on a disk that
// loses what was not synced. It is worked at, cut off, started again and asked for everything that
// it has acknowledged. One thread.
#ifndef SKRANKE_TESTS_FAULTS_UNSYNCED_OFFICE_H_
#define SKRANKE_TESTS_FAULTS_UNSYNCED_OFFICE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "libs/engine/engine.h"
#include "libs/rpc/method_table.h"
#include "libs/store/rocksdb/lossy_disk.h"
#include "libs/testing/fake_clock.h"
#include "libs/vault/entropy.h"
#include "services/directorydesk/prepared_office.h"
#include "tests/faults/attempt.h"
#include "tests/faults/journey.h"
#include "tests/faults/lossy_head_file.h"

namespace skranke {

class UnsyncedOffice {
 public:
  // `head_file` is a real file, for the engine writes it past the store.
  UnsyncedOffice(std::shared_ptr<const PreparedOffice> office, std::string head_file, uint64_t seed,
                 LossyDisk::Lie lie);
  ~UnsyncedOffice();

  // Starts, checks, works; the power fails somewhere on the way, and comes back. A finding is a
  // status with a reason of finding.h.
  absl::Status Cycle();
  // Starts and checks all of it, views, chain and tables too.
  absl::Status CheckAll();
  // The disk as it is, for who looks at a finding.
  void SaveTo(const std::string& dir) const;

  uint64_t acknowledged() const { return acknowledged_; }
  uint64_t cuts() const { return cuts_; }

 private:
  // A client: what it has sent and has no answer to.
  struct Client {
    Journey journey;
    std::optional<Attempt> pending;
  };

  // OK also where the power failed on the way: look at disk_.is_cut().
  absl::Status Start();
  absl::Status StartEngine();
  absl::Status CheckHeadFile() const;
  absl::Status Install();
  absl::Status Check();
  absl::Status Work(int steps);
  absl::Status SendPending();
  absl::Status CheckReplay(const Acknowledged& kept);
  absl::Status CheckReferenceTaken(const Attempt& attempt);
  absl::Status CheckCount();
  absl::Status CheckDeep();
  absl::Status Keep(Client& client, const Answer& answer);
  void LosePower();

  absl::StatusOr<Command> CommandOf(const Attempt& attempt) const;
  // Submits all of them, then steps until all are answered.
  std::vector<Answer> Run(std::vector<Command> commands);
  absl::StatusOr<std::string> Ask(const std::string& method, const std::string& request) const;
  bool IsCutOff(const absl::Status& status) const;

  const std::shared_ptr<const PreparedOffice> office_;
  const std::vector<Method> methods_;
  const std::shared_ptr<const InstallationKey> key_;
  SeededEntropy chance_;
  SeededEntropy entropy_;
  FakeClock clock_;
  LossyDisk disk_;
  LossyHeadFile head_file_;
  std::shared_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
  std::vector<Client> clients_;
  std::vector<Acknowledged> recent_;
  std::vector<Acknowledged> older_;
  uint64_t acknowledged_ = 0;
  uint64_t registered_ = 0;
  uint64_t cuts_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_UNSYNCED_OFFICE_H_
