#include <google/protobuf/unknown_field_set.h>

#include <utility>

#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/channel.h"
#include "tools/skranke/conformance/intake_target.h"

namespace skranke {
namespace {

constexpr char kReceive[] = "/skranke.v1.AgencyIntakeService/Receive";
// A field number that no message of ours has.
constexpr int kFutureField = 5000;

template <typename Message>
void AddFutureField(Message& message) {
  message.GetReflection()
      ->MutableUnknownFields(&message)
      ->AddLengthDelimited(kFutureField)
      ->assign("of a newer office");
}

class GrpcTarget : public IntakeTarget {
 public:
  GrpcTarget(const std::string& address, TargetOptions options)
      : channel_(MakeChannel(address)), wait_(options.wait) {}

  absl::StatusOr<std::string> Send(const v1::ReceiveRequest& message, bool newer) override {
    v1::ReceiveRequest sent = message;
    if (newer) {
      AddFutureField(sent);
      AddFutureField(*sent.mutable_handover()->mutable_citizen_case());
    }
    return SendBytes(sent.SerializeAsString());
  }

  bool IsGap(const absl::Status& refused) const override {
    return absl::IsFailedPrecondition(refused);
  }
  std::string GapWords() const override { return "FAILED_PRECONDITION"; }
  bool IsRefusal(const absl::Status& status) const override {
    switch (status.code()) {
      case absl::StatusCode::kInvalidArgument:
      case absl::StatusCode::kNotFound:
      case absl::StatusCode::kAlreadyExists:
      case absl::StatusCode::kPermissionDenied:
      case absl::StatusCode::kUnauthenticated:
      case absl::StatusCode::kFailedPrecondition:
      case absl::StatusCode::kOutOfRange:
      // gRPC's own word for a message that is too large.
      case absl::StatusCode::kResourceExhausted:
        return true;
      default:
        return false;
    }
  }

  std::vector<Check> OwnChecks(const SampleSender& sender) override {
    return {{"no-message", "Bytes that are no message are refused.",
             [this] {
               return ExpectRefused(*this, SendBytes("\xff\xff\xff"), "bytes that are no message");
             }},
            {"too-large", "What is larger than any message is refused.", [this, sender] {
               v1::ReceiveRequest message = SampleCase(sender).Handover();
               // gRPC itself takes 4 MiB where nobody says otherwise.
               message.mutable_handover()->mutable_citizen_case()->set_note(
                   std::string(8 * kMessageBytesMax, 'x'));
               return ExpectRefused(*this, SendBytes(message.SerializeAsString()),
                                    "a message of 8 MiB");
             }}};
  }

 private:
  absl::StatusOr<std::string> SendBytes(const std::string& bytes) {
    SKRANKE_ASSIGN_OR_RETURN(const CallReply reply,
                             CallBytes(*channel_, kReceive, bytes, {.timeout = wait_}));
    SKRANKE_ASSIGN_OR_RETURN(const auto response, ParseReply<v1::ReceiveResponse>(reply.bytes));
    return response.message_id();
  }

  const std::shared_ptr<grpc::Channel> channel_;
  const absl::Duration wait_;
};

}  // namespace

std::unique_ptr<IntakeTarget> MakeGrpcTarget(const std::string& address, TargetOptions options) {
  return std::make_unique<GrpcTarget>(address, std::move(options));
}

}  // namespace skranke
