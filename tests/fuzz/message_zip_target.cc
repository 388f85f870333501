// A ZIP that is read is packed again with the same content, and then always the same; one that is
// not says why. Bytes that do not begin like a ZIP are a case.json, in a ZIP whose hashes fit, so
// that mutations get past the checksums.
#include "absl/strings/match.h"
#include "libs/base/hex.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/utf8.h"
#include "libs/rpc/client/message_zip.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

std::string FaultOfRefusal(const absl::Status& status) {
  if (!IsValidUtf8(status.message())) return "says what is not UTF-8";
  if (absl::IsOutOfRange(status)) return "";
  const std::string reason = ReasonOf(status);
  return reason == "BAD_ZIP" || reason == "BAD_MESSAGE_ZIP" ? "" : "has another reason";
}

std::string ZipOf(absl::string_view bytes) {
  if (absl::StartsWith(bytes, "PK")) return std::string(bytes);
  const std::string sums = ToHex(Sha256(bytes)) + "  case.json\n";
  return WriteZip({{"case.json", std::string(bytes)}, {"SHA256SUMS", sums}}).value();
}

std::string FaultOf(absl::string_view bytes) {
  const auto content = UnpackMessage(ZipOf(bytes));
  if (!content.ok()) return FaultOfRefusal(content.status());
  const auto packed = PackMessage(*content);
  if (!packed.ok()) return "is not packed again";
  const auto again = UnpackMessage(*packed);
  if (!again.ok() || again->documents != content->documents) return "is not read back";
  if (again->message.SerializeAsString() != content->message.SerializeAsString()) {
    return "has another message when it is read back";
  }
  return PackMessage(*again).value() == *packed ? "" : "has other bytes each time";
}

bool Takes(absl::string_view bytes) { return UnpackMessage(ZipOf(bytes)).ok(); }

std::vector<std::string> Seeds() {
  v1::ReceiveRequest message;
  message.set_message_id("7K3MQ2XD9BT.NAV.1");
  message.mutable_handover()->mutable_citizen_case()->set_note("blåbær");
  return {
      R"({"messageId":"7K3MQ2XD9BT.NAV.1","handover":{"citizenCase":{"note":"blåbær"}}})",
      PackMessage({}).value(), PackMessage({.message = message}).value(),
      PackMessage({.message = message, .documents = {{"001-a.pdf", "%PDF"}, {"002", ""}}}).value()};
}

}  // namespace

const FuzzTarget kMessageZipTarget = {"message_zip", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
