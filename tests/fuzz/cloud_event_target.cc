// A webhook's body as an agency reads it: what is taken is taken again when the office writes it,
// and is the same message; what is refused is refused by name and without what it held.
#include "libs/base/reason.h"
#include "libs/rpc/client/cloud_event.h"
#include "services/agency/webhook_intake.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

std::string FaultOfRefusal(const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return "has another code";
  if (ReasonOf(status) == "INVALID_FIELD") return FieldOf(status).empty() ? "names no field" : "";
  return ReasonOf(status) == "INVALID_MESSAGE" ? "" : "has another reason";
}

std::string FaultOf(absl::string_view bytes) {
  const auto message = ReadCloudEvent(bytes);
  if (!message.ok()) return FaultOfRefusal(message.status());
  const auto written = RenderCloudEvent(*message, absl::UnixEpoch());
  if (!written.ok()) return "is not written again";
  const auto again = ReadCloudEvent(*written);
  if (!again.ok()) return "is not taken again";
  return again->SerializeAsString() == message->SerializeAsString() ? "" : "is not read back";
}

bool Takes(absl::string_view bytes) { return ReadCloudEvent(bytes).ok(); }

std::vector<std::string> Seeds() {
  v1::ReceiveRequest message;
  message.set_message_id("1.STATE.1");
  message.set_installation("nord vik");
  message.set_agency("STATE");
  message.set_sequence(1);
  message.mutable_handover()->mutable_accept_by_time()->set_seconds(1'800'000'000);
  v1::Case& citizen_case = *message.mutable_handover()->mutable_citizen_case();
  citizen_case.set_note("S\u00F8knad \"K\"");
  citizen_case.add_documents()->set_sha256(std::string("\0\xFF", 2));
  const std::string handover = RenderCloudEvent(message, absl::UnixEpoch()).value();
  message.mutable_recall()->set_handover_id("h");
  return {"", handover, RenderCloudEvent(message, absl::UnixEpoch()).value()};
}

}  // namespace

const FuzzTarget kCloudEventTarget = {"cloud_event", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
