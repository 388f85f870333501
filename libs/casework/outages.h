// What is known of agencies that cannot be reached: what somebody announced, and what the forwarder
// found out. An agency has at most one outage of each kind. A snapshot that never changes; each
// event makes another. Threads may share it.
//
//   std::shared_ptr<const Outages> next = outages->With(event);
#ifndef SKRANKE_LIBS_CASEWORK_OUTAGES_H_
#define SKRANKE_LIBS_CASEWORK_OUTAGES_H_

#include <map>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Nobody announced it: only who announces gives a reason.
bool IsDetected(const storage::v1::OutageAnnounced& outage);

// The moment it ends, or ended; the infinite future where that is not known.
absl::Time EndOf(const storage::v1::OutageAnnounced& outage);

// Whether it lasts at that instant: its first instant counts, its last does not.
bool IsRunning(const storage::v1::OutageAnnounced& outage, absl::Time now);

class Outages {
 public:
  // By agency.
  using Rows = std::map<std::string, storage::v1::OutageAnnounced>;

  // Without any.
  Outages() = default;

  // With what the event says; the same for an event about something else.
  std::shared_ptr<const Outages> With(const storage::v1::Event& event) const;

  // What is announced for the agency, running or not; null where nothing is.
  const storage::v1::OutageAnnounced* FindAnnounced(absl::string_view agency) const;
  // What was found out; null where the agency answers, or was never asked.
  const storage::v1::OutageAnnounced* FindDetected(absl::string_view agency) const;
  // What keeps the agency away at that instant: the announced outage, else the detected one. Null
  // where nothing does.
  const storage::v1::OutageAnnounced* FindRunning(absl::string_view agency, absl::Time now) const;

  const Rows& announced() const { return announced_; }
  const Rows& detected() const { return detected_; }

 private:
  Rows announced_;
  Rows detected_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_OUTAGES_H_
