// A case that stood on the wrong person: who leaves it, who had been told, and until when the data
// protection authority is notified. Pure; any thread.
#ifndef SKRANKE_LIBS_CASEWORK_WRONG_PERSON_H_
#define SKRANKE_LIBS_CASEWORK_WRONG_PERSON_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/repeated_field.h"
#include "libs/casework/installation.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/correction.pb.h"

namespace skranke {

using PartyRecords = google::protobuf::RepeatedPtrField<storage::v1::PartyRecord>;

// How long after it was found. Source: GDPR article 33 (1), "not later than 72 hours".
inline constexpr absl::Duration kNotifyTime = absl::Hours(72);

// Pseudonyms of the identified parties of `before` that are none of `after`.
std::vector<std::string> WhoLeaves(const PartyRecords& before, const PartyRecords& after);

// The agencies that had the case, each once, in the order in which they first did.
std::vector<std::string> AgenciesThatHadIt(const storage::v1::CaseState& citizen_case,
                                           const Directory& directory);

// What is known of it from now on, where `leaving` are found to have been wrong, and `parties` are
// right. Where something was found before and is not settled, the earlier hours go on.
storage::v1::WrongPersonRecord FoundWrong(const storage::v1::CaseState& citizen_case,
                                          const std::vector<std::string>& leaving,
                                          const PartyRecords& parties, absl::Time found,
                                          const Directory& directory);

// True if the text names the number or, word by word, the name of a party of `before` whom `after`
// no longer has. Words that a party of `after` is called by as well tell nothing.
bool SaysWhoLeft(absl::string_view text, const PartyRecords& before, const PartyRecords& after);

// The case as the data protection officer is shown it.
v1::WrongPersonCase RenderWrongPerson(const storage::v1::CaseState& citizen_case, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_WRONG_PERSON_H_
