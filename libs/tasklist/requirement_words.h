// The words of requirements.csv: what a requirement asks for, of whom, and the type of a fact.
// Threads may call these at the same time.
#ifndef SKRANKE_LIBS_TASKLIST_REQUIREMENT_WORDS_H_
#define SKRANKE_LIBS_TASKLIST_REQUIREMENT_WORDS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

// Numbers of skranke.v1.RequirementKind; DO NOT CHANGE, they are stored.
enum class RequirementKind {
  kDocument = 1,
  kFact = 2,
  kConsent = 3,
  kSignature = 4,
  kFee = 5,
};

// Numbers of skranke.v1.PartyRole; DO NOT CHANGE, they are stored.
enum class RequirementRole {
  kAnybody = 0,
  kApplicant = 1,
  kSubject = 2,
  kRepresentative = 3,
  kOtherGuardian = 4,
};

// "document", "fact", "consent", "signature", "fee"; none for another word.
std::optional<RequirementKind> FindRequirementKind(absl::string_view word);

// "" (anybody's), "applicant", "subject", "representative", "other_guardian"; none for another.
std::optional<RequirementRole> FindRequirementRole(absl::string_view word);

// The word for a stored number, as the file has it; empty for a number that has none.
std::string KindWord(int kind);
std::string RoleWord(int role);

// "text", "number", "flag", "date": the kinds of value of skranke.v1.Fact.
bool IsFactType(absl::string_view word);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_REQUIREMENT_WORDS_H_
