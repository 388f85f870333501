#include "services/forwarding/packet_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/utf8.h"

namespace skranke {
namespace {

constexpr char kReplacement[] = "\xEF\xBF\xBD";

bool IsControl(char32_t code) { return code < 0x20 || (code >= 0x7F && code <= 0x9F); }

bool Reorders(char32_t code) {
  return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

bool EndsLine(char32_t code) { return code == '\n' || code == 0x2028 || code == 0x2029; }

// The lines of a text, each without anything that does not print.
std::vector<std::string> PrintableLines(absl::string_view text) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const Utf8Char next = FirstUtf8Char(text);
    const size_t bytes = next.bytes == 0 ? 1 : next.bytes;
    if (next.bytes == 0) {
      lines.back() += kReplacement;
    } else if (EndsLine(next.code)) {
      lines.emplace_back();
    } else if (IsControl(next.code)) {
      lines.back() += ' ';
    } else if (!Reorders(next.code)) {
      absl::StrAppend(&lines.back(), text.substr(0, bytes));
    }
    text.remove_prefix(bytes);
  }
  return lines;
}

std::string NameOf(const PacketWords& words, const v1::Party& party) {
  switch (party.identity_case()) {
    case v1::Party::kPerson:
      return party.person().given_name();
    case v1::Party::kOrganisation:
      return party.organisation().given_name();
    case v1::Party::kForeignDocument:
      return party.foreign_document().given_name();
    case v1::Party::kUnknown:
      return absl::StrCat(words.unknown, ": ", party.unknown().description());
    case v1::Party::kAnonymous:
      return words.anonymous;
    default:
      return words.unknown;
  }
}

std::string NumberOf(const v1::Party& party) {
  const auto with_country = [](absl::string_view country, absl::string_view number) {
    return country.empty() ? std::string(number) : absl::StrCat(country, " ", number);
  };
  if (party.has_person()) return with_country(party.person().country(), party.person().number());
  if (party.has_organisation()) {
    return with_country(party.organisation().country(), party.organisation().number());
  }
  if (!party.has_foreign_document()) return "";
  const auto& document = party.foreign_document();
  return absl::StrCat(with_country(document.country(), document.number()), " ",
                      document.document_type());
}

// Those that say something, each on one line.
std::string JoinLines(const std::vector<std::string>& parts, absl::string_view between) {
  std::vector<std::string> lines;
  for (const std::string& part : parts) {
    if (!part.empty()) lines.push_back(PrintableLine(part));
  }
  return absl::StrJoin(lines, between);
}

}  // namespace

std::string PrintableText(absl::string_view text) {
  std::string printable;
  int empty = 0;
  for (const std::string& line : PrintableLines(text)) {
    const bool blank = line.find_first_not_of(' ') == std::string::npos;
    empty = blank ? empty + 1 : 0;
    if (empty <= 1) absl::StrAppend(&printable, line, "\n");
  }
  printable.pop_back();
  return printable;
}

std::string PrintableLine(absl::string_view text) {
  return absl::StrJoin(PrintableLines(text), " ");
}

std::string PrintedDay(const google::protobuf::Timestamp& time, absl::TimeZone zone) {
  if (time.seconds() == 0) return "";
  return absl::FormatTime("%Y-%m-%d", absl::FromUnixSeconds(time.seconds()), zone);
}

std::string PrintedTime(const google::protobuf::Timestamp& time, absl::TimeZone zone) {
  if (time.seconds() == 0) return "";
  return absl::FormatTime("%Y-%m-%d %H:%M", absl::FromUnixSeconds(time.seconds()), zone);
}

std::string PrintedParty(const PacketWords& words, const v1::Party& party) {
  const auto& contact = party.contact();
  return JoinLines(
      {NameOf(words, party), NumberOf(party), contact.phone(), contact.email(), contact.address(),
       party.language(), party.interpreter() ? words.interpreter : ""},
      "\n");
}

std::string PrintedDocument(const v1::Document& document) {
  return JoinLines(
      {document.title(), JoinLines({document.document_date(), document.correspondent()}, ", ")},
      "\n");
}

std::string PrintedValue(const PacketWords& words, const v1::Fact& fact) {
  switch (fact.value_case()) {
    case v1::Fact::kText:
      return PrintableLine(fact.text());
    case v1::Fact::kNumber:
      return PrintableLine(fact.number());
    case v1::Fact::kFlag:
      return fact.flag() ? words.yes : words.no;
    case v1::Fact::kDate:
      return PrintableLine(fact.date());
    default:
      return "";
  }
}

std::string PrintedRequirement(const PacketWords& words, const v1::Requirement& requirement) {
  const bool anybodys = requirement.of_role() == v1::PARTY_ROLE_UNSPECIFIED;
  return JoinLines({requirement.code(), anybodys ? "" : RoleOf(words, requirement.of_role())},
                   ", ");
}

std::string NameWithCode(absl::string_view name, absl::string_view code) {
  if (name.empty() || code.empty()) return PrintableLine(name.empty() ? code : name);
  return PrintableLine(absl::StrCat(name, " (", code, ")"));
}

}  // namespace skranke
