#include "tests/bench/peers/pg_connection.h"

#include <libpq-fe.h>

#include <utility>

#include "absl/strings/string_view.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr int kBinary = 1;
// Source: PostgreSQL 15, appendix A.
constexpr absl::string_view kUniqueViolation = "23505";

absl::Status ErrorOf(const PGconn* connection, const PGresult* result) {
  if (result == nullptr) return absl::UnavailableError(PQerrorMessage(connection));
  if (PQresultStatus(result) == PGRES_PIPELINE_ABORTED) return absl::AbortedError("not reached");
  const char* const state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* const sentence = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string message = sentence == nullptr ? PQerrorMessage(connection) : sentence;
  const bool exists = state != nullptr && state == kUniqueViolation;
  return exists ? absl::AlreadyExistsError(message) : absl::InternalError(message);
}

PgRows RowsOf(const PGresult* result) {
  PgRows rows(static_cast<size_t>(PQntuples(result)));
  for (int row = 0; row < PQntuples(result); ++row) {
    for (int column = 0; column < PQnfields(result); ++column) {
      rows[static_cast<size_t>(row)].emplace_back(
          PQgetvalue(result, row, column), static_cast<size_t>(PQgetlength(result, row, column)));
    }
  }
  return rows;
}

}  // namespace

void PgConnection::Close::operator()(pg_conn* connection) const { PQfinish(connection); }

absl::StatusOr<std::unique_ptr<PgConnection>> PgConnection::Open(const std::string& address) {
  std::unique_ptr<PgConnection> connection(new PgConnection(PQconnectdb(address.c_str())));
  pg_conn* const raw = connection->connection_.get();
  if (PQstatus(raw) != CONNECTION_OK) return absl::UnavailableError(PQerrorMessage(raw));
  // "NOTICE: table does not exist, skipping" and the like.
  PQsetNoticeProcessor(
      raw, [](void*, const char*) {}, nullptr);
  return connection;
}

// Takes the result.
absl::StatusOr<PgRows> PgConnection::Read(pg_result* result) {
  const std::unique_ptr<PGresult, void (*)(PGresult*)> owned(result, PQclear);
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return RowsOf(result);
  return ErrorOf(connection_.get(), result);
}

absl::StatusOr<PgRows> PgConnection::Run(const std::string& sql) {
  return Read(PQexec(connection_.get(), sql.c_str()));
}

absl::Status PgConnection::Prepare(const char* statement, const std::string& sql) {
  return Read(PQprepare(connection_.get(), statement, sql.c_str(), 0, nullptr)).status();
}

absl::StatusOr<PgRows> PgConnection::Call(const PgCall& call) {
  return Read(PQexecPrepared(connection_.get(), call.statement, call.parameters.count(),
                             call.parameters.pointers().data(), call.parameters.lengths().data(),
                             call.parameters.formats().data(), kBinary));
}

absl::Status PgConnection::Send(const PgCall& call) {
  const int sent = PQsendQueryPrepared(
      connection_.get(), call.statement, call.parameters.count(), call.parameters.pointers().data(),
      call.parameters.lengths().data(), call.parameters.formats().data(), kBinary);
  return sent == 1 ? absl::OkStatus() : absl::UnavailableError(PQerrorMessage(connection_.get()));
}

// In a pipeline each statement's results end with none.
absl::StatusOr<PgRows> PgConnection::ReadNext() {
  absl::StatusOr<PgRows> rows = Read(PQgetResult(connection_.get()));
  while (PGresult* const more = PQgetResult(connection_.get())) PQclear(more);
  return rows;
}

// Whether it was committed stands before the answer to the sync. A broken connection has none.
absl::Status PgConnection::ReadSync() {
  absl::Status committed;
  while (PGresult* const result = PQgetResult(connection_.get())) {
    const bool is_sync = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
    if (!is_sync) committed.Update(ErrorOf(connection_.get(), result));
    PQclear(result);
    if (is_sync) return committed;
  }
  return absl::UnavailableError(PQerrorMessage(connection_.get()));
}

absl::Status PgConnection::CallAsOne(const std::vector<PgCall>& calls) {
  PQenterPipelineMode(connection_.get());
  absl::Status first;
  for (const PgCall& call : calls) first.Update(Send(call));
  PQpipelineSync(connection_.get());
  for (size_t i = 0; i < calls.size(); ++i) first.Update(ReadNext().status());
  first.Update(ReadSync());
  PQexitPipelineMode(connection_.get());
  return first;
}

std::vector<absl::StatusOr<PgRows>> PgConnection::CallEach(const std::vector<PgCall>& calls) {
  PQenterPipelineMode(connection_.get());
  for (const PgCall& call : calls) {
    Send(call).IgnoreError();  // Reading then fails.
    PQpipelineSync(connection_.get());
  }
  std::vector<absl::StatusOr<PgRows>> answers;
  for (size_t i = 0; i < calls.size(); ++i) {
    absl::StatusOr<PgRows> rows = ReadNext();
    const absl::Status committed = ReadSync();
    answers.push_back(committed.ok() ? std::move(rows) : committed);
  }
  PQexitPipelineMode(connection_.get());
  return answers;
}

}  // namespace skranke
