// A token is hex digits of: version (1 byte), check (8 bytes), place. The check is the beginning of
// SHA-256(version, length of filter, filter, place). It finds mistakes, not forgers: what a page
// shows is checked against the caller's sight anyway.
#include "libs/engine/page_token.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/engine/keys.h"

namespace skranke {
namespace {

constexpr char kVersion = 1;
constexpr size_t kCheckBytes = 8;
// Bytes of an IndexEntry in a token: two numbers.
constexpr size_t kEntryBytes = 16;

std::string Check(absl::string_view place, absl::string_view filter) {
  std::string bytes(1, kVersion);
  AppendNumber(filter.size(), bytes);
  absl::StrAppend(&bytes, filter, place);
  return Sha256(bytes).substr(0, kCheckBytes);
}

absl::Status InvalidToken() {
  return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_TOKEN",
                     "page_token: is not one that was given for this list and filter");
}

}  // namespace

absl::StatusOr<size_t> PageSize(int32_t page_size) {
  if (page_size < 0) return FieldError("page_size", "must not be negative");
  if (page_size == 0) return kPageSizeDefault;
  return std::min(page_size, kPageSizeMax);
}

std::string FormatPlaceToken(absl::string_view place, absl::string_view filter) {
  return ToHex(absl::StrCat(absl::string_view(&kVersion, 1), Check(place, filter), place));
}

absl::StatusOr<absl::optional<std::string>> ParsePlaceToken(absl::string_view token,
                                                            absl::string_view filter) {
  if (token.empty()) return absl::optional<std::string>();
  const auto bytes = FromHex(token);
  if (!bytes.ok() || bytes->size() <= 1 + kCheckBytes) return InvalidToken();
  const std::string place = bytes->substr(1 + kCheckBytes);
  if (token != FormatPlaceToken(place, filter)) return InvalidToken();
  return absl::optional<std::string>(place);
}

std::string FormatPageToken(const IndexEntry& last, absl::string_view filter) {
  std::string place;
  AppendInstant(last.receive_us, place);
  AppendNumber(last.number, place);
  return FormatPlaceToken(place, filter);
}

absl::StatusOr<absl::optional<IndexEntry>> ParsePageToken(absl::string_view token,
                                                          absl::string_view filter) {
  SKRANKE_ASSIGN_OR_RETURN(const auto place, ParsePlaceToken(token, filter));
  if (!place) return absl::optional<IndexEntry>();
  if (place->size() != kEntryBytes) return InvalidToken();
  return absl::optional<IndexEntry>(
      IndexEntry{.receive_us = InstantAtEnd(*place, 8), .number = NumberAtEnd(*place)});
}

}  // namespace skranke
