// What the country's spreadsheets write where a package says yes, no or a day: one meaning,
// whatever the form. Pure; any thread.
#ifndef SKRANKE_LIBS_DIRECTORY_LOCAL_FORMS_H_
#define SKRANKE_LIBS_DIRECTORY_LOCAL_FORMS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace skranke {

// Whether two words are the same but for the case of their letters: of the Latin alphabet with what
// the Nordic and Sami languages add to it.
bool SameWord(absl::string_view a, absl::string_view b);

// ja, joo, kyllä, yes, true; nei, nej, ei, no, false; in any case of letters. None for another
// word.
std::optional<bool> FindFlagWord(absl::string_view word);

// "2026-12-31" or "31.12.2026". None where it is no day.
std::optional<absl::CivilDay> FindDay(absl::string_view text);

// The cell as a package says it: "yes" or "no" in a column of flags, YYYY-MM-DD in one of days. A
// cell that is neither stays, and so does every other column.
std::string CanonicalCell(absl::string_view column, absl::string_view cell);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_LOCAL_FORMS_H_
