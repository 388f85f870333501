// A request that is taken is taken again when it is written again; one that is not says why, and
// names the field where one is at fault.
#include "libs/base/reason.h"
#include "libs/base/utf8.h"
#include "libs/rpc/parse_request.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

std::string FaultOfRefusal(const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return "has another code";
  if (!IsValidUtf8(status.message())) return "says what is not UTF-8";
  if (ReasonOf(status) == "INVALID_FIELD") return FieldOf(status).empty() ? "names no field" : "";
  return ReasonOf(status) == "INVALID_MESSAGE" ? "" : "has another reason";
}

std::string FaultOf(absl::string_view bytes) {
  v1::RegisterCaseRequest request;
  const absl::Status status = ParseRequest(std::string(bytes), request);
  if (!status.ok()) return FaultOfRefusal(status);
  const std::string written = request.SerializeAsString();
  v1::RegisterCaseRequest again;
  if (!ParseRequest(written, again).ok()) return "is not taken again";
  return again.SerializeAsString() == written ? "" : "is not read back";
}

bool Takes(absl::string_view bytes) {
  v1::RegisterCaseRequest request;
  return ParseRequest(std::string(bytes), request).ok();
}

std::vector<std::string> Seeds() {
  v1::RegisterCaseRequest request;
  request.set_request_id("id-1");
  request.set_task("pass");
  request.set_channel(v1::CHANNEL_COUNTER);
  v1::Party& party = *request.add_parties();
  party.set_role(v1::PARTY_ROLE_APPLICANT);
  party.mutable_person()->set_number("09819540400");
  party.mutable_contact()->set_email("s\u00F8knad@example.test");
  request.add_facts()->set_text("x");
  request.mutable_facts(0)->set_name("colour");
  request.add_documents()->set_sha256(std::string(32, 'h'));
  request.mutable_receive_time()->set_seconds(1'709'542'800);
  request.mutable_finish()->set_outcome("ISSUED");
  return {"", request.SerializeAsString()};
}

}  // namespace

const FuzzTarget kRequestTarget = {"request", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
