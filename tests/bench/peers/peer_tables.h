// The tables of the comparison: what a registration stores in the office, as a team would lay it
// out in PostgreSQL. Pure but for the connection's database.
#ifndef SKRANKE_TESTS_BENCH_PEERS_PEER_TABLES_H_
#define SKRANKE_TESTS_BENCH_PEERS_PEER_TABLES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/bench/peers/pg_connection.h"

namespace skranke {

// Drops what there is, makes all tables empty and starts from a checkpoint.
absl::Status MakeEmptyTables(PgConnection& connection);

// Rows of all tables, for a check that what was answered is stored.
struct StoredRows {
  uint64_t cases = 0;
  uint64_t events = 0;
  uint64_t requests = 0;
  uint64_t parties = 0;
  // All counters together.
  uint64_t counted = 0;
};
absl::StatusOr<StoredRows> CountRows(PgConnection& connection);

// The stored reply to that request, or NOT_FOUND; needs PrepareReplay. INVALID_ARGUMENT
// REQUEST_ID_REUSED for another payload.
absl::Status PrepareReplay(PgConnection& connection);
absl::StatusOr<std::string> StoredReply(PgConnection& connection, const std::string& request_id,
                                        const std::string& fingerprint);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_PEER_TABLES_H_
