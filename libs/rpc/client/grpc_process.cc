#include "libs/rpc/client/grpc_process.h"

#include <grpc/support/log.h>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "google/protobuf/stubs/logging.h"
#include "libs/base/log.h"

namespace skranke {
namespace {

void LogLineOfGrpc(gpr_log_func_args* line) {
  const bool error = line->severity == GPR_LOG_SEVERITY_ERROR;
  Log(error ? LogLevel::kError : LogLevel::kInfo, "grpc", {{"message", line->message}});
}

// Only where: what protobuf says may quote a message. What is not fatal is a text of broken UTF-8,
// which is refused by name; a line for each would let anybody fill the log.
void LogPlaceOfProtobuf(google::protobuf::LogLevel level, const char* file, int line,
                        const std::string& /*message*/) {
  if (level != google::protobuf::LOGLEVEL_FATAL) return;
  Log(LogLevel::kError, "protobuf", {{"where", absl::StrCat(file, ":", line)}});
}

}  // namespace

void PrepareGrpcProcess() { absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore); }

void LogGrpcComplaints() {
  gpr_set_log_function(LogLineOfGrpc);
  google::protobuf::SetLogHandler(&LogPlaceOfProtobuf);
}

}  // namespace skranke
