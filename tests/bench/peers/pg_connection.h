// One connection to a PostgreSQL server, over libpq. One thread at a time.
//
// Errors carry PostgreSQL's sentence without its detail line, which may show what was written.
#ifndef SKRANKE_TESTS_BENCH_PEERS_PG_CONNECTION_H_
#define SKRANKE_TESTS_BENCH_PEERS_PG_CONNECTION_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/bench/peers/pg_parameters.h"

struct pg_conn;
struct pg_result;

namespace skranke {

// Rows of columns, as bytes.
using PgRows = std::vector<std::vector<std::string>>;

// A prepared statement and what it is run with.
struct PgCall {
  const char* statement;
  PgParameters parameters;
};

class PgConnection {
 public:
  // `address` as libpq takes it ("host=... user=...").
  static absl::StatusOr<std::unique_ptr<PgConnection>> Open(const std::string& address);

  // Any SQL without parameters.
  absl::StatusOr<PgRows> Run(const std::string& sql);
  absl::Status Prepare(const char* statement, const std::string& sql);

  // One round trip and, outside a transaction, one transaction. ALREADY_EXISTS: a unique index
  // refused it.
  absl::StatusOr<PgRows> Call(const PgCall& call);

  // All in one pipeline, one round trip and one transaction. The first error; nothing was stored
  // then.
  absl::Status CallAsOne(const std::vector<PgCall>& calls);

  // All in one pipeline, each a transaction of its own.
  std::vector<absl::StatusOr<PgRows>> CallEach(const std::vector<PgCall>& calls);

 private:
  struct Close {
    void operator()(pg_conn* connection) const;
  };

  explicit PgConnection(pg_conn* connection) : connection_(connection) {}

  absl::StatusOr<PgRows> Read(pg_result* result);
  absl::Status Send(const PgCall& call);
  absl::StatusOr<PgRows> ReadNext();
  absl::Status ReadSync();

  const std::unique_ptr<pg_conn, Close> connection_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_PG_CONNECTION_H_
