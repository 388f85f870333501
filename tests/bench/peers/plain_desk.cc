#include "tests/bench/peers/plain_desk.h"

#include <utility>

#include "absl/status/status.h"
#include "libs/base/status_macros.h"
#include "tests/bench/peers/peer_tables.h"

namespace skranke {
namespace {

constexpr std::pair<const char*, const char*> kStatements[] = {
    {"begin", "BEGIN"},
    {"case", "INSERT INTO cases VALUES ($1, $2, $3, $4, $5, $6, $7)"},
    {"event", "INSERT INTO events (events, reply) VALUES ($1, $2) RETURNING position"},
    {"request", "INSERT INTO requests VALUES ($1, $2, $3)"},
    {"ready", "INSERT INTO ready VALUES ($1, $2, $3, $4)"},
    {"party", "INSERT INTO parties VALUES ($1, $2, $3)"},
    {"counter",
     "INSERT INTO counters VALUES ($1, 0, 1) "
     "ON CONFLICT (name, shard) DO UPDATE SET count = counters.count + 1"},
    {"commit", "COMMIT"},
    {"rollback", "ROLLBACK"}};

absl::Status Insert(PgConnection& db, const PeerRegistration& made) {
  SKRANKE_RETURN_IF_ERROR(db.Call({"case", PgParameters()
                                               .Number(made.number)
                                               .Number(made.received_us)
                                               .Bytes(made.office)
                                               .Bytes(made.agency)
                                               .Bytes(made.unit)
                                               .Number(made.state)
                                               .Bytes(made.case_row)})
                              .status());
  SKRANKE_ASSIGN_OR_RETURN(const PgRows rows,
                           db.Call({"event", PgParameters().Bytes(made.events).Bytes(made.reply)}));
  SKRANKE_RETURN_IF_ERROR(
      db.Call(
            {"request",
             PgParameters().Bytes(made.request_id).Bytes(made.fingerprint).Bytes(rows.at(0).at(0))})
          .status());
  if (made.is_ready) {
    SKRANKE_RETURN_IF_ERROR(db.Call({"ready", PgParameters()
                                                  .Bytes(made.agency)
                                                  .Bytes(made.unit)
                                                  .Number(made.received_us)
                                                  .Number(made.number)})
                                .status());
  }
  SKRANKE_RETURN_IF_ERROR(
      db.Call({"party",
               PgParameters().Bytes(made.person).Number(made.received_us).Number(made.number)})
          .status());
  // Last, for its row is the one that others wait for.
  SKRANKE_RETURN_IF_ERROR(db.Call({"counter", PgParameters().Bytes(made.counter)}).status());
  return db.Call({"commit", {}}).status();
}

absl::StatusOr<std::string> RegisterOn(PgConnection& db, const PeerRegistration& made) {
  SKRANKE_RETURN_IF_ERROR(db.Call({"begin", {}}).status());
  absl::StatusOr<std::string> stored = StoredReply(db, made.request_id, made.fingerprint);
  absl::Status inserted;
  if (absl::IsNotFound(stored.status())) {
    inserted = Insert(db, made);
    if (inserted.ok()) return made.reply;
  }
  SKRANKE_RETURN_IF_ERROR(db.Call({"rollback", {}}).status());
  // Another call with this id was faster: its reply is there now.
  if (absl::IsAlreadyExists(inserted)) {
    return StoredReply(db, made.request_id, made.fingerprint);
  }
  SKRANKE_RETURN_IF_ERROR(inserted);
  return stored;
}

absl::Status PrepareAll(PgConnection& db) {
  for (const auto& [name, sql] : kStatements) SKRANKE_RETURN_IF_ERROR(db.Prepare(name, sql));
  return PrepareReplay(db);
}

}  // namespace

absl::StatusOr<std::unique_ptr<PlainDesk>> PlainDesk::Open(const PgCluster& cluster) {
  auto desk = std::make_unique<PlainDesk>();
  for (int i = 0; i < kPlainPool; ++i) {
    SKRANKE_ASSIGN_OR_RETURN(Connection connection, cluster.Connect());
    SKRANKE_RETURN_IF_ERROR(PrepareAll(*connection));
    desk->GiveBack(std::move(connection));
  }
  return desk;
}

absl::StatusOr<std::string> PlainDesk::Register(const PeerRegistration& made) {
  Connection connection = Take();
  absl::StatusOr<std::string> reply = RegisterOn(*connection, made);
  GiveBack(std::move(connection));
  return reply;
}

PlainDesk::Connection PlainDesk::Take() {
  MutexLock lock(&mutex_);
  while (free_.empty()) given_back_.Wait(&mutex_);
  Connection connection = std::move(free_.back());
  free_.pop_back();
  return connection;
}

void PlainDesk::GiveBack(Connection connection) {
  MutexLock lock(&mutex_);
  free_.push_back(std::move(connection));
  given_back_.Signal();
}

}  // namespace skranke
