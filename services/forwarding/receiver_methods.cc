#include "services/forwarding/receiver_methods.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/casework/case_name.h"
#include "services/forwarding/packet_desk.h"

namespace skranke {
namespace {

std::string Name(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.ReceiverService/", rpc);
}

absl::Status ValidateRender(const v1::RenderPacketRequest& request) {
  return ParseCaseName(request.name(), "name").status();
}

// A unit prints what was handed to it; of everybody else's people it sees no case.
constexpr RoleSet kPrinters = kCounterRoles | kCaseworker | kUnitHead;

// Its answer is the same for everybody and shows nothing stored.
Method WebhookKeyMethod(std::string key) {
  Method method{.full_name = Name("GetWebhookKey"), .roles = kEveryRole};
  method.query = [key = std::move(key)](const Snapshot&, const Caller&,
                                        const std::string& bytes) -> absl::StatusOr<std::string> {
    v1::GetWebhookKeyRequest request;
    if (absl::Status parsed = ParseRequest(bytes, request); !parsed.ok()) return parsed;
    v1::GetWebhookKeyResponse response;
    response.set_public_key(key);
    return response.SerializeAsString();
  };
  return method;
}

}  // namespace

std::vector<Method> ReceiverMethods(std::string webhook_key) {
  return {
      QueryMethod(Name("RenderPacket"), kPrinters, &ValidateRender, &AnswerRenderPacket),
      MutationMethod(Name("RegisterPacketReceipt"), kCounterRoles, {}, &ValidatePacketReceipt,
                     &ReadsOfPacketReceipt, &JudgePacketReceipt),
      WebhookKeyMethod(std::move(webhook_key)),
  };
}

}  // namespace skranke
