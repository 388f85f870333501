#include "services/forwarding/packet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/testing/matchers.h"
#include "services/forwarding/packet_code.h"
#include "services/forwarding/packet_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Printed(const v1::ReceiveRequest& message, const PacketOptions& options) {
  return TextOfPdf(RenderPacket(message, options).value());
}

std::string Printed(const v1::ReceiveRequest& message) {
  return Printed(message, NorwegianPacket());
}

v1::ReceiveRequest WithNote(const std::string& note) {
  v1::ReceiveRequest message = PacketMessage();
  message.mutable_handover()->mutable_citizen_case()->set_note(note);
  return message;
}

TEST(Packet, HasEverythingThatAReceiverNeeds) {
  const std::string text = Printed(PacketMessage());
  for (const char* part : {"Overlevert sak",
                           "Innbyggertorget i Nordvik",
                           "7K3MQ2XD9BN",
                           "Søknad om bostøtte",
                           "housing_benefit",
                           "Sosialtjenesten vest",
                           "SOSIAL-VEST",
                           "2024-03-04",
                           "2024-03-06 10:00",
                           "AKUTT",
                           "Åse Bjørnstad Ólafsdóttir",
                           "09819540400",
                           "trenger tolk",
                           "gutt, ca. 4 år",
                           "monthly_rent",
                           "9500.50",
                           "ja",
                           "2024-02-01",
                           "Husleiekontrakt",
                           "Kontoutskrift",
                           "share_income, Annen forelder",
                           "tax_statement",
                           "Ringer igjen i morgen.",
                           "Side 1 av 2",
                           "Mottatt av",
                           "Underskrift",
                           "Vi tar imot saken",
                           "Vi har avsluttet saken, med:"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(Packet, NamesTheAgencyAloneWhereItIsToldSo) {
  PacketOptions options = NorwegianPacket();
  options.names_unit = false;
  const std::string text = Printed(PacketMessage(), options);
  EXPECT_THAT(text, HasSubstr("Sosialtjenesten vest"));
  EXPECT_THAT(text, Not(HasSubstr("SOSIAL-VEST")));
}

TEST(Packet, HasItsCodeInTheHeadTheReceiptAndEveryFoot) {
  const std::string code = FormatPacketCode(PacketMessage().message_id()).value();
  const std::string text = Printed(PacketMessage());
  int found = 0;
  for (size_t at = text.find(code); at != std::string::npos; at = text.find(code, at + 1)) ++found;
  EXPECT_EQ(found, 2 + PagesOf(text));
}

TEST(Packet, IsTheSameForTheSameMessage) {
  const std::string pdf = RenderPacket(PacketMessage(), NorwegianPacket()).value();
  EXPECT_EQ(RenderPacket(PacketMessage(), NorwegianPacket()).value(), pdf);
  PacketOptions later = NorwegianPacket();
  later.made += absl::Seconds(1);
  EXPECT_NE(RenderPacket(PacketMessage(), later).value(), pdf);
}

TEST(Packet, IsTheSameWhoeverPrintsBesides) {
  const std::string pdf = RenderPacket(PacketMessage(), NorwegianPacket()).value();
  std::vector<std::string> pdfs(4);
  std::vector<std::thread> threads;
  for (std::string& other : pdfs) {
    threads.emplace_back(
        [&other] { other = RenderPacket(PacketMessage(), NorwegianPacket()).value(); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& other : pdfs) EXPECT_EQ(other, pdf);
}

TEST(Packet, ReadsNothingAsMarkup) {
  EXPECT_THAT(Printed(PacketMessage()), HasSubstr("Mistet jobben <b>i januar</b> & \"søker\" nå"));
  EXPECT_THAT(Printed(WithNote("<b>open &amp; <span")), HasSubstr("<b>open &amp; <span"));
}

TEST(Packet, GoesOnOverAsManyPagesAsItNeedsAndCountsThem) {
  std::string note;
  for (int i = 1; i <= 150; ++i) absl::StrAppend(&note, "linje ", i, ".\n");
  const std::string text = Printed(WithNote(note));
  const int pages = PagesOf(text);
  EXPECT_GE(pages, 3);
  for (int i = 1; i <= pages; ++i)
    EXPECT_THAT(text, HasSubstr(absl::StrCat("Side ", i, " av ", pages)));
  for (int i = 1; i <= 150; ++i) EXPECT_THAT(text, HasSubstr(absl::StrCat("linje ", i, ".")));
}

TEST(Packet, BreaksAWordThatIsLongerThanALine) {
  const std::string text = Printed(WithNote(std::string(2'000, '@')));
  EXPECT_EQ(std::count(text.begin(), text.end(), '@'), 2'000);
}

TEST(Packet, PrintsEveryScriptAndWhatIsNone) {
  for (const char* note : {"ÆØÅ æøå ÄÖ äö Đđ Ŋŋ Šš Ŧŧ Žž", "Ελληνικά", "العربية مرحبا",
                           "中文 日本語 한국어", "עברית", "हिन्दी ไทย", "👩‍👩‍👧",
                           "\xFF\xFE broken", "\x01\x02\x7F", "e\u0301\u0301\u0301\u0301"}) {
    const auto pdf = RenderPacket(WithNote(note), NorwegianPacket());
    SKRANKE_ASSERT_OK(pdf);
    EXPECT_THAT(TextOfPdf(*pdf), HasSubstr("Merknad")) << note;
  }
  EXPECT_THAT(Printed(WithNote("ÆØÅ Đđ Ŋŋ Ελληνικά")), HasSubstr("ÆØÅ Đđ Ŋŋ Ελληνικά"));
}

struct Language {
  const char* tag;
  const char* title;
  const char* receipt;
};

class PacketLanguages : public ::testing::TestWithParam<Language> {};

TEST_P(PacketLanguages, AreThoseOfTheCounters) {
  PacketOptions options = NorwegianPacket();
  options.language = GetParam().tag;
  const std::string text = Printed(PacketMessage(), options);
  EXPECT_THAT(text, HasSubstr(GetParam().title));
  EXPECT_THAT(text, HasSubstr(GetParam().receipt));
}

INSTANTIATE_TEST_SUITE_P(
    Each, PacketLanguages,
    ::testing::Values(Language{"nb", "Overlevert sak", "Kvittering. Registrer den"},
                      Language{"nn-NO", "Overlevert sak", "Kvittering. Registrer henne"},
                      Language{"da", "Overdraget sag", "Kvittering."},
                      Language{"sv", "Överlämnat ärende", "Kvittens."},
                      Language{"fi", "Siirretty asia", "Kuittaus."},
                      Language{"en", "Case handed over", "Receipt."},
                      Language{"", "Case handed over", "Receipt."}));

// Nothing is asked of who no longer has the case, and nothing is told of it.
TEST(Packet, AsksForNoAcceptanceOfWhatEnds) {
  v1::ReceiveRequest message = PacketMessage();
  message.mutable_recall()->set_reason("Kontoret tok saken tilbake.");
  const std::string text = Printed(message);
  EXPECT_THAT(text, HasSubstr("Sak kalt tilbake"));
  EXPECT_THAT(text, HasSubstr("Kontoret tok saken tilbake."));
  EXPECT_THAT(text, Not(HasSubstr("Vi tar imot saken")));
  EXPECT_THAT(text, Not(HasSubstr("Vi har avsluttet saken")));
  EXPECT_THAT(text, Not(HasSubstr("Åse")));
}

TEST(Packet, TellsNothingOfTheCitizenBesideThePages) {
  const std::string pdf = RenderPacket(PacketMessage(), NorwegianPacket()).value();
  EXPECT_THAT(pdf, Not(HasSubstr("09819540400")));
  EXPECT_THAT(pdf, HasSubstr("20240304100000Z"));
}

TEST(Packet, IsNotPrintedWithoutACase) {
  EXPECT_THAT(RenderPacket({}, NorwegianPacket()), HasField("message_id"));
}

}  // namespace
}  // namespace skranke
