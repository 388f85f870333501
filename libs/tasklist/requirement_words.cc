#include "libs/tasklist/requirement_words.h"

#include <utility>

#include "absl/algorithm/container.h"

namespace skranke {
namespace {

template <typename Meaning, size_t n>
std::optional<Meaning> Find(const std::pair<absl::string_view, Meaning> (&words)[n],
                            absl::string_view word) {
  for (const auto& [name, meaning] : words) {
    if (name == word) return meaning;
  }
  return std::nullopt;
}

}  // namespace

std::optional<RequirementKind> FindRequirementKind(absl::string_view word) {
  static constexpr std::pair<absl::string_view, RequirementKind> kWords[] = {
      {"document", RequirementKind::kDocument}, {"fact", RequirementKind::kFact},
      {"consent", RequirementKind::kConsent},   {"signature", RequirementKind::kSignature},
      {"fee", RequirementKind::kFee},
  };
  return Find(kWords, word);
}

std::optional<RequirementRole> FindRequirementRole(absl::string_view word) {
  static constexpr std::pair<absl::string_view, RequirementRole> kWords[] = {
      {"", RequirementRole::kAnybody},
      {"applicant", RequirementRole::kApplicant},
      {"subject", RequirementRole::kSubject},
      {"representative", RequirementRole::kRepresentative},
      {"other_guardian", RequirementRole::kOtherGuardian},
  };
  return Find(kWords, word);
}

bool IsFactType(absl::string_view word) {
  static constexpr absl::string_view kTypes[] = {"text", "number", "flag", "date"};
  return absl::c_linear_search(kTypes, word);
}

}  // namespace skranke
