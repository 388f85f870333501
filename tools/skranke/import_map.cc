#include "tools/skranke/import_map.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/field_text.h"
#include "tools/skranke/request_field.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using google::protobuf::Message;

// The two targets that are no path of a field: both belong to RegisterCase.
bool SetRegisterOnly(absl::string_view target, const std::string& text, Message& request) {
  auto* registration = google::protobuf::DynamicCastToGenerated<v1::RegisterCaseRequest>(&request);
  if (registration == nullptr) return false;
  if (target == "applicant") {
    v1::Party& party = *registration->add_parties();
    party.set_role(v1::PARTY_ROLE_APPLICANT);
    *party.mutable_person() = ParsePerson(text);
    return true;
  }
  if (!absl::ConsumePrefix(&target, "fact.")) return false;
  v1::Fact& fact = *registration->add_facts();
  fact.set_name(std::string(target));
  fact.set_text(text);
  return true;
}

absl::Status SetTarget(const ImportField& field, const std::string& text, const ImportMap& map,
                       Message& request) {
  if (SetRegisterOnly(field.target, text, request)) return absl::OkStatus();
  const absl::Status status = SetField(
      request, field.target, text, [&map]() -> absl::StatusOr<absl::TimeZone> { return map.zone; });
  if (status.ok()) return status;
  return UsageError(absl::StrCat(field.target, " ", status.message()));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Message>> BuildRequest(const ImportMap& map, const ImportStep& step,
                                                      const ImportRow& row) {
  std::unique_ptr<Message> request(step.call->request->New());
  for (const ImportField& field : step.fields) {
    SKRANKE_ASSIGN_OR_RETURN(const std::string text, Evaluate(field.value, row));
    if (text.empty()) continue;
    SKRANKE_RETURN_IF_ERROR(SetTarget(field, text, map, *request));
  }
  return request;
}

}  // namespace skranke
