// A packet is printed at the counter, and what became of it is registered there by its code.
#include "skranke/v1/receivers.pb.h"
#include "tests/office/receivers_fixture.h"

namespace skranke {
namespace {

using ::testing::Contains;
using ::testing::StartsWith;

class Paper : public Receivers {
 protected:
  Paper() { ReachBy("paper:"); }

  absl::StatusOr<v1::RenderPacketResponse> Print(absl::string_view caller, const v1::Case& c) {
    v1::RenderPacketRequest request;
    request.set_name(c.name());
    return Call<v1::RenderPacketResponse>(caller, request);
  }
  absl::StatusOr<v1::Case> Register(absl::string_view caller, const std::string& code,
                                    v1::PacketReceipt receipt) {
    v1::RegisterPacketReceiptRequest request;
    request.set_packet_code(code);
    request.set_receipt(receipt);
    if (receipt == v1::PACKET_RECEIPT_ACCEPTED) request.set_agency_case_number("17/2024");
    if (receipt == v1::PACKET_RECEIPT_RETURNED) {
      request.set_code(v1::RETURN_CODE_NOT_OURS);
      request.set_sentence("Gjelder noe annet.");
    }
    return Register(caller, request);
  }
  absl::StatusOr<v1::Case> Register(absl::string_view caller,
                                    const v1::RegisterPacketReceiptRequest& request) {
    const auto response = Call<v1::RegisterPacketReceiptResponse>(caller, request);
    if (!response.ok()) return response.status();
    return response->citizen_case();
  }
  static v1::RegisterPacketReceiptRequest Closing(const std::string& code,
                                                  const std::string& outcome = "GRANTED") {
    v1::RegisterPacketReceiptRequest request;
    request.set_packet_code(code);
    request.set_receipt(v1::PACKET_RECEIPT_CLOSED);
    request.set_outcome(outcome);
    return request;
  }
  // The code of a new case's packet.
  std::string PrintedCode(const v1::Case& c) { return Print("clerk", c).value().packet_code(); }
  std::string AcceptedCode(const v1::Case& c) {
    const std::string code = PrintedCode(c);
    EXPECT_THAT(Register("clerk", code, v1::PACKET_RECEIPT_ACCEPTED), IsOk());
    return code;
  }
  using OfficeFixture::Register;
};

TEST_F(Paper, IsPrintedReceiptedAndAcceptedByItsCode) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  EXPECT_THAT(packet.pdf(), StartsWith("%PDF"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto again, Print("clerk", c));
  EXPECT_EQ(again.packet_code(), packet.packet_code());
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ROUTED);
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto delivered, Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_DELIVERED));
  EXPECT_EQ(delivered.state(), v1::STATE_DELIVERED);
  EXPECT_THAT(Print("clerk", c), HasReason("PACKET_NOT_FOUND"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto accepted, Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED));
  EXPECT_EQ(accepted.state(), v1::STATE_ACCEPTED);
  EXPECT_EQ(accepted.agency_case_number(), "17/2024");
  EXPECT_THAT(Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED),
              HasReason("WRONG_STATE"));
}

TEST_F(Paper, IsAcceptedAtOnceAndTheHistorySaysWhoRegisteredIt) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto accepted, Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED));
  EXPECT_EQ(accepted.state(), v1::STATE_ACCEPTED);
  v1::GetCaseHistoryRequest request;
  request.set_name(c.name());
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto history,
                               Call<v1::GetCaseHistoryResponse>("supervisor", request));
  const auto& last = history.entries(history.entries_size() - 1);
  EXPECT_EQ(last.event(), "CASE_ACCEPTED");
  EXPECT_EQ(last.actor(), "clerk");
  EXPECT_THAT(last.acting_for(), StartsWith("WELFARE/"));
}

TEST_F(Paper, IsReturnedOnceItHasCome) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  EXPECT_THAT(Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_RETURNED),
              HasReason("WRONG_STATE"));
  SKRANKE_ASSERT_OK(Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_DELIVERED));
  SKRANKE_ASSERT_OK_AND_ASSIGN(
      const auto returned, Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_RETURNED));
  EXPECT_NE(returned.state(), v1::STATE_DELIVERED);
  EXPECT_THAT(Register("clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED),
              HasReason("HANDOVER_ENDED"));
}

TEST_F(Paper, IsClosedWithItsOutcomeAndTheHistorySaysWhoRegisteredIt) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const auto closed = Register("clerk", Closing(AcceptedCode(c)));
  SKRANKE_ASSERT_OK(closed);
  EXPECT_EQ(closed->state(), v1::STATE_CLOSED);
  EXPECT_EQ(closed->outcome(), "GRANTED");
  EXPECT_THAT(HistoryOf(c).back(), StartsWith("CASE_CLOSED by clerk for WELFARE/"));
}

TEST_F(Paper, IsDecidedAndClosedWithASentence) {
  const v1::Case c = Register("clerk", Matter("aid"));
  auto request = Closing(AcceptedCode(c), "DENIED");
  request.set_sentence(" ");
  EXPECT_THAT(Register("clerk", request), HasField("sentence"));
  request.set_sentence("For høy inntekt.");
  SKRANKE_ASSERT_OK(Register("clerk", request));
  EXPECT_THAT(HistoryOf(c), Contains(StartsWith("CASE_DECIDED by clerk for WELFARE/")));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_CLOSED);
}

TEST_F(Paper, IsReferredOutsideOnlyWithToWhom) {
  const v1::Case c = Register("clerk", Matter("aid"));
  auto request = Closing(AcceptedCode(c), "REFERRED_EXTERNAL");
  EXPECT_THAT(Register("clerk", request), HasField("referred_to"));
  request.set_referred_to("The Red Cross");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto closed, Register("clerk", request));
  EXPECT_EQ(closed.referred_to(), "The Red Cross");
}

TEST_F(Paper, IsClosedOnlyOnceItIsAccepted) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::string code = PrintedCode(c);
  EXPECT_THAT(Register("clerk", Closing(code)), HasReason("WRONG_STATE"));
  SKRANKE_ASSERT_OK(Register("clerk", code, v1::PACKET_RECEIPT_DELIVERED));
  EXPECT_THAT(Register("clerk", Closing(code)), HasReason("WRONG_STATE"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_DELIVERED);
}

TEST_F(Paper, IsNotClosedWhoseHandoverHasEnded) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::string code = AcceptedCode(c);
  Accept("east", Route(c, "EAST"));
  EXPECT_THAT(Register("clerk", Closing(code)), HasReason("HANDOVER_ENDED"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(Paper, IsNotClosedByAPacketThatHasNotCome) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::string code = PrintedCode(c);
  Accept("west", Get("supervisor", c.name()));
  EXPECT_THAT(Register("clerk", Closing(code)), HasReason("WRONG_STATE"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(Paper, IsClosedOnceAndByItsOfficeAlone) {
  const v1::Case c = Register("clerk", Matter("aid"));
  auto request = Closing(AcceptedCode(c));
  EXPECT_THAT(Register("branch_clerk", request), HasReason("PACKET_NOT_FOUND"));
  request.set_request_id("once");
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto closed, Register("clerk", request));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto again, Register("clerk", request));
  EXPECT_EQ(again.etag(), closed.etag());
  EXPECT_THAT(Register("clerk", Closing(request.packet_code(), "DENIED")),
              HasReason("WRONG_STATE"));
  EXPECT_EQ(Get("clerk", c.name()).outcome(), "GRANTED");
}

TEST_F(Paper, SaysAnOutcomeWhereItEndsACaseAndOnlyThere) {
  const v1::Case c = Register("clerk", Matter("aid"));
  const std::string code = AcceptedCode(c);
  EXPECT_THAT(Register("clerk", Closing(code, "")), HasField("outcome"));
  EXPECT_THAT(Register("clerk", Closing(code, "Kari Nordmann")), HasField("outcome"));
  auto delivered = Closing(code);
  delivered.set_receipt(v1::PACKET_RECEIPT_DELIVERED);
  EXPECT_THAT(Register("clerk", delivered), HasField("outcome"));
  delivered.clear_outcome();
  delivered.set_referred_to("The Red Cross");
  EXPECT_THAT(Register("clerk", delivered), HasField("referred_to"));
  delivered.clear_referred_to();
  delivered.set_sentence("Innvilget.");
  EXPECT_THAT(Register("clerk", delivered), HasField("sentence"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ACCEPTED);
}

TEST_F(Paper, TakesNoCodeThatIsWrongOrOfNobodysPacket) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  std::string code = packet.packet_code();
  code[0] = code[0] == '2' ? '3' : '2';
  EXPECT_THAT(Register("clerk", code, v1::PACKET_RECEIPT_ACCEPTED), HasField("packet_code"));
  EXPECT_THAT(Register("clerk", "2222-2222-2222-2222", v1::PACKET_RECEIPT_ACCEPTED),
              HasReason("PACKET_NOT_FOUND"));
  EXPECT_EQ(Get("clerk", c.name()).state(), v1::STATE_ROUTED);
}

TEST_F(Paper, IsNobodysBusinessElsewhere) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("clerk", c));
  EXPECT_THAT(Print("branch_clerk", c), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(Register("branch_clerk", packet.packet_code(), v1::PACKET_RECEIPT_ACCEPTED),
              HasReason("PACKET_NOT_FOUND"));
  EXPECT_THAT(Print("east", c), HasReason("CASE_NOT_FOUND"));
}

TEST_F(Paper, OfAProtectedPersonIsPrintedAtNoCounter) {
  const v1::Case hidden = Register("clerk", Matter("aid", kProtectedPerson));
  EXPECT_THAT(Print("clerk", hidden), HasReason("PACKET_NOT_FOUND"));
  EXPECT_THAT(Print("supervisor", hidden), HasReason("PACKET_NOT_FOUND"));
}

TEST_F(Paper, ComesInOrder) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto first, Print("clerk", c));
  auto withdraw = About<v1::WithdrawCaseRequest>(Get("clerk", c.name()));
  withdraw.set_reason("Angret");
  SKRANKE_ASSERT_OK(Call<v1::WithdrawCaseResponse>("clerk", withdraw));
  // The hand-over is out of the house: the withdrawal follows it.
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto still, Print("clerk", c));
  EXPECT_EQ(still.packet_code(), first.packet_code());
  SKRANKE_ASSERT_OK(Register("clerk", first.packet_code(), v1::PACKET_RECEIPT_DELIVERED));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto second, Print("clerk", c));
  EXPECT_NE(second.packet_code(), first.packet_code());
  EXPECT_THAT(Register("clerk", second.packet_code(), v1::PACKET_RECEIPT_ACCEPTED),
              HasField("receipt"));
  SKRANKE_EXPECT_OK(Register("clerk", second.packet_code(), v1::PACKET_RECEIPT_DELIVERED));
}

}  // namespace
}  // namespace skranke
