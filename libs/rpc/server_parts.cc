#include "libs/rpc/server_parts.h"

#include <grpc/support/time.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/wire_status.h"

namespace skranke {
namespace {

std::string CallerOf(const grpc::ServerContext& context) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(kCallerMetadata);
  if (found == metadata.end()) return std::string();
  return std::string(found->second.data(), found->second.size());
}

absl::Time DeadlineOf(const grpc::ServerContext& context, absl::Duration longest) {
  // What is left counts: gRPC reckons by a wall clock of its own, which may since have been set.
  const gpr_timespec asked = context.raw_deadline();
  const bool none = gpr_time_cmp(asked, gpr_inf_future(asked.clock_type)) == 0;
  const gpr_timespec left = gpr_time_sub(asked, gpr_now(asked.clock_type));
  const absl::Duration rest = none ? absl::InfiniteDuration()
                                   : absl::Seconds(left.tv_sec) + absl::Nanoseconds(left.tv_nsec);
  return absl::Now() + std::min(rest, longest);
}

}  // namespace

OpenCall::~OpenCall() {
  if (begun_ && parts_.open_calls.fetch_sub(1) == 1) parts_.open_calls.notify_all();
}

void OpenCall::Begin() {
  begun_ = true;
  arrival_ = std::chrono::steady_clock::now();
  parts_.open_calls.fetch_add(1, std::memory_order_relaxed);
}

void OpenCall::Ended(size_t method_index, const absl::Status& status) const {
  const ListedMethod& method = parts_.methods[method_index];
  if (IsHidden(status)) {
    Log(LogLevel::kError, "call_failed",
        {{"method", method.full_name},
         {"reason", ReasonOf(status)},
         {"error", std::string(status.message())}});
  }
  Tell(method.observer, method_index, status.code());
}

void OpenCall::EndedUnlisted(absl::StatusCode code) const {
  Tell(parts_.unlisted_observer, kUnlistedMethod, code);
}

void OpenCall::Tell(RpcObserver* observer, size_t method_index, absl::StatusCode code) const {
  if (observer == nullptr) return;
  const auto duration = std::chrono::steady_clock::now() - arrival_;
  observer->CallEnded(method_index, code, absl::FromChrono(duration));
}

IncomingCall ReadCall(const ServerParts& parts, size_t method_index,
                      const grpc::ServerContext& context, const grpc::ByteBuffer& request,
                      absl::Duration longest) {
  return {.method = parts.methods[method_index].full_name,
          .method_index = method_index,
          .caller = CallerOf(context),
          .deadline = DeadlineOf(context, longest),
          .bytes = BytesOf(request),
          .peer = context.peer()};
}

absl::Status CheckSize(const ServerParts& parts, const grpc::ByteBuffer& request) {
  if (request.Length() <= parts.max_message_bytes) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kInvalidArgument, "MESSAGE_TOO_LARGE",
                     absl::StrCat("the request has ", request.Length(), " bytes, at most ",
                                  parts.max_message_bytes, " are taken"));
}

}  // namespace skranke
