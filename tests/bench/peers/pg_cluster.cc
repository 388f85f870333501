#include "tests/bench/peers/pg_cluster.h"

#include <signal.h>
#include <sys/wait.h>

#include <filesystem>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/status_macros.h"
#include "tests/bench/peers/child_program.h"

namespace skranke {
namespace {

constexpr absl::Duration kStartLongest = absl::Seconds(60);

// What a team would set on such a machine. Nothing here makes a commit less durable. No checkpoint
// falls into a measurement, which is to PostgreSQL's advantage.
constexpr const char* kSettings[] = {"listen_addresses=",     "fsync=on",
                                     "synchronous_commit=on", "full_page_writes=on",
                                     "wal_compression=lz4",   "shared_buffers=256MB",
                                     "wal_buffers=16MB",      "max_wal_size=4GB",
                                     "min_wal_size=1GB",      "checkpoint_timeout=30min",
                                     "max_connections=40",    "jit=off",
                                     "log_checkpoints=off",   "plan_cache_mode=force_generic_plan"};

std::string Program(const char* name) { return absl::StrCat(kPgPrograms, "/", name); }

std::vector<std::string> ServerCommand(const std::string& dir) {
  std::vector<std::string> command = {Program("postgres"), "-D", dir + "/data", "-k", dir};
  for (const char* const setting : kSettings) command.insert(command.end(), {"-c", setting});
  return command;
}

// It still has to be waited for.
bool HasEnded(pid_t pid) {
  siginfo_t info{};
  waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT);
  return info.si_pid == pid;
}

}  // namespace

bool HasPostgres() { return std::filesystem::exists(Program("postgres")); }

absl::StatusOr<std::unique_ptr<PgCluster>> PgCluster::Start(const std::string& dir) {
  const std::string log_file = dir + ".log";
  SKRANKE_RETURN_IF_ERROR(MakeProgramDirectory(dir));
  SKRANKE_RETURN_IF_ERROR(RunProgram({Program("initdb"), "-D", dir + "/data", "-A", "trust", "-U",
                                      kProgramUser, "-E", "UTF8", "--locale=C", "--no-sync"},
                                     log_file));
  SKRANKE_ASSIGN_OR_RETURN(const pid_t pid, StartProgram(ServerCommand(dir), log_file));
  std::unique_ptr<PgCluster> cluster(new PgCluster(dir, pid));
  const absl::Time start = absl::Now();
  while (!cluster->Connect().ok()) {
    const bool ended = HasEnded(pid);
    if (ended || absl::Now() - start > kStartLongest) {
      return ProgramFailed("the server", log_file);
    }
    absl::SleepFor(absl::Milliseconds(20));
  }
  return cluster;
}

// The data is not needed any more: no checkpoint, no farewell.
PgCluster::~PgCluster() {
  kill(pid_, SIGQUIT);
  waitpid(pid_, nullptr, 0);
}

absl::StatusOr<std::unique_ptr<PgConnection>> PgCluster::Connect() const {
  return PgConnection::Open(
      absl::StrCat("host=", dir_, " user=", kProgramUser, " dbname=postgres"));
}

}  // namespace skranke
