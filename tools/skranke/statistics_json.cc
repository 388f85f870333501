#include "tools/skranke/statistics_json.h"

#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "tools/skranke/json_object.h"

namespace skranke {
namespace {

constexpr int64_t kMillion = 1'000'000;

using Counts = google::protobuf::RepeatedPtrField<v1::Count>;

std::string CountsJson(const Counts& counts, absl::string_view prefix = "") {
  JsonObject object;
  for (const v1::Count& count : counts) {
    object.Number(absl::StripPrefix(count.key(), prefix), count.count());
  }
  return object.Json();
}

}  // namespace

std::string ShareText(int64_t parts_per_million) {
  std::string text =
      absl::StrFormat("%d.%06d", parts_per_million / kMillion, parts_per_million % kMillion);
  text.erase(text.find_last_not_of('0') + 1);
  return text.back() == '.' ? text + "0" : text;
}

std::string StatisticsJson(const v1::GetStatisticsResponse& response) {
  return JsonObject()
      .Number("cases", response.case_count())
      .Raw("by_state", CountsJson(response.by_state(), "STATE_"))
      .Raw("by_outcome", CountsJson(response.by_outcome()))
      .Number("returned", response.returned_count())
      .Number("triaged", response.triaged_count())
      .Raw("quick_share", ShareText(response.quick_share_ppm()))
      .Raw("by_task", CountsJson(response.by_task()))
      .Raw("by_agency", CountsJson(response.by_agency()))
      .Raw("by_unit", CountsJson(response.by_unit()))
      .Raw("by_channel", CountsJson(response.by_channel(), "CHANNEL_"))
      .Raw("sent_to_owner", CountsJson(response.sent_to_owner()))
      .Raw("contacts", CountsJson(response.contacts()))
      .Raw("acceptance_seconds", CountsJson(response.acceptance_seconds()))
      .Number("protected", response.protected_count())
      .Json();
}

}  // namespace skranke
