#include "libs/tasklist/requirement_words.h"

#include <utility>

#include "absl/algorithm/container.h"

namespace skranke {
namespace {

template <typename Meaning>
using Word = std::pair<absl::string_view, Meaning>;

constexpr Word<RequirementKind> kKinds[] = {
    {"document", RequirementKind::kDocument}, {"fact", RequirementKind::kFact},
    {"consent", RequirementKind::kConsent},   {"signature", RequirementKind::kSignature},
    {"fee", RequirementKind::kFee},
};

constexpr Word<RequirementRole> kRoles[] = {
    {"", RequirementRole::kAnybody},
    {"applicant", RequirementRole::kApplicant},
    {"subject", RequirementRole::kSubject},
    {"representative", RequirementRole::kRepresentative},
    {"other_guardian", RequirementRole::kOtherGuardian},
};

template <typename Meaning, size_t n>
std::optional<Meaning> Find(const Word<Meaning> (&words)[n], absl::string_view word) {
  for (const auto& [name, meaning] : words) {
    if (name == word) return meaning;
  }
  return std::nullopt;
}

template <typename Meaning, size_t n>
std::string WordOf(const Word<Meaning> (&words)[n], int number) {
  for (const auto& [name, meaning] : words) {
    if (static_cast<int>(meaning) == number) return std::string(name);
  }
  return "";
}

}  // namespace

std::optional<RequirementKind> FindRequirementKind(absl::string_view word) {
  return Find(kKinds, word);
}

std::optional<RequirementRole> FindRequirementRole(absl::string_view word) {
  return Find(kRoles, word);
}

std::string KindWord(int kind) { return WordOf(kKinds, kind); }

std::string RoleWord(int role) { return WordOf(kRoles, role); }

bool IsFactType(absl::string_view word) {
  static constexpr absl::string_view kTypes[] = {"text", "number", "flag", "date"};
  return absl::c_linear_search(kTypes, word);
}

}  // namespace skranke
