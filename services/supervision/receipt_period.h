// Days of receipt that a question asks for, in the installation's zone. Pure; any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_RECEIPT_PERIOD_H_
#define SKRANKE_SERVICES_SUPERVISION_RECEIPT_PERIOD_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "skranke/storage/v1/case.pb.h"

namespace skranke {

class ReceiptPeriod {
 public:
  // Of two days, YYYY-MM-DD; empty ones leave that end open. INVALID_ARGUMENT (INVALID_FIELD
  // from_day, to_day, behind `holder`, e.g. "filter.").
  static absl::StatusOr<ReceiptPeriod> Of(const std::string& from_day, const std::string& to_day,
                                          absl::string_view holder = "");

  bool Has(const storage::v1::CaseState& citizen_case) const;

  // Nothing received before the first or after the last of these instants is in it: days of any
  // zone begin within a day of those of UTC.
  int64_t least_us() const;
  int64_t most_us() const;

 private:
  // Days since 1970-01-01.
  int32_t first_;
  int32_t last_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_RECEIPT_PERIOD_H_
