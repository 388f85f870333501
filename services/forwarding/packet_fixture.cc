#include "services/forwarding/packet_fixture.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

void AddParties(v1::Case& c) {
  v1::Party& applicant = *c.add_parties();
  applicant.set_role(v1::PARTY_ROLE_APPLICANT);
  applicant.mutable_person()->set_country("NO");
  applicant.mutable_person()->set_number("09819540400");
  applicant.mutable_person()->set_given_name("Åse Bjørnstad Ólafsdóttir");
  applicant.mutable_contact()->set_phone("+47 22 00 00 00");
  applicant.mutable_contact()->set_address("Fjellveien 7\n0150 Oslo");
  applicant.set_language("ar");
  applicant.set_interpreter(true);
  v1::Party& child = *c.add_parties();
  child.set_role(v1::PARTY_ROLE_SUBJECT);
  child.mutable_unknown()->set_description("gutt, ca. 4 år");
}

void AddFacts(v1::Case& c) {
  v1::Fact& rent = *c.add_facts();
  rent.set_name("monthly_rent");
  rent.set_number("9500.50");
  v1::Fact& alone = *c.add_facts();
  alone.set_name("lives_alone");
  alone.set_flag(true);
  v1::Fact& since = *c.add_facts();
  since.set_name("since");
  since.set_date("2024-02-01");
  v1::Fact& why = *c.add_facts();
  why.set_name("why");
  why.set_text("Mistet jobben <b>i januar</b> & \"søker\" nå");
}

void AddPapers(v1::Case& c) {
  v1::Document& lease = *c.add_documents();
  lease.set_code("lease");
  lease.set_title("Husleiekontrakt, Fjellveien 7");
  lease.set_document_date("2023-06-01");
  lease.set_correspondent("Utleie AS");
  c.add_documents()->set_title("Kontoutskrift");
  v1::Requirement& consent = *c.add_missing();
  consent.set_kind(v1::REQUIREMENT_KIND_CONSENT);
  consent.set_code("share_income");
  consent.set_of_role(v1::PARTY_ROLE_OTHER_GUARDIAN);
  v1::Requirement& tax = *c.add_missing();
  tax.set_kind(v1::REQUIREMENT_KIND_DOCUMENT);
  tax.set_code("tax_statement");
}

}  // namespace

v1::ReceiveRequest PacketMessage() {
  v1::ReceiveRequest message;
  message.set_message_id("7K3MQ2XD9BN.SOSIAL.1");
  message.set_citizen_case("cases/7K3MQ2XD9BN");
  message.set_agency("SOSIAL");
  message.set_sequence(1);
  message.mutable_handover()->set_unit("SOSIAL-VEST");
  message.mutable_handover()->mutable_accept_by_time()->set_seconds(1'709'715'600);
  v1::Case& c = *message.mutable_handover()->mutable_citizen_case();
  c.set_task("housing_benefit");
  c.set_urgency(v1::URGENCY_ACUTE);
  c.mutable_receive_time()->set_seconds(1'709'542'800);
  c.mutable_promise_time()->set_seconds(1'712'221'200);
  c.mutable_classification()->set_reason("Oppgaven krever skjønn: sosialtjenesten avgjør.");
  AddParties(c);
  AddFacts(c);
  AddPapers(c);
  c.set_note("Kom til skranken kl. 10.\nRinger igjen i morgen.");
  return message;
}

PacketOptions NorwegianPacket() {
  PacketOptions options{.language = "nb",
                        .office_name = "Innbyggertorget i Nordvik",
                        .task_name = "Søknad om bostøtte",
                        .receiver_name = "Sosialtjenesten vest",
                        .names_unit = true,
                        .made = absl::FromUnixSeconds(1'709'546'400)};
  absl::LoadTimeZone("Europe/Oslo", &options.zone);
  return options;
}

std::string TextOfPdf(absl::string_view pdf) {
  const TempDir dir;
  const std::string file = dir.Write("packet.pdf", pdf);
  FILE* const pipe = popen(absl::StrCat("pdftotext -layout -enc UTF-8 ", file, " -").c_str(), "r");
  if (pipe == nullptr) std::abort();
  std::string text;
  char piece[4096];
  while (const size_t got = fread(piece, 1, sizeof(piece), pipe)) text.append(piece, got);
  if (pclose(pipe) != 0) std::abort();
  return text;
}

int PagesOf(absl::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), '\f'));
}

}  // namespace skranke
