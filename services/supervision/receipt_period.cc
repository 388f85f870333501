#include "services/supervision/receipt_period.h"

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

constexpr int64_t kDayUs = int64_t{86'400} * 1'000'000;

absl::StatusOr<int32_t> DayNumber(const std::string& text, absl::CivilDay when_empty,
                                  absl::string_view holder, absl::string_view field) {
  absl::CivilDay day = when_empty;
  if (!text.empty()) {
    const auto parsed = ParseDay(text);
    if (!parsed.ok()) return FieldError(absl::StrCat(holder, field), "must be a day, YYYY-MM-DD");
    day = *parsed;
  }
  return static_cast<int32_t>(CalendarDaysBetween(absl::CivilDay(1970, 1, 1), day));
}

}  // namespace

absl::StatusOr<ReceiptPeriod> ReceiptPeriod::Of(const std::string& from_day,
                                                const std::string& to_day,
                                                absl::string_view holder) {
  ReceiptPeriod period;
  SKRANKE_ASSIGN_OR_RETURN(period.first_,
                           DayNumber(from_day, absl::CivilDay(1, 1, 1), holder, "from_day"));
  SKRANKE_ASSIGN_OR_RETURN(period.last_,
                           DayNumber(to_day, absl::CivilDay(9999, 12, 31), holder, "to_day"));
  if (period.last_ >= period.first_) return period;
  return FieldError(absl::StrCat(holder, "to_day"), "must not be before from_day");
}

bool ReceiptPeriod::Has(const storage::v1::CaseState& c) const {
  return first_ <= c.receive_day() && c.receive_day() <= last_;
}

int64_t ReceiptPeriod::least_us() const { return (int64_t{first_} - 1) * kDayUs; }

int64_t ReceiptPeriod::most_us() const { return (int64_t{last_} + 2) * kDayUs; }

}  // namespace skranke
