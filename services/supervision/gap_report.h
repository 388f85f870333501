// What one sweep of the gap finder found. A value; threads may share const ones.
#ifndef SKRANKE_SERVICES_SUPERVISION_GAP_REPORT_H_
#define SKRANKE_SERVICES_SUPERVISION_GAP_REPORT_H_

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "skranke/v1/gap.pb.h"

namespace skranke {

// For whom a gap is one. A case whose route is hidden has those of its real route, and those that
// it would have where the counter is told it is.
enum class GapAudience : uint8_t { kEverybody, kShownRoute, kShownCounter };

// A gap's place: what it says is judged again when somebody looks, so that what was mended since
// the sweep is gone.
struct GapEntry {
  absl::Time since;
  // The case; 0 for a gap that is no single case's.
  uint64_t number = 0;
  v1::GapKind kind = v1::GAP_KIND_UNSPECIFIED;
  GapAudience audience = GapAudience::kEverybody;
  // Of a gap that is no single case's: life event, agency or document, the office that it belongs
  // to (empty: every office), and who should do what.
  std::string subject = {};
  std::string office = {};
  std::string next_step = {};

  auto place() const { return std::tie(since, number, kind, audience, subject); }
};

struct GapReport {
  // When the sweep began: later cases are in it or not.
  absl::Time sweep_time = absl::InfinitePast();
  // The oldest first.
  std::vector<GapEntry> entries;
  // There were more than are kept.
  bool incomplete = false;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_GAP_REPORT_H_
