#include "tests/bench/counted_agency.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

absl::StatusOr<std::unique_ptr<CountedAgency>> CountedAgency::Start(const std::string& listen) {
  std::unique_ptr<CountedAgency> agency(new CountedAgency);
  SKRANKE_ASSIGN_OR_RETURN(
      agency->server_,
      RpcServer::Start({.listen = listen, .max_message_bytes = kMessageBytesMax},
                       {{.full_name = "/skranke.v1.AgencyIntakeService/Receive"}}, agency.get()));
  return agency;
}

void CountedAgency::Unary(IncomingCall call, AnswerCall answer) {
  const absl::Time now = absl::Now();
  v1::ReceiveRequest message;
  message.ParseFromString(call.bytes);
  {
    MutexLock lock(&mutex_);
    if (times_.try_emplace(message.citizen_case(), now).second) {
      order_.push_back(message.citizen_case());
    }
  }
  v1::ReceiveResponse response;
  response.set_message_id(message.message_id());
  answer({.bytes = response.SerializeAsString()});
}

void CountedAgency::OpenStream(IncomingCall, std::shared_ptr<StreamWriter> writer) {
  writer->Finish(absl::UnimplementedError("no streams"));
}

std::string CountedAgency::address() const { return absl::StrCat("127.0.0.1:", server_->port()); }

std::vector<std::string> CountedAgency::order() const {
  MutexLock lock(&mutex_);
  return order_;
}

absl::Time CountedAgency::TimeOf(const std::string& name) const {
  MutexLock lock(&mutex_);
  const auto found = times_.find(name);
  return found == times_.end() ? absl::InfinitePast() : found->second;
}

}  // namespace skranke
