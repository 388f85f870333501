// The first line names the file, the rest is its content. A receipt that is read is about the
// message that its name says and makes a request that the desk takes; one that is not names a field
// or says why.
#include "absl/strings/match.h"
#include "libs/base/file_name.h"
#include "libs/base/reason.h"
#include "libs/base/text_field.h"
#include "libs/rpc/client/message_zip.h"
#include "services/forwarding/file_drop_receipt.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

struct File {
  absl::string_view name;
  absl::string_view bytes;
};

File Split(absl::string_view bytes) {
  const size_t end = bytes.find('\n');
  if (end == absl::string_view::npos) return {.name = bytes};
  return {.name = bytes.substr(0, end), .bytes = bytes.substr(end + 1)};
}

std::string FaultOfRefusal(const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return "has another code";
  if (ReasonOf(status) == "INVALID_FIELD") return FieldOf(status).empty() ? "names no field" : "";
  return ReasonOf(status) == "BAD_RECEIPT" ? "" : "has another reason";
}

template <typename Request>
std::string FaultOfRequest(const Request& request) {
  if (!CheckRequestId(request.request_id()).ok()) return "has a bad request id";
  return absl::StartsWith(request.name(), "cases/") ? "" : "names no case";
}

std::string FaultOf(absl::string_view bytes) {
  const File file = Split(bytes);
  const auto transport = ParseTransportReceipt(file.name, file.bytes);
  if (transport.ok() && transport->sha256.size() != 32) return "has a short hash";
  if (transport.ok()) return "";
  const auto business = ParseBusinessReceipt(file.name, file.bytes);
  if (!business.ok()) return FaultOfRefusal(business.status()) + FaultOfRefusal(transport.status());
  if (!absl::StartsWith(file.name, FileNameOf(business->message_id) + ".")) return "is misnamed";
  return absl::visit([](const auto& request) { return FaultOfRequest(request); },
                     business->request);
}

bool Takes(absl::string_view bytes) {
  const File file = Split(bytes);
  return ParseTransportReceipt(file.name, file.bytes).ok() ||
         ParseBusinessReceipt(file.name, file.bytes).ok();
}

std::vector<std::string> Seeds() {
  return {"7K3MQ2XD9BT.NAV.3.json\n{\"message_id\": \"7K3MQ2XD9BT.NAV.3\", \"sha256\": \"" +
              std::string(64, '0') + "\"}",
          "7K3MQ2XD9BT.NAV.3.accept.json\n"
          R"({"message_id": "7K3MQ2XD9BT.NAV.3", "agency_case_number": "2024/17"})",
          "7K3MQ2XD9BT.NAV.3.return.json\n"
          R"({"message_id": "7K3MQ2XD9BT.NAV.3", "code": "NOT_OURS", "sentence": "Bor i Oslo.",
              "proposed_owner": {"agency": "OSLO", "unit": "VEST"}})",
          "7K3MQ2XD9BT.NAV.3.close.json\n"
          R"({"message_id": "7K3MQ2XD9BT.NAV.3", "outcome": "GRANTED", "sentence": "Fra 1. mai."})",
          "7K3MQ2XD9BT.NAV.3.close.json\n"
          R"({"message_id": "7K3MQ2XD9BT.NAV.3", "outcome": "REFERRED_EXTERNAL",
              "referred_to": "Oslo tingrett"})"};
}

}  // namespace

const FuzzTarget kFileDropReceiptTarget = {"file_drop_receipt", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
