#include "services/forwarding/packet_text.h"

#include <gtest/gtest.h>

#include "services/forwarding/packet_fixture.h"

namespace skranke {
namespace {

const PacketWords& Words() { return PacketWordsIn("en"); }

TEST(PacketText, KeepsLettersAndLinesAndNothingThatDoesNotPrint) {
  EXPECT_EQ(PrintableText("blåbær\n例 <b>&"), "blåbær\n例 <b>&");
  EXPECT_EQ(PrintableText("a\tb\rc\x7F"
                          "d\xC2\x9F"
                          "e"),
            "a b c d e");
  EXPECT_EQ(PrintableText("a\xFF\xC3"), "a\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(PrintableText("a\u2028b"), "a\nb");
  EXPECT_EQ(PrintableText(absl::string_view("a\0b", 3)), "a b");
  EXPECT_EQ(PrintableText(""), "");
}

TEST(PacketText, TurnsNoLineAbout) {
  EXPECT_EQ(PrintableText("pay \u202E001\u202C kr"), "pay 001 kr");
  EXPECT_EQ(PrintableText("\u2066\u2069x"), "x");
}

// A page costs paper: a note of line ends must not become a book.
TEST(PacketText, HasNoTwoEmptyLinesTogether) {
  EXPECT_EQ(PrintableText("a\n\nb"), "a\n\nb");
  EXPECT_EQ(PrintableText("a\n\n\n \n\nb"), "a\n\nb");
  EXPECT_EQ(PrintableLine("a\nb\n"), "a b ");
}

TEST(PacketText, PrintsDaysInTheOfficesZone) {
  google::protobuf::Timestamp time;
  EXPECT_EQ(PrintedDay(time, absl::UTCTimeZone()), "");
  time.set_seconds(1'709'593'200);  // 4 March 2024, 23:00 UTC.
  EXPECT_EQ(PrintedDay(time, absl::UTCTimeZone()), "2024-03-04");
  EXPECT_EQ(PrintedDay(time, NorwegianPacket().zone), "2024-03-05");
  EXPECT_EQ(PrintedTime(time, NorwegianPacket().zone), "2024-03-05 00:00");
}

TEST(PacketText, NamesEveryKindOfParty) {
  v1::Party party;
  party.mutable_organisation()->set_given_name("Bakeri AS");
  party.mutable_organisation()->set_number("974760673");
  EXPECT_EQ(PrintedParty(Words(), party), "Bakeri AS\n974760673");
  party.mutable_foreign_document()->set_given_name("Ivana");
  party.mutable_foreign_document()->set_country("HR");
  party.mutable_foreign_document()->set_number("A1");
  party.mutable_foreign_document()->set_document_type("passport");
  EXPECT_EQ(PrintedParty(Words(), party), "Ivana\nHR A1 passport");
  party.mutable_unknown()->set_description("red\ncoat");
  EXPECT_EQ(PrintedParty(Words(), party), "not identified: red coat");
  party.mutable_anonymous();
  party.set_interpreter(true);
  party.set_language("uk");
  EXPECT_EQ(PrintedParty(Words(), party), "anonymous\nuk\nneeds an interpreter");
}

TEST(PacketText, NamesWhatIsMissingAndWhose) {
  v1::Requirement requirement;
  requirement.set_code("id");
  EXPECT_EQ(PrintedRequirement(Words(), requirement), "id");
  requirement.set_of_role(v1::PARTY_ROLE_SUBJECT);
  EXPECT_EQ(PrintedRequirement(Words(), requirement), "id, Concerns");
}

TEST(PacketText, PrintsWhatThereIsOfNameAndCode) {
  EXPECT_EQ(NameWithCode("Passport", "pass"), "Passport (pass)");
  EXPECT_EQ(NameWithCode("", "pass"), "pass");
  EXPECT_EQ(NameWithCode("Passport", ""), "Passport");
}

}  // namespace
}  // namespace skranke
