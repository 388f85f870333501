// Times as people type and read them. Pure functions; safe from any thread.
#ifndef SKRANKE_TOOLS_SKRANKE_TIME_TEXT_H_
#define SKRANKE_TOOLS_SKRANKE_TIME_TEXT_H_

#include <google/protobuf/timestamp.pb.h>

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace skranke {

// A local time of `zone`: `2026-11-01`, `2026-11-01 10:20` or `2026-11-01 10:20:30`, with a space
// or a T between. An hour that occurs twice is the first (the earlier offset), one that is skipped
// counts on with the offset before the skip. USAGE for anything else.
absl::StatusOr<absl::Time> ParseLocalTime(absl::string_view text, absl::TimeZone zone);

// RFC 3339 with an offset. USAGE for anything else.
absl::StatusOr<absl::Time> ParseInstant(absl::string_view text);

google::protobuf::Timestamp ToTimestamp(absl::Time time);
absl::Time InstantOf(const google::protobuf::Timestamp& timestamp);

// `2011-07-01T05:32:33Z`; empty for an unset timestamp. For machines.
std::string InstantText(const google::protobuf::Timestamp& timestamp);

// `2011-07-01 01:32` in the machine's zone; empty for an unset timestamp. For people.
std::string LocalText(const google::protobuf::Timestamp& timestamp);

// "3 d 4 h", "4 h 20 min", "20 min 5 s": two units are enough for a person.
std::string DurationText(int64_t seconds);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_TIME_TEXT_H_
