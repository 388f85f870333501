#include "services/forwarding/agency_line.h"

namespace skranke {
namespace {

constexpr char kReceive[] = "/skranke.v1.AgencyIntakeService/Receive";

}  // namespace

int AgencyLine::Free(int max_in_flight, const std::string& endpoint, absl::Time now) const {
  const int under_way = static_cast<int>(flights_.size());
  if (under_way > 0 && endpoint != endpoint_) return 0;
  if (failures_ == 0) return max_in_flight - under_way;
  return now >= next_probe_ && under_way == 0 ? 1 : 0;
}

void AgencyLine::Follow(const std::string& endpoint) {
  if (link_ == nullptr || endpoint == endpoint_) return;
  link_->GiveUp();
  // Who was away there may be here. The link goes when it is answered: it may wait till then.
  if (!flights_.empty()) return;
  link_.reset();
  failures_ = 0;
}

void AgencyLine::Send(const std::string& endpoint, const std::string& bytes, absl::Duration timeout,
                      Flight flight, Answered answered) {
  // A channel that failed pauses on its own before it connects again; a probe is to find out now.
  const bool anew = endpoint != endpoint_ || failures_ > 0 || link_ == nullptr;
  if (anew) {
    link_ = dial_(endpoint);
    endpoint_ = endpoint;
  }
  const FlightId id(flight.key.number, flight.key.sequence);
  flights_[id] = std::move(flight);
  link_->Start(kReceive, bytes, {.timeout = timeout},
               [id, answered = std::move(answered)](absl::StatusOr<CallReply> reply) {
                 answered(id, std::move(reply));
               });
}

// Messages that were under way together fail together: that is one failure.
void AgencyLine::FoundAway(absl::Time now, uint64_t random) {
  if (failures_ > 0 && now < next_probe_) return;
  if (failures_ == 0) away_since_ = now;
  next_probe_ = now + backoff_.PauseAfter(failures_, random);
  ++failures_;
}

}  // namespace skranke
