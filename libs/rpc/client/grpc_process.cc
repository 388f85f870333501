#include "libs/rpc/client/grpc_process.h"

#include <grpc/support/log.h>

#include "absl/synchronization/mutex.h"
#include "libs/base/log.h"

namespace skranke {
namespace {

void LogLineOfGrpc(gpr_log_func_args* line) {
  const bool error = line->severity == GPR_LOG_SEVERITY_ERROR;
  Log(error ? LogLevel::kError : LogLevel::kInfo, "grpc", {{"message", line->message}});
}

}  // namespace

void PrepareGrpcProcess() { absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore); }

void LogGrpcComplaints() { gpr_set_log_function(LogLineOfGrpc); }

}  // namespace skranke
