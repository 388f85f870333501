#include "libs/casework/content.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/text_field.h"
#include "libs/casework/sealed.h"

namespace skranke {

std::string Identity::Key() const {
  switch (kind) {
    case storage::v1::PARTY_KIND_PERSON:
      return absl::StrCat("person ", country, " ", number);
    case storage::v1::PARTY_KIND_ORGANISATION:
      return absl::StrCat("organisation ", country, " ", number);
    case storage::v1::PARTY_KIND_FOREIGN_DOCUMENT:
      return absl::StrCat("document ", country, " ", number);
    default:
      return "";
  }
}

storage::v1::PartyRecord ToRecord(const v1::Party& party, const Identity& identity,
                                  absl::string_view pseudonym) {
  storage::v1::PartyDetails details;
  details.set_country(identity.country);
  details.set_number(identity.number);
  if (party.has_person()) details.set_name(party.person().given_name());
  if (party.has_organisation()) details.set_name(party.organisation().given_name());
  if (party.has_foreign_document()) {
    details.set_name(party.foreign_document().given_name());
    details.set_document_type(party.foreign_document().document_type());
  }
  if (party.has_unknown()) details.set_description(party.unknown().description());
  details.set_language(party.language());
  details.set_interpreter(party.interpreter());
  details.set_phone(party.contact().phone());
  details.set_email(party.contact().email());
  details.set_address(party.contact().address());
  details.set_preferred(party.contact().preferred());

  storage::v1::PartyRecord record;
  record.set_role(party.role());
  record.set_kind(identity.kind);
  record.set_pseudonym(pseudonym.data(), pseudonym.size());
  record.set_identity_proof(party.identity_proof());
  *record.mutable_details() = Seal(pseudonym, details);
  return record;
}

namespace {

void NameIdentity(storage::v1::PartyKind kind, const storage::v1::PartyDetails& details,
                  v1::Party& party) {
  switch (kind) {
    case storage::v1::PARTY_KIND_PERSON:
      party.mutable_person()->set_country(details.country());
      party.mutable_person()->set_number(details.number());
      party.mutable_person()->set_given_name(details.name());
      break;
    case storage::v1::PARTY_KIND_ORGANISATION:
      party.mutable_organisation()->set_country(details.country());
      party.mutable_organisation()->set_number(details.number());
      party.mutable_organisation()->set_given_name(details.name());
      break;
    case storage::v1::PARTY_KIND_FOREIGN_DOCUMENT:
      party.mutable_foreign_document()->set_country(details.country());
      party.mutable_foreign_document()->set_number(details.number());
      party.mutable_foreign_document()->set_given_name(details.name());
      party.mutable_foreign_document()->set_document_type(details.document_type());
      break;
    case storage::v1::PARTY_KIND_UNKNOWN:
      party.mutable_unknown()->set_description(details.description());
      break;
    default:
      party.mutable_anonymous();
      break;
  }
}

}  // namespace

v1::Party FromRecord(const storage::v1::PartyRecord& record) {
  const auto details = Unseal<storage::v1::PartyDetails>(record.details());
  v1::Party party;
  party.set_role(static_cast<v1::PartyRole>(record.role()));
  NameIdentity(record.kind(), details, party);
  party.set_identity_proof(static_cast<v1::IdentityProof>(record.identity_proof()));
  party.set_language(details.language());
  party.set_interpreter(details.interpreter());
  const bool reachable = !details.phone().empty() || !details.email().empty() ||
                         !details.address().empty() || !details.preferred().empty();
  if (reachable) {
    party.mutable_contact()->set_phone(details.phone());
    party.mutable_contact()->set_email(details.email());
    party.mutable_contact()->set_address(details.address());
    party.mutable_contact()->set_preferred(details.preferred());
  }
  return party;
}

storage::v1::FactRecord ToRecord(const v1::Fact& fact) {
  storage::v1::FactRecord record;
  record.set_name(fact.name());
  if (fact.has_text()) record.set_text(fact.text());
  if (fact.has_number()) record.set_number(fact.number());
  if (fact.has_flag()) record.set_flag(fact.flag());
  if (fact.has_date()) record.set_date(fact.date());
  return record;
}

v1::Fact FromRecord(const storage::v1::FactRecord& record) {
  v1::Fact fact;
  fact.set_name(record.name());
  if (record.has_text()) fact.set_text(record.text());
  if (record.has_number()) fact.set_number(record.number());
  if (record.has_flag()) fact.set_flag(record.flag());
  if (record.has_date()) fact.set_date(record.date());
  return fact;
}

storage::v1::DocumentRecord ToRecord(const v1::Document& document) {
  storage::v1::DocumentRecord record;
  record.set_code(document.code());
  record.set_title(document.title());
  record.set_public_title(document.public_title());
  record.set_correspondent(document.correspondent());
  record.set_document_date(document.document_date());
  record.set_direction(document.direction());
  record.set_access_ground(document.access_ground());
  record.set_sha256(document.sha256());
  record.set_of_role(document.of_role());
  return record;
}

v1::Document FromRecord(const storage::v1::DocumentRecord& record) {
  v1::Document document;
  document.set_code(record.code());
  document.set_title(record.title());
  document.set_public_title(record.public_title());
  document.set_correspondent(record.correspondent());
  document.set_document_date(record.document_date());
  document.set_direction(static_cast<v1::Document::Direction>(record.direction()));
  document.set_access_ground(record.access_ground());
  document.set_sha256(record.sha256());
  document.set_of_role(static_cast<v1::PartyRole>(record.of_role()));
  return document;
}

storage::v1::AttestationRecord ToRecord(const v1::Attestation& attestation) {
  storage::v1::AttestationRecord record;
  record.set_kind(attestation.kind());
  record.set_code(attestation.code());
  record.set_of_role(attestation.of_role());
  record.set_reference(attestation.reference());
  return record;
}

v1::Attestation FromRecord(const storage::v1::AttestationRecord& record) {
  v1::Attestation attestation;
  attestation.set_kind(static_cast<v1::RequirementKind>(record.kind()));
  attestation.set_code(record.code());
  attestation.set_of_role(static_cast<v1::PartyRole>(record.of_role()));
  attestation.set_reference(record.reference());
  return attestation;
}

v1::Requirement FromRecord(const storage::v1::MissingRecord& record) {
  v1::Requirement requirement;
  requirement.set_kind(static_cast<v1::RequirementKind>(record.kind()));
  requirement.set_code(record.code());
  requirement.set_type(record.type());
  requirement.set_of_role(static_cast<v1::PartyRole>(record.of_role()));
  return requirement;
}

namespace {

std::string TypeOf(const storage::v1::FactRecord& fact) {
  if (fact.has_number()) return "number";
  if (fact.has_date()) return "date";
  if (fact.has_flag()) return "flag";
  return "text";
}

}  // namespace

std::vector<Supplied> SuppliedBy(const storage::v1::Content& content) {
  std::vector<Supplied> supplied;
  for (const auto& fact : content.facts()) {
    supplied.push_back({.kind = RequirementKind::kFact, .code = fact.name(), .type = TypeOf(fact)});
  }
  for (const auto& document : content.documents()) {
    if (document.code().empty()) continue;
    supplied.push_back({.kind = RequirementKind::kDocument,
                        .code = document.code(),
                        .of_role = static_cast<RequirementRole>(document.of_role())});
  }
  for (const auto& attestation : content.attestations()) {
    supplied.push_back({.kind = static_cast<RequirementKind>(attestation.kind()),
                        .code = attestation.code(),
                        .of_role = static_cast<RequirementRole>(attestation.of_role())});
  }
  return supplied;
}

void Merge(const storage::v1::Content& added, storage::v1::Content& content) {
  for (const auto& fact : added.facts()) {
    storage::v1::FactRecord* target = nullptr;
    for (auto& known : *content.mutable_facts()) {
      if (known.name() == fact.name()) target = &known;
    }
    if (target == nullptr) target = content.add_facts();
    *target = fact;
  }
  content.mutable_documents()->MergeFrom(added.documents());
  content.mutable_attestations()->MergeFrom(added.attestations());
  if (added.note().empty()) return;
  if (!content.note().empty()) content.mutable_note()->append("\n");
  content.mutable_note()->append(added.note());
}

}  // namespace skranke
