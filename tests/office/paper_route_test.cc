// What a packet on paper tells of the way of a case, and to whom.
#include "services/forwarding/packet_fixture.h"
#include "skranke/v1/correction.pb.h"
#include "skranke/v1/receivers.pb.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class PaperRoute : public OfficeFixture {
 protected:
  PaperRoute() {
    options_.endpoints = {{"TOWN", "paper:"}, {"WELFARE", "paper:"}};
    Restart();
  }

  absl::StatusOr<v1::RenderPacketResponse> Print(absl::string_view caller, const v1::Case& c) {
    v1::RenderPacketRequest request;
    request.set_name(c.name());
    return Call<v1::RenderPacketResponse>(caller, request);
  }
  absl::StatusOr<v1::RegisterPacketReceiptResponse> Deliver(const std::string& code) {
    v1::RegisterPacketReceiptRequest request;
    request.set_packet_code(code);
    request.set_receipt(v1::PACKET_RECEIPT_DELIVERED);
    return Call<v1::RegisterPacketReceiptResponse>("clerk", request);
  }
  // A protected person's case turns out to be an open person's, and maybe another matter.
  void Correct(const v1::Case& c, const std::string& task = "aid") {
    auto request = About<v1::CorrectCaseRequest>(Get("auditor", c.name()));
    request.set_reason("Typed wrongly.");
    *request.mutable_parties() = Matter(task).parties();
    if (task != c.task()) request.set_task(task);
    SKRANKE_ASSERT_OK(Call<v1::CorrectCaseResponse>("clerk", request));
  }
};

TEST_F(PaperRoute, NamesTheAgencyAtTheCounterAndTheUnitAtTheUnit) {
  const v1::Case c = Register("clerk", Matter("aid"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto counter, Print("clerk", c));
  EXPECT_THAT(TextOfPdf(counter.pdf()), HasSubstr("WELFARE"));
  EXPECT_THAT(TextOfPdf(counter.pdf()), Not(HasSubstr("WEST")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto unit, Print("west", c));
  EXPECT_EQ(unit.packet_code(), counter.packet_code());
  EXPECT_THAT(TextOfPdf(unit.pdf()), HasSubstr("WEST"));
  EXPECT_THAT(Print("east", c), HasReason("CASE_NOT_FOUND"));
}

TEST_F(PaperRoute, OfAProtectedPersonIsPrintedByItsUnitAlone) {
  const v1::Case c = Register("clerk", Matter("aid", kProtectedPerson));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto packet, Print("shield", c));
  EXPECT_THAT(TextOfPdf(packet.pdf()), HasSubstr("SHIELD"));
  EXPECT_THAT(Print("clerk", c), HasReason("PACKET_NOT_FOUND"));
  EXPECT_THAT(Deliver(packet.packet_code()), HasReason("PACKET_NOT_FOUND"));
}

TEST_F(PaperRoute, ThatWasHiddenOnceIsPrintedAtNoCounterAndHasNoReceipt) {
  const v1::Case c = Register("clerk", Matter("aid", kProtectedPerson));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto hidden, Print("shield", c));
  Correct(c);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto open, Print("clerk", c));
  EXPECT_THAT(open.message_id(), HasSubstr(".WELFARE."));
  EXPECT_THAT(Deliver(hidden.packet_code()), HasReason("PACKET_NOT_FOUND"));
  EXPECT_THAT(Print("shield", c), HasReason("CASE_NOT_FOUND"));
}

// DESK now has the case that SHIELD had: both are units of TOWN.
TEST_F(PaperRoute, ThatWasHiddenOnceHoldsUpNoOtherOfItsAgency) {
  const v1::Case c = Register("clerk", Matter("aid", kProtectedPerson));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto hidden, Print("shield", c));
  Correct(c, "dated");
  for (const char* caller : {"clerk", "desk"}) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto open, Print(caller, c));
    EXPECT_NE(open.packet_code(), hidden.packet_code()) << caller;
    EXPECT_THAT(TextOfPdf(open.pdf()), Not(HasSubstr("SHIELD"))) << caller;
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto open, Print("clerk", c));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto delivered, Deliver(open.packet_code()));
  EXPECT_EQ(delivered.citizen_case().state(), v1::STATE_DELIVERED);
}

TEST_F(PaperRoute, OfAReturnLeadsToTheOwnerThatItProposes) {
  const v1::Case c = Register("clerk", Matter("aid"));
  v1::RegisterPacketReceiptRequest request;
  request.set_packet_code(Print("clerk", c).value().packet_code());
  SKRANKE_ASSERT_OK(Deliver(request.packet_code()));
  request.mutable_proposed_owner()->set_agency("WELFARE");
  request.set_receipt(v1::PACKET_RECEIPT_ACCEPTED);
  EXPECT_THAT(Call<v1::RegisterPacketReceiptResponse>("clerk", request),
              HasField("proposed_owner"));
  request.set_receipt(v1::PACKET_RECEIPT_RETURNED);
  request.set_code(v1::RETURN_CODE_NOT_OURS);
  request.set_sentence("Gjelder østkanten.");
  request.mutable_proposed_owner()->clear_agency();
  request.mutable_proposed_owner()->set_unit("EAST");
  EXPECT_THAT(Call<v1::RegisterPacketReceiptResponse>("clerk", request),
              HasField("proposed_owner.agency"));
  request.mutable_proposed_owner()->set_agency("WELFARE");
  SKRANKE_ASSERT_OK(Call<v1::RegisterPacketReceiptResponse>("clerk", request));
  EXPECT_EQ(GetItem("east", c.name()).citizen_case().state(), v1::STATE_ROUTED);
}

}  // namespace
}  // namespace skranke
