// The way of one case through the house, made from its records: where it stayed and how long, who
// had it, when the citizen had to come, what it waited for. Pure; any thread.
#ifndef SKRANKE_SERVICES_SUPERVISION_JOURNEY_H_
#define SKRANKE_SERVICES_SUPERVISION_JOURNEY_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"

namespace skranke {

// Entries of contacts that lie closer together are one contact: a clerk registers the matter, notes
// the contact and adds a paper in one conversation. Source: design; longer than a quick task takes.
inline constexpr absl::Duration kSameContact = absl::Minutes(30);

// A contact so near to an appointment's time is the appointment. Source: design; the same day.
inline constexpr absl::Duration kNearAppointment = absl::Hours(12);

// Where a case is, as far as time is counted.
enum class Phase {
  kCounter,
  kTriage,
  kRouted,
  kDelivered,
  kAccepted,
  kInWork,
  kAwaitingCitizen,
  kAwaitingOthers,
  kDecided,
  kEnded,
};

// From one change of phase or owner to the next.
struct Stay {
  Phase phase = Phase::kCounter;
  std::string agency;  // Empty at the office.
  int64_t length_us = 0;
};

// A unit that had the case; the next one is another.
struct Station {
  std::string agency;
  std::string unit;
};

struct CitizenContact {
  std::string agency;  // That had the case then; empty: the office.
  bool unnecessary = false;
};

// A time in which a unit's case waited for somebody.
struct Wait {
  std::string agency;
  bool for_citizen = false;
  // Something came from the citizen, or the end date passed: there had been something to wait for.
  bool had_reason = false;
  bool ended = false;
  // Of the case's stops; -1: it has none for it.
  int stop = -1;
};

struct LineMove {
  std::string agency;
  bool back = false;
};

struct CaseJourney {
  std::vector<Stay> stays;
  std::vector<Station> stations;
  std::vector<CitizenContact> contacts;
  std::vector<Wait> waits;
  std::vector<LineMove> line_moves;
  // What the first receiver did, before it had begun to work: it moved the case to another line.
  bool first_line_moved = false;
  bool first_line_worked = false;
  // The case at the end.
  storage::v1::CaseState citizen_case;
};

// The phase of a case as it stands.
Phase PhaseOf(const storage::v1::CaseState& citizen_case);

// The journey that the case's records tell. An open case's last stay lasts until `now`. Events that
// are told later than they happened count from the event before them at the earliest, so that no
// time is counted twice.
CaseJourney JourneyOf(uint64_t number, const std::vector<storage::v1::Record>& records,
                      absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_SUPERVISION_JOURNEY_H_
