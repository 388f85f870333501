#include "tools/skranke/field_text.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/civil_time.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

using Halves = std::pair<absl::string_view, absl::string_view>;

Halves SplitOnce(absl::string_view text, char at) {
  return absl::StrSplit(text, absl::MaxSplits(at, 1));
}

bool AllDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

// A zero in front makes it a code (a postal code, say), not a number.
bool IsDecimalNumber(absl::string_view text) {
  absl::ConsumePrefix(&text, "-");
  const Halves halves = SplitOnce(text, '.');
  const bool leading_zero = halves.first.size() > 1 && halves.first[0] == '0';
  const bool fraction = !absl::StrContains(text, '.') || AllDigits(halves.second);
  return AllDigits(halves.first) && !leading_zero && fraction;
}

bool IsDate(absl::string_view text) {
  absl::CivilDay day;
  return text.size() == 10 && absl::ParseCivilTime(text, &day);
}

void SetFactValue(absl::string_view value, v1::Fact& fact) {
  if (value == "true" || value == "false") {
    fact.set_flag(value == "true");
  } else if (IsDecimalNumber(value)) {
    fact.set_number(std::string(value));
  } else if (IsDate(value)) {
    fact.set_date(std::string(value));
  } else {
    fact.set_text(std::string(value));
  }
}

absl::StatusOr<v1::PartyRole> ParseRole(absl::string_view text) {
  SKRANKE_ASSIGN_OR_RETURN(const int role, EnumNumber(*v1::PartyRole_descriptor(), text));
  return static_cast<v1::PartyRole>(role);
}

// Reads `code[:role]` into a message that has both.
template <class Message>
absl::Status SetCodeAndRole(absl::string_view text, Message& message) {
  const Halves halves = SplitOnce(text, ':');
  message.set_code(std::string(halves.first));
  if (halves.second.empty()) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const v1::PartyRole role, ParseRole(halves.second));
  message.set_of_role(role);
  return absl::OkStatus();
}

// Two capital letters and a colon in front of the rest.
bool HasCountry(absl::string_view text) {
  return text.size() > 2 && absl::ascii_isupper(static_cast<unsigned char>(text[0])) &&
         absl::ascii_isupper(static_cast<unsigned char>(text[1])) && text[2] == ':';
}

template <class Message>
Message WithCountryAndNumber(absl::string_view text) {
  Message message;
  if (HasCountry(text)) {
    message.set_country(std::string(text.substr(0, 2)));
    text.remove_prefix(3);
  }
  message.set_number(std::string(text));
  return message;
}

}  // namespace

std::string CaseName(absl::string_view text) {
  if (text.empty() || absl::StartsWith(text, "cases/")) return std::string(text);
  return absl::StrCat("cases/", text);
}

std::string BundleName(absl::string_view text) {
  if (text.empty() || absl::StartsWith(text, "bundles/")) return std::string(text);
  return absl::StrCat("bundles/", text);
}

absl::StatusOr<v1::Fact> ParseFact(absl::string_view text) {
  const size_t equals = text.find('=');
  absl::string_view name = text.substr(0, equals);
  const bool forced_text = absl::ConsumeSuffix(&name, ":");
  if (equals == absl::string_view::npos || name.empty()) {
    return UsageError("must be name=value, or name:=value for text");
  }
  v1::Fact fact;
  fact.set_name(std::string(name));
  const absl::string_view value = text.substr(equals + 1);
  if (forced_text) {
    fact.set_text(std::string(value));
  } else {
    SetFactValue(value, fact);
  }
  return fact;
}

absl::StatusOr<v1::Document> ParseDocument(absl::string_view text) {
  v1::Document document;
  const Halves halves = SplitOnce(text, '=');
  SKRANKE_RETURN_IF_ERROR(SetCodeAndRole(halves.first, document));
  document.set_title(std::string(halves.second));
  document.set_direction(v1::Document::DIRECTION_INCOMING);
  return document;
}

absl::StatusOr<v1::Attestation> ParseAttestation(absl::string_view text) {
  v1::Attestation attestation;
  const Halves halves = SplitOnce(text, ':');
  SKRANKE_ASSIGN_OR_RETURN(const int kind,
                           EnumNumber(*v1::RequirementKind_descriptor(), halves.first));
  attestation.set_kind(static_cast<v1::RequirementKind>(kind));
  SKRANKE_RETURN_IF_ERROR(SetCodeAndRole(halves.second, attestation));
  return attestation;
}

absl::StatusOr<v1::StatedConsent> ParseConsent(absl::string_view text) {
  const Halves halves = SplitOnce(text, ':');
  if (halves.first.empty() || halves.second.empty()) {
    return UsageError("must be TASK:given or TASK:refused");
  }
  SKRANKE_ASSIGN_OR_RETURN(const int decision,
                           EnumNumber(*v1::ConsentDecision_descriptor(), halves.second));
  v1::StatedConsent consent;
  consent.set_task(std::string(halves.first));
  consent.set_decision(static_cast<v1::ConsentDecision>(decision));
  return consent;
}

absl::StatusOr<v1::Receiver> ParseReceiver(absl::string_view text) {
  const Halves halves = SplitOnce(text, '/');
  if (halves.first.empty()) return UsageError("must be AGENCY/UNIT");
  v1::Receiver receiver;
  receiver.set_agency(std::string(halves.first));
  receiver.set_unit(std::string(halves.second));
  return receiver;
}

absl::StatusOr<v1::ExternalReference> ParseExternalReference(absl::string_view text) {
  const Halves halves = SplitOnce(text, ':');
  if (halves.first.empty() || halves.second.empty()) return UsageError("must be SYSTEM:ID");
  v1::ExternalReference reference;
  reference.set_system(std::string(halves.first));
  reference.set_id(std::string(halves.second));
  return reference;
}

v1::Person ParsePerson(absl::string_view text) { return WithCountryAndNumber<v1::Person>(text); }

v1::Organisation ParseOrganisation(absl::string_view text) {
  return WithCountryAndNumber<v1::Organisation>(text);
}

absl::StatusOr<v1::ForeignDocument> ParseForeignDocument(absl::string_view text) {
  if (!HasCountry(text)) return UsageError("must be COUNTRY:NUMBER, e.g. SY:N0123456");
  return WithCountryAndNumber<v1::ForeignDocument>(text);
}

}  // namespace skranke
