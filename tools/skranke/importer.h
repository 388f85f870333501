// Drives many rows' chains at once: a fixed number of lanes, each with one row and at most one call
// in flight. Registrations go by one stream, all else by unary calls; a call that the server cannot
// take now is tried again later. One Run an object.
#ifndef SKRANKE_TOOLS_SKRANKE_IMPORTER_H_
#define SKRANKE_TOOLS_SKRANKE_IMPORTER_H_

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "libs/base/clock.h"
#include "libs/base/csv.h"
#include "libs/base/mutex.h"
#include "libs/rpc/client/async_caller.h"
#include "libs/rpc/client/bulk_caller.h"
#include "tools/skranke/import_chain.h"
#include "tools/skranke/import_progress.h"
#include "tools/skranke/import_report.h"

namespace skranke {

struct ImporterSettings {
  std::string server;
  std::string caller;
  int in_flight = 64;
};

class Importer {
 public:
  // All outlive the importer.
  Importer(const ImportMap& map, absl::Span<const CsvRow> rows, const ImporterSettings& settings,
           const Clock& clock);

  // Imports all rows, or as many as there is a server for.
  ImportReport Run(ImportProgress& progress);

 private:
  // A row on its way. Belongs to one thread at a time: the one that holds its answer, or the timer.
  struct Lane {
    const CsvRow* row = nullptr;
    std::optional<ImportChain> chain;
    ChainCall call;
    int failures = 0;
    absl::Duration first_failure;
  };
  using DueLanes = std::multimap<absl::Duration, Lane*>;

  void Drive(Lane& lane);
  bool StartRow(Lane& lane);
  bool StartCall(Lane& lane);
  void Send(Lane& lane);
  void Answered(Lane& lane, const absl::StatusOr<CallReply>& reply);
  bool TryLater(Lane& lane, const absl::Status& status);
  void Reject(Lane& lane, const absl::Status& status);
  void EndRow(Lane& lane);
  std::vector<Lane*> WaitForDue() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  ImportReport Report(absl::Duration took);

  const ImportMap& map_;
  const absl::Span<const CsvRow> rows_;
  const CallOptions options_;
  const Clock& clock_;
  std::vector<Lane> lanes_;

  Mutex mutex_;
  CondVar changed_;
  size_t next_row_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t open_lanes_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t done_ ABSL_GUARDED_BY(mutex_) = 0;
  ImportReport report_ ABSL_GUARDED_BY(mutex_);
  DueLanes due_ ABSL_GUARDED_BY(mutex_);
  std::mt19937 entropy_ ABSL_GUARDED_BY(mutex_);

  // Last: they wait for their calls before the rest goes.
  AsyncCaller caller_;
  BulkCaller registrations_;
};

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_IMPORTER_H_
