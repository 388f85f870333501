#include "services/agency/intake.h"

#include <utility>

#include "libs/base/reason.h"
#include "services/agency/check_message.h"
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

Intake::Intake(std::string agency, Behaviour behaviour, Inbox* inbox, const Clock* clock,
               std::function<void()> received)
    : agency_(std::move(agency)),
      behaviour_(behaviour),
      inbox_(inbox),
      clock_(clock),
      received_(std::move(received)),
      writer_(1, kMostWaiting) {}

std::vector<RpcMethod> Intake::RpcMethods() { return {{kReceive, RpcKind::kUnary}}; }

void Intake::Unary(IncomingCall call, AnswerCall answer) {
  if (behaviour_.kind == Behaviour::Kind::kHang) return held_.Hold(call.deadline, answer);
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
  absl::Status status = CheckReceive(message, agency_);
  if (status.ok()) status = inbox_->Receive(message, clock_->Now());
  if (!status.ok()) return {.status = std::move(status)};
  received_();
  v1::ReceiveResponse response;
  response.set_message_id(message.message_id());
  return {.bytes = response.SerializeAsString()};
}

void Intake::Stop() {
  held_.Release();
  writer_.Stop();
}

}  // namespace skranke
