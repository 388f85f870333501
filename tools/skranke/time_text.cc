#include "tools/skranke/time_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

bool IsUnset(const google::protobuf::Timestamp& timestamp) {
  return timestamp.seconds() == 0 && timestamp.nanos() == 0;
}

std::string TextAt(const google::protobuf::Timestamp& timestamp, const char* format,
                   absl::TimeZone zone) {
  if (IsUnset(timestamp)) return "";
  return absl::FormatTime(format, InstantOf(timestamp), zone);
}

}  // namespace

absl::StatusOr<absl::Time> ParseLocalTime(absl::string_view text, absl::TimeZone zone) {
  absl::CivilSecond second;
  absl::CivilMinute minute;
  absl::CivilDay day;
  const std::string spelled = absl::StrReplaceAll(text, {{" ", "T"}});
  if (absl::ParseCivilTime(spelled, &second)) return zone.At(second).pre;
  if (absl::ParseCivilTime(spelled, &minute)) return zone.At(absl::CivilSecond(minute)).pre;
  if (absl::ParseCivilTime(spelled, &day)) return zone.At(absl::CivilSecond(day)).pre;
  return UsageError("must be a time such as 2026-11-01 10:20");
}

absl::StatusOr<absl::Time> ParseInstant(absl::string_view text) {
  absl::Time time;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, &error)) return time;
  return UsageError("must be a time such as 2026-11-01T10:20:00+01:00");
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const absl::Duration since = time - absl::UnixEpoch();
  const int64_t seconds = absl::ToInt64Seconds(absl::Floor(since, absl::Seconds(1)));
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(since - absl::Seconds(seconds))));
  return timestamp;
}

absl::Time InstantOf(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

std::string InstantText(const google::protobuf::Timestamp& timestamp) {
  return TextAt(timestamp, "%Y-%m-%d%ET%H:%M:%E*SZ", absl::UTCTimeZone());
}

std::string LocalText(const google::protobuf::Timestamp& timestamp) {
  return TextAt(timestamp, "%Y-%m-%d %H:%M", absl::LocalTimeZone());
}

std::string DurationText(int64_t seconds) {
  const std::pair<int64_t, const char*> kUnits[] = {
      {86'400, " d"}, {3'600, " h"}, {60, " min"}, {1, " s"}};
  std::vector<std::string> parts;
  for (const auto& [length, name] : kUnits) {
    const int64_t count = seconds / length;
    seconds %= length;
    if (count > 0) parts.push_back(absl::StrCat(count, name));
    if (!parts.empty() && (parts.size() == 2 || count == 0)) break;
  }
  return parts.empty() ? "0 s" : absl::StrJoin(parts, " ");
}

}  // namespace skranke
