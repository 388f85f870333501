#include "services/agency/intake.h"

#include <utility>

#include "libs/base/reason.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {
namespace {

constexpr char kReceive[] = "/skranke.v1.AgencyIntakeService/Receive";
// Messages that may wait for the disk: far more than an office keeps in flight to one agency.
constexpr size_t kMostWaiting = 256;

absl::Status Busy() {
  return ReasonError(absl::StatusCode::kUnavailable, "INBOX_BUSY",
                     "the agency takes no message just now");
}

}  // namespace

Intake::Intake(Reception* reception) : reception_(reception), writer_(1, kMostWaiting) {}

std::vector<RpcMethod> Intake::RpcMethods() { return {{kReceive, RpcKind::kUnary}}; }

void Intake::Unary(IncomingCall call, AnswerCall answer) {
  if (reception_->behaviour().kind == Behaviour::Kind::kHang)
    return held_.Hold(call.deadline, answer);
  const bool taken =
      writer_.Run([this, answer, bytes = std::move(call.bytes)] { answer(Receive(bytes)); });
  if (!taken) answer({.status = Busy()});
}

void Intake::OpenStream(IncomingCall /*call*/, std::shared_ptr<StreamWriter> writer) {
  writer->Finish(absl::UnimplementedError("an agency has no streams"));
}

UnaryAnswer Intake::Receive(const std::string& bytes) {
  v1::ReceiveRequest message;
  if (!message.ParseFromString(bytes)) {
    return {.status = ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_MESSAGE",
                                  "the request is no skranke.v1.ReceiveRequest")};
  }
  auto acknowledged = reception_->Take(message);
  if (!acknowledged.ok()) return {.status = acknowledged.status()};
  v1::ReceiveResponse response;
  response.set_message_id(*std::move(acknowledged));
  return {.bytes = response.SerializeAsString()};
}

void Intake::Stop() {
  held_.Release();
  writer_.Stop();
}

}  // namespace skranke
