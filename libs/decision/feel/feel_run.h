// One evaluation: what it may spend, what `now()` is, and what went wrong on the way. FEEL has no
// exceptions: an error is null, and a diagnostic here that says why. One thread at a time.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_RUN_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_RUN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/decision/value.h"

namespace skranke {

class FeelRegex;

struct FeelDiagnostic {
  // Characters from 1 in the text of the expression.
  int position = 0;
  // Names and types, never a value: values are a citizen's.
  std::string message;

  friend bool operator==(const FeelDiagnostic&, const FeelDiagnostic&) = default;
};

class FeelRun {
 public:
  // Steps that an evaluation may take, about a node, an item or 16 bytes of text each. Source:
  // design; some tenths of a second, and a decision of an office takes some hundreds.
  static constexpr int64_t kStepsMax = 2'000'000;
  // How deep evaluations may be in each other; a call of a function takes some five. Source:
  // design; fits the 8 MiB of a thread's stack with a sanitizer's frames too.
  static constexpr int kDepthMax = 1'000;
  // More are counted, not kept.
  static constexpr size_t kDiagnosticsMax = 100;

  // `now` and `zone` are what now() and today() say.
  explicit FeelRun(absl::Time now = absl::UnixEpoch(), absl::TimeZone zone = absl::UTCTimeZone(),
                   int64_t steps = kStepsMax)
      : now_(now), zone_(zone), steps_left_(steps) {}

  absl::Time now() const { return now_; }
  absl::TimeZone zone() const { return zone_; }

  // Takes steps; false once there are none left. That is a diagnostic too, once.
  bool Spend(int64_t steps);
  bool is_spent() const { return steps_left_ < 0; }

  // Goes one deeper for as long as it lives.
  class Deeper {
   public:
    explicit Deeper(FeelRun& run) : run_(run) { ++run_.depth_; }
    ~Deeper() { --run_.depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    bool too_deep() const { return run_.depth_ > kDepthMax; }

   private:
    FeelRun& run_;
  };

  // Notes what is wrong at the position that is being evaluated, and gives null.
  Value Error(absl::string_view message);

  // Where in the text evaluation is; nodes set it before they may fail.
  int position() const { return position_; }
  void set_position(int position) { position_ = position; }

  // Where a compiled pattern is kept, so that a loop compiles it once; a null pointer for a new
  // one. Valid until the next call.
  std::shared_ptr<const FeelRegex>& Pattern(absl::string_view key);

  const std::vector<FeelDiagnostic>& diagnostics() const { return diagnostics_; }
  // Those since the last call: a decision's own, so that it can say which cell they are of.
  std::vector<FeelDiagnostic> TakeDiagnostics() { return std::exchange(diagnostics_, {}); }

 private:
  const absl::Time now_;
  const absl::TimeZone zone_;
  int64_t steps_left_;
  int depth_ = 0;
  int position_ = 0;
  std::vector<FeelDiagnostic> diagnostics_;
  absl::flat_hash_map<std::string, std::shared_ptr<const FeelRegex>> patterns_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_RUN_H_
