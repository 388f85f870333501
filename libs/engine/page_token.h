// Pages of long lists (AIP-158): how many rows, and where the next page begins. A token is opaque
// to callers, carries nothing of a person, and works only for the list and the filter it was given
// for. Pure functions; any thread.
#ifndef SKRANKE_LIBS_ENGINE_PAGE_TOKEN_H_
#define SKRANKE_LIBS_ENGINE_PAGE_TOKEN_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "libs/engine/snapshot.h"

namespace skranke {

// Rows to give: the default for 0, at most the most (limits.h).
// INVALID_ARGUMENT (INVALID_FIELD page_size) below 0.
absl::StatusOr<size_t> PageSize(int32_t page_size);

// A token for the page after `last`. `filter` is what the list depends on: the method's name and
// the fields of the request other than page size and token.
std::string FormatPageToken(const IndexEntry& last, absl::string_view filter);

// Where the page begins; nothing for an empty token, which is the first page's.
// INVALID_ARGUMENT (INVALID_PAGE_TOKEN) if it is no token of that filter.
absl::StatusOr<absl::optional<IndexEntry>> ParsePageToken(absl::string_view token,
                                                          absl::string_view filter);

// The same for lists that are not ordered by receipt: `place` is any bytes that name a row.
std::string FormatPlaceToken(absl::string_view place, absl::string_view filter);
absl::StatusOr<absl::optional<std::string>> ParsePlaceToken(absl::string_view token,
                                                            absl::string_view filter);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_PAGE_TOKEN_H_
