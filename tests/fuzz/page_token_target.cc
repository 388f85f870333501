// A token that is taken is the very one that was given; any place comes back by its own token, and
// by no other list's.
#include "libs/base/reason.h"
#include "libs/engine/page_token.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

std::string FaultOfToken(absl::string_view token) {
  const auto entry = ParsePageToken(token, "list");
  if (!entry.ok()) {
    return ReasonOf(entry.status()) == "INVALID_PAGE_TOKEN" ? "" : "has another reason";
  }
  if (!*entry) return token.empty() ? "" : "is taken for the first page";
  return FormatPageToken(**entry, "list") == token ? "" : "is another token";
}

std::string FaultOfPlace(absl::string_view place) {
  if (place.empty()) return "";
  const std::string token = FormatPlaceToken(place, "list");
  const auto again = ParsePlaceToken(token, "list");
  if (!again.ok() || !*again || **again != place) return "is not read back";
  return ParsePlaceToken(token, "another list").ok() ? "is taken by another list" : "";
}

std::string FaultOf(absl::string_view bytes) {
  const std::string fault = FaultOfToken(bytes);
  return fault.empty() ? FaultOfPlace(bytes) : fault;
}

bool Takes(absl::string_view bytes) { return ParsePageToken(bytes, "list").ok(); }

std::vector<std::string> Seeds() {
  return {"", FormatPageToken({.receive_us = -1, .number = 7}, "list"),
          FormatPageToken({.receive_us = 1'709'542'800'000'000, .number = ~uint64_t{0}}, "list"),
          FormatPlaceToken("a row", "list")};
}

}  // namespace

const FuzzTarget kPageTokenTarget = {"page_token", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
