#include "libs/rpc/health.h"

#include <google/protobuf/wrappers.pb.h>

#include <utility>

#include "absl/status/statusor.h"
#include "libs/base/reason.h"

namespace skranke {
namespace {

// HealthCheckRequest is {string service = 1} and HealthCheckResponse {ServingStatus status = 1}: on
// the wire the same as protobuf's wrappers of a string and of an int32.
absl::StatusOr<std::string> ServiceIn(const std::string& request) {
  google::protobuf::StringValue service;
  if (service.ParseFromString(request)) return service.value();
  return ReasonError(absl::StatusCode::kInvalidArgument, "UNREADABLE_REQUEST",
                     "the request is no HealthCheckRequest");
}

std::string Response(Health::Serving state) {
  google::protobuf::Int32Value response;
  response.set_value(state);
  return response.SerializeAsString();
}

}  // namespace

void Health::Set(const std::string& service, bool serving) {
  MutexLock lock(&mutex_);
  if (stopped_) return;
  services_[service] = serving ? kServing : kNotServing;
  TellAll();
}

void Health::StopAll() {
  MutexLock lock(&mutex_);
  stopped_ = true;
  for (auto& [service, state] : services_) state = kNotServing;
  TellAll();
}

void Health::Unary(IncomingCall call, AnswerCall answer) {
  const absl::StatusOr<std::string> service = ServiceIn(call.bytes);
  if (!service.ok()) return answer({.status = service.status()});
  Serving state;
  {
    MutexLock lock(&mutex_);
    state = StateOf(*service);
  }
  if (state != kServiceUnknown) return answer({.bytes = Response(state)});
  answer({.status = ReasonError(absl::StatusCode::kNotFound, "UNKNOWN_SERVICE",
                                "this server has no such service")});
}

void Health::OpenStream(IncomingCall call, std::shared_ptr<StreamWriter> writer) {
  absl::StatusOr<std::string> service = ServiceIn(call.bytes);
  if (!service.ok()) return writer->Finish(service.status());
  StreamWriter* key = writer.get();
  {
    MutexLock lock(&mutex_);
    watches_[key] = {*std::move(service), writer};
  }
  writer->Notify([this, key] { Ready(key); }, [this, key](bool /*whole*/) { Over(key); });
  Ready(key);
}

Health::Serving Health::StateOf(const std::string& service) const {
  const auto found = services_.find(service);
  return found == services_.end() ? kServiceUnknown : found->second;
}

void Health::Tell(Watch& watch) {
  const Serving state = StateOf(watch.service);
  if (state != watch.told && watch.writer->Write(Response(state))) watch.told = state;
}

void Health::TellAll() {
  for (auto& [key, watch] : watches_) Tell(watch);
}

void Health::Ready(StreamWriter* writer) {
  MutexLock lock(&mutex_);
  const auto found = watches_.find(writer);
  if (found != watches_.end()) Tell(found->second);
}

void Health::Over(StreamWriter* writer) {
  std::shared_ptr<StreamWriter> last;
  MutexLock lock(&mutex_);
  const auto found = watches_.find(writer);
  if (found == watches_.end()) return;
  last = std::move(found->second.writer);
  watches_.erase(found);
}

}  // namespace skranke
