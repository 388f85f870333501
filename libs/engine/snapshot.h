// The installation as it was after one commit, for queries, streams and the forwarder. Threads may
// share it; it must be let go before the engine.
#ifndef SKRANKE_LIBS_ENGINE_SNAPSHOT_H_
#define SKRANKE_LIBS_ENGINE_SNAPSHOT_H_

#include <compare>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/casework/installation.h"
#include "libs/casework/view.h"
#include "libs/engine/office_row.h"
#include "libs/store/store.h"
#include "libs/vault/installation_key.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// A place in an index: when the case was received, and which it is.
struct IndexEntry {
  int64_t receive_us = 0;
  uint64_t number = 0;
  // Only in an office's index.
  OfficeRow shown = {};

  friend bool operator==(const IndexEntry& a, const IndexEntry& b) { return (a <=> b) == 0; }
  friend std::strong_ordering operator<=>(const IndexEntry& a, const IndexEntry& b) {
    return std::tie(a.receive_us, a.number) <=> std::tie(b.receive_us, b.number);
  }
};

class Snapshot {
 public:
  Snapshot(uint64_t position, absl::Time now, std::shared_ptr<const Installation> installation,
           std::shared_ptr<const StoreSnapshot> store, const InstallationKey* key);

  // The commit position of the latest record in it.
  uint64_t position() const { return position_; }
  // The writer's time of that moment.
  absl::Time now() const { return now_; }
  const Installation& installation() const { return *installation_; }

  // Every error below is DATA_LOSS or UNAVAILABLE from the store.

  // The case; null if there is none.
  absl::StatusOr<std::shared_ptr<const storage::v1::CaseState>> FindCase(uint64_t number) const;
  // The cases in that order; those that are not there are left out.
  absl::StatusOr<std::vector<storage::v1::CaseState>> FindCases(
      const std::vector<uint64_t>& numbers) const;
  // The life event of that number, or nothing.
  absl::StatusOr<absl::optional<storage::v1::BundleRecord>> FindBundle(uint64_t number) const;
  absl::StatusOr<std::vector<storage::v1::Record>> FindRecords(
      const std::vector<uint64_t>& positions) const;
  // Visits the cases with first <= number <= last, by number, until `visit` returns false. The case
  // holds during the call only.
  absl::Status ScanCases(uint64_t first, uint64_t last,
                         absl::FunctionRef<bool(const storage::v1::CaseState&)> visit) const;
  // Records after a position, at most `most`.
  absl::StatusOr<std::vector<storage::v1::Record>> RecordsAfter(uint64_t position,
                                                                size_t most) const;

  absl::StatusOr<std::vector<PersonCase>> CasesOf(absl::string_view identity, size_t most) const;
  absl::StatusOr<absl::optional<uint64_t>> FindExternal(absl::string_view system,
                                                        absl::string_view id) const;
  absl::StatusOr<std::vector<uint64_t>> FindAgencyNumber(absl::string_view agency,
                                                         absl::string_view number) const;

  // The key by which cases have the document with that hash, and whether one has it.
  std::string DocumentKey(absl::string_view sha256) const;
  absl::StatusOr<bool> IsDocumentHeld(absl::string_view key) const;

  // Visits the index after `after`, oldest received first, until `visit` returns false.
  using Visit = absl::FunctionRef<bool(const IndexEntry&)>;
  absl::Status ScanUnit(absl::string_view agency, absl::string_view unit, int state,
                        const absl::optional<IndexEntry>& after, Visit visit) const;
  absl::Status ScanWaiting(absl::string_view office, int state,
                           const absl::optional<IndexEntry>& after, Visit visit) const;
  absl::Status ScanOffice(absl::string_view office, const absl::optional<IndexEntry>& after,
                          Visit visit) const;
  // Cases whose route is hidden from the counter: few.
  absl::Status ScanHidden(const absl::optional<IndexEntry>& after, Visit visit) const;
  // Cases of an incident, in any state.
  absl::Status ScanIncident(absl::string_view incident, const absl::optional<IndexEntry>& after,
                            Visit visit) const;
  // Cases that stood on a wrong person, and are not settled: few.
  absl::Status ScanWrongPersons(const absl::optional<IndexEntry>& after, Visit visit) const;
  // Every unit that has or had cases, also those that the directory no longer names.
  absl::StatusOr<std::vector<storage::v1::ReceiverRecord>> UnitsWithCases() const;
  // Every office that has or had cases.
  absl::StatusOr<std::vector<std::string>> OfficesWithCases() const;

  // Messages to the agency in ready order.
  absl::Status ScanMessages(absl::string_view agency,
                            absl::FunctionRef<bool(const storage::v1::ReadyEntry&)> visit) const;
  absl::Status ScanDeadLetters(
      absl::FunctionRef<bool(absl::string_view agency, uint64_t number, uint64_t sequence)> visit)
      const;
  // Due timers of a kind, earliest first.
  absl::StatusOr<std::vector<uint64_t>> DueTimers(absl::Time now, size_t most) const;
  // Counters whose names begin so; the prefix is cut off.
  absl::Status ScanCounters(
      absl::string_view prefix,
      absl::FunctionRef<void(absl::string_view name, int64_t count)> visit) const;

  // The directory as it was installed with that version; the latest is in installation().
  // NOT_FOUND (DIRECTORY_NOT_FOUND) if none was.
  absl::StatusOr<std::shared_ptr<const Directory>> FindDirectory(uint64_t version) const;

  // A name for a case outside the house: the same in every event log of this installation, and no
  // way back to the case without the installation key. Hex.
  std::string LogNameOf(uint64_t number) const;

  const StoreSnapshot& store() const { return *store_; }

 private:
  absl::Status ScanIndex(const std::string& prefix, const absl::optional<IndexEntry>& after,
                         Visit visit) const;

  const uint64_t position_;
  const absl::Time now_;
  const std::shared_ptr<const Installation> installation_;
  const std::shared_ptr<const StoreSnapshot> store_;
  const InstallationKey* const key_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_SNAPSHOT_H_
