// The parts of a request as one types them in a single word. Pure functions; safe from any thread.
// All errors are USAGE and never repeat the text, which may be a citizen's.
#ifndef SKRANKE_TOOLS_SKRANKE_FIELD_TEXT_H_
#define SKRANKE_TOOLS_SKRANKE_FIELD_TEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "skranke/v1/bundle.pb.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/party.pb.h"

namespace skranke {

// `cases/X` for X and for cases/X.
std::string CaseName(absl::string_view text);

// `bundles/X` for X and for bundles/X.
std::string BundleName(absl::string_view text);

// `name=value`: true and false are flags, a decimal number is a number, YYYY-MM-DD a date, all else
// text. `name:=value` is text whatever it looks like.
absl::StatusOr<v1::Fact> ParseFact(absl::string_view text);

// `code[:role][=title]`.
absl::StatusOr<v1::Document> ParseDocument(absl::string_view text);

// `kind:code[:role]`, kind being consent, signature or fee.
absl::StatusOr<v1::Attestation> ParseAttestation(absl::string_view text);

// `task:given` or `task:refused`.
absl::StatusOr<v1::StatedConsent> ParseConsent(absl::string_view text);

// `agency` or `agency/unit`.
absl::StatusOr<v1::Receiver> ParseReceiver(absl::string_view text);

// `system:id`.
absl::StatusOr<v1::ExternalReference> ParseExternalReference(absl::string_view text);

// `number` or `SE:number`.
v1::Person ParsePerson(absl::string_view text);
v1::Organisation ParseOrganisation(absl::string_view text);

// `NO:number`.
absl::StatusOr<v1::ForeignDocument> ParseForeignDocument(absl::string_view text);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_FIELD_TEXT_H_
