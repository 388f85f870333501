#include "libs/casework/outages.h"

namespace skranke {
namespace {

using storage::v1::OutageAnnounced;

const OutageAnnounced* Find(const Outages::Rows& rows, absl::string_view agency) {
  const auto found = rows.find(std::string(agency));
  return found == rows.end() ? nullptr : &found->second;
}

}  // namespace

bool IsDetected(const OutageAnnounced& outage) { return outage.reason().empty(); }

absl::Time EndOf(const OutageAnnounced& outage) {
  return outage.to_us() == 0 ? absl::InfiniteFuture() : absl::FromUnixMicros(outage.to_us());
}

bool IsRunning(const OutageAnnounced& outage, absl::Time now) {
  return absl::FromUnixMicros(outage.from_us()) <= now && now < EndOf(outage);
}

std::shared_ptr<const Outages> Outages::With(const storage::v1::Event& event) const {
  auto next = std::make_shared<Outages>(*this);
  if (event.has_outage_ended()) next->announced_.erase(event.outage_ended().agency());
  if (event.has_outage_announced()) {
    const OutageAnnounced& outage = event.outage_announced();
    Rows& rows = IsDetected(outage) ? next->detected_ : next->announced_;
    rows[outage.agency()] = outage;
    // What was found out to be over is forgotten.
    if (IsDetected(outage) && outage.to_us() != 0) rows.erase(outage.agency());
  }
  return next;
}

const OutageAnnounced* Outages::FindAnnounced(absl::string_view agency) const {
  return Find(announced_, agency);
}

const OutageAnnounced* Outages::FindDetected(absl::string_view agency) const {
  return Find(detected_, agency);
}

const OutageAnnounced* Outages::FindRunning(absl::string_view agency, absl::Time now) const {
  const OutageAnnounced* announced = FindAnnounced(agency);
  if (announced != nullptr && IsRunning(*announced, now)) return announced;
  const OutageAnnounced* detected = FindDetected(agency);
  return detected != nullptr && IsRunning(*detected, now) ? detected : nullptr;
}

}  // namespace skranke
