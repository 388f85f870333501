// A fact's value as people write it in a list: a FEEL literal, or the same in the words of the
// country's spreadsheets. Pure; any thread.
#ifndef SKRANKE_LIBS_TASKLIST_FACT_LITERAL_H_
#define SKRANKE_LIBS_TASKLIST_FACT_LITERAL_H_

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/decision/value.h"
#include "libs/directory/local_forms.h"
#include "skranke/storage/v1/office.pb.h"

namespace skranke {

// Reads one literal and nothing after it. INVALID_ARGUMENT with the position otherwise.
absl::StatusOr<Value> ParseFeelLiteral(absl::string_view text);

// "2,5" or "2.5", with "-" before it. None where it is no number.
std::optional<Number> FindNumber(absl::string_view text);

// The code of an allowed value that is named by its code, or by its label in some language. None
// where it is none's, or that of several.
std::optional<std::string> FindAllowedCode(const storage::v1::FactRow& row, absl::string_view word);

// A FEEL literal; else, where the fact's row (or null: any type) leaves no doubt, a decimal comma,
// a flag word, a day, or an allowed value by its bare code or label. INVALID_ARGUMENT otherwise.
absl::StatusOr<Value> ParseFactLiteral(absl::string_view text, const storage::v1::FactRow* row);

}  // namespace skranke

#endif  // SKRANKE_LIBS_TASKLIST_FACT_LITERAL_H_
