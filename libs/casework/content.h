// What was stated and handed in, between the wire and the disk, and identities as the house keeps
// them. Pure functions; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_CONTENT_H_
#define SKRANKE_LIBS_CASEWORK_CONTENT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_field.h"
#include "libs/casework/installation.h"
#include "libs/tasklist/completeness.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/party.pb.h"

namespace skranke {

// A party's identity, checked and in canonical form.
struct Identity {
  storage::v1::PartyKind kind = storage::v1::PARTY_KIND_UNSPECIFIED;
  std::string country;
  std::string number;

  // What is hashed into the pseudonym, e.g. "person NO 13097248022"; empty for the unknown.
  std::string Key() const;
};

// The identity of a party. `field` is its path in the request, e.g. "parties[0]"; `today` decides
// the century of a Swedish number of ten digits. INVALID_ARGUMENT: INVALID_FIELD for a number that
// is none; PERSON_SYNTHETIC for a test person outside --dev; PERSON_NOT_SYNTHETIC for a number in
// --dev that is not known to be a test person's. Never repeats the number.
absl::StatusOr<Identity> CheckIdentity(const v1::Party& party, const Installation& installation,
                                       absl::CivilDay today, absl::string_view field);

storage::v1::PartyRecord ToRecord(const v1::Party& party, const Identity& identity,
                                  absl::string_view pseudonym);
v1::Party FromRecord(const storage::v1::PartyRecord& record);

storage::v1::FactRecord ToRecord(const v1::Fact& fact);
storage::v1::DocumentRecord ToRecord(const v1::Document& document);
storage::v1::AttestationRecord ToRecord(const v1::Attestation& attestation);
v1::Fact FromRecord(const storage::v1::FactRecord& record);
v1::Document FromRecord(const storage::v1::DocumentRecord& record);
v1::Attestation FromRecord(const storage::v1::AttestationRecord& record);
v1::Requirement FromRecord(const storage::v1::MissingRecord& record);

// What a request states and hands in; its note is added by the caller.
template <typename Request>
storage::v1::Content ContentOf(const Request& request) {
  storage::v1::Content content;
  for (const auto& fact : request.facts()) *content.add_facts() = ToRecord(fact);
  for (const auto& document : request.documents()) *content.add_documents() = ToRecord(document);
  for (const auto& attestation : request.attestations()) {
    *content.add_attestations() = ToRecord(attestation);
  }
  return content;
}

// What content supplies towards the list's requirements.
std::vector<Supplied> SuppliedBy(const storage::v1::Content& content);

// Adds what is new; a fact of the same name replaces the old one.
void Merge(const storage::v1::Content& added, storage::v1::Content& content);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_CONTENT_H_
