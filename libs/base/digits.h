// The digits in a text. Pure; any thread.
#ifndef SKRANKE_LIBS_BASE_DIGITS_H_
#define SKRANKE_LIBS_BASE_DIGITS_H_

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace skranke {

// "1002" of "10 o'clock, room 02": the ASCII digits alone, in their order.
inline std::string DigitsOf(absl::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (absl::ascii_isdigit(c)) digits.push_back(c);
  }
  return digits;
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_DIGITS_H_
