#include "tools/skranke/receiver_commands.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "skranke/v1/receivers.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/field_text.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/text_table.h"

namespace skranke {
namespace {

constexpr char kService[] = "/skranke.v1.ReceiverService/";

// The PDF goes into a file: it holds what a citizen said, and is no text for a terminal.
absl::Status Packet(Session& session, const Arguments& arguments) {
  v1::RenderPacketRequest request;
  v1::RenderPacketResponse response;
  request.set_name(CaseName(arguments.words()[0]));
  SKRANKE_RETURN_IF_ERROR(session.Call(absl::StrCat(kService, "RenderPacket"), request, response));
  const std::string& file = arguments.words()[1];
  SKRANKE_RETURN_IF_ERROR(WriteFileDurably(file, response.pdf()));
  TextTable table({});
  table.AddField("file", file);
  table.AddField("code", response.packet_code());
  table.AddField("message", response.message_id());
  response.clear_pdf();
  session.Print(MessageJson(response), table.Text());
  return absl::OkStatus();
}

absl::Status Register(Session& session, const Arguments& arguments,
                      v1::RegisterPacketReceiptRequest request) {
  v1::RegisterPacketReceiptResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  request.set_packet_code(arguments.words()[0]);
  SKRANKE_RETURN_IF_ERROR(
      session.Call(absl::StrCat(kService, "RegisterPacketReceipt"), request, response));
  session.Print(MessageJson(response), ShowCaseReply(response));
  return absl::OkStatus();
}

Action Receipt(v1::PacketReceipt receipt) {
  return {[receipt](Session& session, const Arguments& arguments) {
            v1::RegisterPacketReceiptRequest request;
            request.set_receipt(receipt);
            return Register(session, arguments, std::move(request));
          },
          v1::RegisterPacketReceiptRequest::descriptor()};
}

std::string ShowKey(const v1::GetWebhookKeyResponse& response) {
  return response.public_key() + "\n";
}

}  // namespace

Commands ReceiverCommands() {
  return {{"packet",
           "CASE FILE.pdf",
           "Makes the packet that waits to be printed for an agency.",
           {},
           {Packet}},
          {"deliver-packet",
           "CODE",
           "Registers that a packet on paper has come.",
           {kRequestIdFlag},
           Receipt(v1::PACKET_RECEIPT_DELIVERED)},
          {"accept-packet",
           "CODE",
           "Registers that an agency on paper takes the case.",
           {{"number", "NUMBER", "agency_case_number"}, kRequestIdFlag},
           Receipt(v1::PACKET_RECEIPT_ACCEPTED)},
          {"return-packet",
           "CODE",
           "Registers that an agency on paper does not take the case; its packet has come before.",
           {{"code", "CODE", "code"},
            {"sentence", "TEXT", "sentence"},
            {"propose", "AGENCY/UNIT", "proposed_owner"},
            kRequestIdFlag},
           Receipt(v1::PACKET_RECEIPT_RETURNED)},
          {"close-packet",
           "CODE",
           "Registers that an agency on paper has ended the case, which it had accepted.",
           {{"outcome", "CODE", "outcome"},
            {"referred-to", "WHOM", "referred_to"},
            {"sentence", "TEXT", "sentence"},
            kRequestIdFlag},
           Receipt(v1::PACKET_RECEIPT_CLOSED)},
          {"webhook-key",
           "",
           "Shows the key that agencies prove this office's webhooks with.",
           {},
           CallCommand<v1::GetWebhookKeyRequest, v1::GetWebhookKeyResponse>(
               "/skranke.v1.ReceiverService/GetWebhookKey", ShowKey)}};
}

}  // namespace skranke
