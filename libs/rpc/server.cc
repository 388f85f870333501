#include "libs/rpc/server.h"

#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include <map>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/bulk_call.h"
#include "libs/rpc/client/completion_tag.h"
#include "libs/rpc/client/grpc_process.h"
#include "libs/rpc/client_stream_call.h"
#include "libs/rpc/health.h"
#include "libs/rpc/open_streams.h"
#include "libs/rpc/server_parts.h"
#include "libs/rpc/server_settings.h"
#include "libs/rpc/server_shutdown.h"
#include "libs/rpc/stream_call.h"
#include "libs/rpc/unary_call.h"
#include "libs/rpc/unlisted_call.h"

namespace skranke {
namespace {

// How many calls of one method wait at a time: as many as come in during one turn of the poller.
constexpr int kPostedUnary = 64;
constexpr int kPostedStreams = 4;
constexpr int kPostedUnlisted = 4;

absl::Status BadName(absl::string_view name, absl::string_view fault) {
  return ReasonError(absl::StatusCode::kInvalidArgument, "BAD_METHOD_NAME",
                     absl::StrCat("method \"", name, "\" ", fault));
}

// "/service/method" -> "service".
absl::StatusOr<std::string> ServiceOf(const std::string& name) {
  const size_t slash = name.find('/', 1);
  const bool whole = !name.empty() && name[0] == '/' && slash != std::string::npos && slash > 1 &&
                     slash + 1 < name.size();
  if (!whole) return BadName(name, "is not of the form /service/method");
  return name.substr(1, slash - 1);
}

}  // namespace

struct RpcServer::State {
  Health health;
  ServerParts parts;
  OpenStreams streams;
  // The methods asked for, then those of the health service.
  std::vector<RpcMethod> methods;
  // One gRPC service for each of ours, so that reflection can name them.
  std::map<std::string, RawService> services;
  grpc::AsyncGenericService unlisted;
  std::unique_ptr<grpc::ServerCompletionQueue> queue;
  std::unique_ptr<grpc::Server> server;
  std::vector<std::thread> pollers;
  int port = 0;

  absl::Status List(CallHandler* handler, RpcObserver* observer);
  absl::Status Add(const RpcMethod& method, CallHandler* handler, RpcObserver* observer);
  absl::Status Listen(const RpcServerOptions& options);
  void PostAll();
  void Poll();
};

absl::Status RpcServer::State::List(CallHandler* handler, RpcObserver* observer) {
  const size_t asked = methods.size();
  methods.push_back({kHealthCheckMethod, RpcKind::kUnary});
  methods.push_back({kHealthWatchMethod, RpcKind::kServerStream});
  absl::flat_hash_set<absl::string_view> seen;
  for (size_t i = 0; i < methods.size(); ++i) {
    if (!seen.insert(methods[i].full_name).second) {
      return BadName(methods[i].full_name, "is listed twice");
    }
    // Health probes come every few seconds for ever and would only blur what is counted.
    SKRANKE_RETURN_IF_ERROR(i < asked ? Add(methods[i], handler, observer)
                                      : Add(methods[i], &health, nullptr));
  }
  return absl::OkStatus();
}

absl::Status RpcServer::State::Add(const RpcMethod& method, CallHandler* handler,
                                   RpcObserver* observer) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string service, ServiceOf(method.full_name));
  RawService& raw = services[service];
  parts.methods.push_back({.full_name = method.full_name,
                           .handler = handler,
                           .observer = observer,
                           .service = &raw,
                           .index_in_service = raw.Add(method.full_name, method.kind)});
  return absl::OkStatus();
}

absl::Status RpcServer::State::Listen(const RpcServerOptions& options) {
  grpc::ServerBuilder builder;
  ApplySettings(options, builder);
  builder.AddListeningPort(options.listen, grpc::InsecureServerCredentials(), &port);
  for (auto& [name, service] : services) builder.RegisterService(&service);
  builder.RegisterAsyncGenericService(&unlisted);
  queue = builder.AddCompletionQueue();
  server = builder.BuildAndStart();
  if (server != nullptr && port != 0) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "CANNOT_LISTEN",
                     absl::StrCat("cannot listen on ", options.listen,
                                  ": taken, or not an address of this machine"));
}

void RpcServer::State::PostAll() {
  for (size_t i = 0; i < methods.size(); ++i) {
    const RpcKind kind = methods[i].kind;
    for (int n = 0; n < (kind == RpcKind::kUnary ? kPostedUnary : kPostedStreams); ++n) {
      if (kind == RpcKind::kUnary) UnaryCall::Post(parts, i);
      if (kind == RpcKind::kServerStream) StreamCall::Post(parts, i);
      if (kind == RpcKind::kBulk) BulkCall::Post(parts, i);
      if (kind == RpcKind::kClientStream) ClientStreamCall::Post(parts, i);
    }
  }
  for (int n = 0; n < kPostedUnlisted; ++n) UnlistedCall::Post(parts, unlisted);
}

void RpcServer::State::Poll() {
  void* tag = nullptr;
  bool ok = false;
  while (queue->Next(&tag, &ok)) static_cast<CompletionTag*>(FromQueue(tag))->Proceed(ok);
}

RpcServer::RpcServer(std::unique_ptr<State> state) : state_(std::move(state)) {}

absl::StatusOr<std::unique_ptr<RpcServer>> RpcServer::Start(const RpcServerOptions& options,
                                                            std::vector<RpcMethod> methods,
                                                            CallHandler* handler,
                                                            RpcObserver* observer) {
  PrepareGrpcProcess();
  LogGrpcComplaints();
  auto state = std::make_unique<State>();
  state->methods = std::move(methods);
  SKRANKE_RETURN_IF_ERROR(state->List(handler, observer));
  SKRANKE_RETURN_IF_ERROR(state->Listen(options));
  ServerParts& parts = state->parts;
  parts.unlisted_observer = observer;
  parts.max_message_bytes = options.max_message_bytes;
  parts.queue = state->queue.get();
  parts.streams = &state->streams;
  state->PostAll();
  State* shared = state.get();
  for (int i = 0; i < options.pollers; ++i) {
    state->pollers.emplace_back([shared] { shared->Poll(); });
  }
  return std::unique_ptr<RpcServer>(new RpcServer(std::move(state)));
}

RpcServer::~RpcServer() { Drain(absl::ZeroDuration()); }

int RpcServer::port() const { return state_->port; }

void RpcServer::SetServing(const std::string& service, bool serving) {
  state_->health.Set(service, serving);
}

void RpcServer::Drain(absl::Duration longest) {
  MutexLock lock(&drain_mutex_);
  if (std::exchange(drained_, true)) return;
  state_->health.StopAll();
  state_->streams.EndAll(DrainingError());
  std::atomic<int>& open = state_->parts.open_calls;
  ShutDown(*state_->server, open, longest);
  // A call that was cut still has its handler at work; the queue must be there for its answer.
  for (int left = open; left > 0; left = open) open.wait(left);
  state_->queue->Shutdown();
  for (std::thread& poller : state_->pollers) poller.join();
}

}  // namespace skranke
