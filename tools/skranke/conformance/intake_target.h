// An agency's intake as a conformance suite reaches it: one way of several. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_CONFORMANCE_INTAKE_TARGET_H_
#define SKRANKE_TOOLS_SKRANKE_CONFORMANCE_INTAKE_TARGET_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "skranke/v1/intake.pb.h"
#include "tools/skranke/conformance/check.h"
#include "tools/skranke/conformance/sample_case.h"

namespace skranke {

class IntakeTarget {
 public:
  virtual ~IntakeTarget() = default;

  // The id that the agency acknowledges with, or its refusal. With `newer`, the message has fields
  // that the agency cannot know yet.
  virtual absl::StatusOr<std::string> Send(const v1::ReceiveRequest& message, bool newer) = 0;

  // Whether the agency said that a message before is missing, and how it says so in this way.
  virtual bool IsGap(const absl::Status& refused) const = 0;
  virtual std::string GapWords() const = 0;

  // Whether the agency refused what it was sent, for good: not that it was away, busy or silent.
  virtual bool IsRefusal(const absl::Status& status) const = 0;

  // What this way alone promises.
  virtual std::vector<Check> OwnChecks(const SampleSender& sender) = 0;
};

// What the agency is waited for.
struct TargetOptions {
  absl::Duration wait = absl::Seconds(10);
  // File of the key that POSTs are signed with; made where it is not there.
  std::string key_file;
};

// HOST:PORT of an AgencyIntakeService.
std::unique_ptr<IntakeTarget> MakeGrpcTarget(const std::string& address, TargetOptions options);
// A webhook's URL. INVALID_ARGUMENT (WEBHOOK_URL); errors of the key file.
absl::StatusOr<std::unique_ptr<IntakeTarget>> MakeWebhookTarget(const std::string& url,
                                                                TargetOptions options);
// A folder with OUT and RECEIPTS. NOT_FOUND where one is missing.
absl::StatusOr<std::unique_ptr<IntakeTarget>> MakeDropTarget(const std::string& path,
                                                             TargetOptions options);

// What is promised whichever way the messages come, then what the target's own way promises, then
// that it still takes messages. `target` has to outlive them.
std::vector<Check> IntakeChecks(IntakeTarget* target, const SampleSender& sender);

// OK if the message is acknowledged with its own id, else in words what came instead.
absl::Status ExpectTaken(IntakeTarget& target, const v1::ReceiveRequest& message,
                         bool newer = false);
// OK if it is refused, in whatever words; no answer is no refusal.
absl::Status ExpectRefused(const IntakeTarget& target, const absl::StatusOr<std::string>& sent,
                           absl::string_view what);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_CONFORMANCE_INTAKE_TARGET_H_
