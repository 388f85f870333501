#include "tools/skranke/party_flags.h"

#include <google/protobuf/descriptor.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/field_text.h"
#include "tools/skranke/request_field.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

// Who else may have a part: the flag and the part.
constexpr std::pair<const char*, v1::PartyRole> kOtherParties[] = {
    {"subject", v1::PARTY_ROLE_SUBJECT},
    {"other-guardian", v1::PARTY_ROLE_OTHER_GUARDIAN},
    {"representative", v1::PARTY_ROLE_REPRESENTATIVE},
};

absl::Status SetIdentity(const GivenFlag& given, v1::Party& party) {
  if (given.flag.name == "person") {
    *party.mutable_person() = ParsePerson(given.value);
  } else if (given.flag.name == "organisation") {
    *party.mutable_organisation() = ParseOrganisation(given.value);
  } else if (given.flag.name == "unknown") {
    party.mutable_unknown()->set_description(given.value);
  } else if (given.flag.name == "anonymous") {
    party.mutable_anonymous();
  } else {
    auto document = ParseForeignDocument(given.value);
    if (!document.ok()) return UsageError(absl::StrCat("--foreign ", document.status().message()));
    *party.mutable_foreign_document() = *std::move(document);
  }
  return absl::OkStatus();
}

bool IsIdentity(const GivenFlag& given) {
  for (const Flag& flag : IdentityFlags()) {
    if (flag.name == given.flag.name) return given.value != "false" || !flag.value.empty();
  }
  return false;
}

// The flags whose field is a path inside the applicant's Party.
const std::vector<Flag>& AboutFlags() {
  static const auto* const flags = new std::vector<Flag>{
      {"role", "ROLE"},    {"proof", "PROOF"},   {"language", "TAG"}, {"interpreter", ""},
      {"phone", "NUMBER"}, {"email", "ADDRESS"}, {"address", "TEXT"}};
  return *flags;
}

std::string PathOf(const std::string& flag) {
  if (flag == "proof") return "identity_proof";
  const bool contact = flag == "phone" || flag == "email" || flag == "address";
  return contact ? absl::StrCat("contact.", flag) : flag;
}

absl::Status SetAbout(const Arguments& arguments, v1::Party& party) {
  for (const Flag& flag : AboutFlags()) {
    const auto value = arguments.Find(flag.name);
    if (!value) continue;
    if (party.identity_case() == v1::Party::IDENTITY_NOT_SET) {
      return UsageError(absl::StrCat("--", flag.name, " is about nobody: add --person or another"));
    }
    const absl::Status status = SetField(party, PathOf(flag.name), *value, nullptr);
    if (!status.ok()) return UsageError(absl::StrCat("--", flag.name, " ", status.message()));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::Party> Applicant(const Arguments& arguments) {
  v1::Party party;
  party.set_role(v1::PARTY_ROLE_APPLICANT);
  for (const GivenFlag& given : arguments.flags()) {
    if (!IsIdentity(given)) continue;
    if (party.identity_case() != v1::Party::IDENTITY_NOT_SET) {
      return UsageError(
          "the applicant is given twice: one of --person, --organisation, --foreign, "
          "--unknown and --anonymous");
    }
    SKRANKE_RETURN_IF_ERROR(SetIdentity(given, party));
  }
  SKRANKE_RETURN_IF_ERROR(SetAbout(arguments, party));
  return party;
}

}  // namespace

const std::vector<Flag>& IdentityFlags() {
  static const auto* const flags = new std::vector<Flag>{{"person", "NUMBER"},
                                                         {"organisation", "NUMBER"},
                                                         {"foreign", "COUNTRY:NUMBER"},
                                                         {"unknown", "DESCRIPTION"},
                                                         {"anonymous", ""}};
  return *flags;
}

const std::vector<Flag>& PartyFlags() {
  static const auto* const flags = [] {
    auto* all = new std::vector<Flag>(IdentityFlags());
    all->insert(all->end(), AboutFlags().begin(), AboutFlags().end());
    for (const auto& [name, role] : kOtherParties) all->push_back({name, "NUMBER", "", true});
    return all;
  }();
  return *flags;
}

absl::StatusOr<std::vector<v1::Party>> PartiesOf(const Arguments& arguments) {
  std::vector<v1::Party> parties;
  SKRANKE_ASSIGN_OR_RETURN(v1::Party applicant, Applicant(arguments));
  if (applicant.identity_case() != v1::Party::IDENTITY_NOT_SET) {
    parties.push_back(std::move(applicant));
  }
  for (const auto& [name, role] : kOtherParties) {
    for (const GivenFlag& given : arguments.flags()) {
      if (given.flag.name != name) continue;
      v1::Party party;
      party.set_role(role);
      *party.mutable_person() = ParsePerson(given.value);
      parties.push_back(std::move(party));
    }
  }
  return parties;
}

absl::Status FillParties(const Arguments& arguments, google::protobuf::Message& request) {
  const auto& type = *request.GetDescriptor();
  const auto* many = type.FindFieldByName("parties");
  const auto* one = type.FindFieldByName("party");
  if (many == nullptr && one == nullptr) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const std::vector<v1::Party> parties, PartiesOf(arguments));
  const auto& reflection = *request.GetReflection();
  for (const v1::Party& party : parties) {
    (many != nullptr ? reflection.AddMessage(&request, many)
                     : reflection.MutableMessage(&request, one))
        ->CopyFrom(party);
  }
  return absl::OkStatus();
}

}  // namespace skranke
