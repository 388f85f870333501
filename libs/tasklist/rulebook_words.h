// What the numbers in storage.v1.Rulebook... mean. Each value is the number of the enum of the same
// name in skranke.v1; services/rulebook/render_draft.cc holds them together.
#ifndef SKRANKE_LIBS_TASKLIST_RULEBOOK_WORDS_H_
#define SKRANKE_LIBS_TASKLIST_RULEBOOK_WORDS_H_

namespace skranke {

// Where a version is in its life. Only kDraft, kChecked, kHearing, kAdopted and kWithdrawn are
// stored; the others are what a day makes of them.
enum class DraftState : int {
  kNone = 0,
  kDraft = 1,
  kChecked = 2,
  kHearing = 3,
  kConsented = 4,
  kAdopted = 5,
  kInForce = 6,
  kSuperseded = 7,
  kExpired = 8,
  kWithdrawn = 9,
};

enum class PartyKind : int { kNone = 0, kVeto = 1, kHeard = 2, kAdvisory = 3 };

enum class Position : int { kNone = 0, kConsent = 1, kObjection = 2 };

enum class OpenCases : int { kNone = 0, kStay = 1, kMove = 2 };

enum class RowChange : int { kNone = 0, kAdded = 1, kRemoved = 2, kChanged = 3 };

// True if the stored number is that value.
template <typename Enum>
constexpr bool Is(int number, Enum value) {
  return number == static_cast<int>(value);
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_RULEBOOK_WORDS_H_
