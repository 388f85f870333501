#include "tests/bench/peers/careful_desk.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "tests/bench/peers/peer_tables.h"

namespace skranke {
namespace {

constexpr char kRegister[] = "register";

// Where the request is known nothing is inserted and no row comes back. A counter has a shard for
// each worker, so that nobody waits for a row.
constexpr char kRegisterSql[] = R"(
WITH r AS (
  INSERT INTO requests SELECT $1, $2, nextval('events_position_seq')
  ON CONFLICT DO NOTHING RETURNING position),
e AS (INSERT INTO events SELECT position, $3, $4 FROM r),
c AS (INSERT INTO cases SELECT $5, $6, $7, $8, $9, $10, $11 FROM r),
p AS (INSERT INTO parties SELECT $12, $6, $5 FROM r),
w AS (INSERT INTO ready SELECT $8, $9, $6, $5 FROM r WHERE $15::bigint = 1),
k AS (INSERT INTO counters SELECT $13, $14, 1 FROM r
  ON CONFLICT (name, shard) DO UPDATE SET count = counters.count + 1)
SELECT position FROM r
)";

PgCall CallFor(const PeerRegistration& made, int64_t worker) {
  PgCall call{kRegister, {}};
  call.parameters.Bytes(made.request_id)
      .Bytes(made.fingerprint)
      .Bytes(made.events)
      .Bytes(made.reply)
      .Number(made.number)
      .Number(made.received_us)
      .Bytes(made.office)
      .Bytes(made.agency)
      .Bytes(made.unit)
      .Number(made.state)
      .Bytes(made.case_row)
      .Bytes(made.person)
      .Bytes(made.counter)
      .Number(worker)
      .Number(made.is_ready ? 1 : 0);
  return call;
}

absl::StatusOr<std::string> ReplyOf(PgConnection& db, const PeerRegistration& made,
                                    const absl::StatusOr<PgRows>& rows) {
  SKRANKE_RETURN_IF_ERROR(rows.status());
  if (!rows->empty()) return made.reply;
  return StoredReply(db, made.request_id, made.fingerprint);
}

}  // namespace

absl::StatusOr<std::unique_ptr<CarefulDesk>> CarefulDesk::Open(const PgCluster& cluster,
                                                               PeerQueue* queue) {
  std::unique_ptr<CarefulDesk> desk(new CarefulDesk(queue));
  for (int i = 0; i < kCarefulWorkers; ++i) {
    SKRANKE_ASSIGN_OR_RETURN(auto connection, cluster.Connect());
    SKRANKE_RETURN_IF_ERROR(connection->Prepare(kRegister, kRegisterSql));
    SKRANKE_RETURN_IF_ERROR(PrepareReplay(*connection));
    desk->connections_.push_back(std::move(connection));
  }
  for (int i = 0; i < kCarefulWorkers; ++i) {
    desk->workers_.emplace_back(&CarefulDesk::Work, desk.get(), i,
                                std::ref(*desk->connections_[static_cast<size_t>(i)]));
  }
  return desk;
}

CarefulDesk::~CarefulDesk() {
  for (std::thread& worker : workers_) worker.join();
}

void CarefulDesk::Work(int64_t worker, PgConnection& db) {
  for (;;) {
    const std::vector<PeerWork> taken = queue_->Take(kCarefulAtOnce);
    if (taken.empty()) return;
    std::vector<PgCall> calls;
    calls.reserve(taken.size());
    for (const PeerWork& work : taken) calls.push_back(CallFor(work.made, worker));
    const std::vector<absl::StatusOr<PgRows>> rows = db.CallEach(calls);
    for (size_t i = 0; i < taken.size(); ++i) taken[i].done(ReplyOf(db, taken[i].made, rows[i]));
  }
}

}  // namespace skranke
