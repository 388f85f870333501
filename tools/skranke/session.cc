#include "tools/skranke/session.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/rpc/client/call_status.h"
#include "skranke/v1/directory.pb.h"

namespace skranke {
namespace {

// Nobody answered: said as such, or a deadline that ended before there was a connection.
bool IsNotReached(const absl::Status& status, grpc::Channel& channel) {
  if (ReasonOf(status) == kNotReachedReason) return true;
  return status.code() == absl::StatusCode::kDeadlineExceeded &&
         channel.GetState(false) != GRPC_CHANNEL_READY;
}

}  // namespace

Session::Session(SessionSettings settings, std::ostream& out, std::ostream& progress)
    : settings_(std::move(settings)),
      out_(out),
      progress_(progress),
      channel_(MakeChannel(settings_.server)) {}

absl::Status Session::Call(const std::string& method, const google::protobuf::Message& request,
                           google::protobuf::Message& response,
                           std::optional<absl::Duration> timeout) {
  const std::string request_id = TextField(request, "request_id");
  if (!request_id.empty()) last_request_id_ = request_id;
  CallOptions call = options();
  call.timeout = timeout;
  const auto reply = CallBytes(*channel_, method, request.SerializeAsString(), call);
  if (IsNotReached(reply.status(), *channel_)) {
    return ReasonError(reply.status().code(), kNotReachedReason,
                       absl::StrCat("nobody answers at ", settings_.server));
  }
  SKRANKE_RETURN_IF_ERROR(reply.status());
  last_replayed_ = IsReplayed(*reply);
  if (response.ParseFromString(reply->bytes)) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kInternal, "UNREADABLE_REPLY",
                     "the server's reply is not of the expected type");
}

absl::StatusOr<absl::TimeZone> Session::Zone() {
  if (zone_) return *zone_;
  v1::GetDirectoryResponse directory;
  SKRANKE_RETURN_IF_ERROR(
      Call("/skranke.v1.DirectoryService/GetDirectory", v1::GetDirectoryRequest(), directory));
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(directory.zone(), &zone)) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "UNKNOWN_ZONE",
                       absl::StrCat("this machine knows no time zone ", directory.zone()));
  }
  zone_ = zone;
  return zone;
}

ZoneSource Session::zone_source() {
  return [this] { return Zone(); };
}

void Session::Print(const std::string& json, const std::string& table) {
  if (this->json()) {
    out_ << json << "\n";
  } else {
    out_ << table;
  }
  out_.flush();
}

}  // namespace skranke
