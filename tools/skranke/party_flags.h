// The parties of a request as flags: who the applicant is and how to reach him, and who else has a
// part. Pure functions; safe from any thread.
//
//   --person=NUMBER | --organisation=NUMBER | --foreign=NO:… | --unknown="…" | --anonymous
//   [--role=…] [--proof=…] [--language=…] [--interpreter] [--phone=…] [--email=…] [--address=…]
//   [--subject=NUMBER] [--other-guardian=NUMBER] [--representative=NUMBER]
#ifndef SKRANKE_TOOLS_SKRANKE_PARTY_FLAGS_H_
#define SKRANKE_TOOLS_SKRANKE_PARTY_FLAGS_H_

#include <google/protobuf/message.h>

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "skranke/v1/party.pb.h"
#include "tools/skranke/arguments.h"

namespace skranke {

const std::vector<Flag>& PartyFlags();
// Only those that say who somebody is.
const std::vector<Flag>& IdentityFlags();

// The applicant first. USAGE where two flags say who the applicant is, or flags about him stand
// there without one that does.
absl::StatusOr<std::vector<v1::Party>> PartiesOf(const Arguments& arguments);

// Puts them into the request's `parties` or `party`, if it has one.
absl::Status FillParties(const Arguments& arguments, google::protobuf::Message& request);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_PARTY_FLAGS_H_
