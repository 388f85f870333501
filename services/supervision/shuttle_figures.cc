#include "services/supervision/shuttle_figures.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/casework/states.h"
#include "skranke/v1/case.pb.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::HandoverRecord;

constexpr int64_t kMicrosASecond = 1'000'000;

// The whole case, or what concerns one agency.
struct Part {
  const CaseJourney& journey;
  const absl::string_view* agency;  // Null: the whole.

  bool Has(absl::string_view of) const { return agency == nullptr || *agency == of; }
};

v1::ShuttlingFigure TimeOf(Phase phase) {
  switch (phase) {
    case Phase::kCounter:
      return v1::SHUTTLING_FIGURE_TIME_AT_COUNTER;
    case Phase::kTriage:
      return v1::SHUTTLING_FIGURE_TIME_IN_TRIAGE;
    case Phase::kRouted:
      return v1::SHUTTLING_FIGURE_TIME_ROUTED;
    case Phase::kDelivered:
      return v1::SHUTTLING_FIGURE_TIME_DELIVERED;
    case Phase::kAccepted:
      return v1::SHUTTLING_FIGURE_TIME_ACCEPTED;
    case Phase::kInWork:
      return v1::SHUTTLING_FIGURE_TIME_IN_WORK;
    case Phase::kAwaitingCitizen:
      return v1::SHUTTLING_FIGURE_TIME_AWAITING_CITIZEN;
    case Phase::kAwaitingOthers:
      return v1::SHUTTLING_FIGURE_TIME_AWAITING_OTHERS;
    case Phase::kDecided:
      return v1::SHUTTLING_FIGURE_TIME_DECIDED;
    case Phase::kEnded:
      break;
  }
  return v1::SHUTTLING_FIGURE_UNSPECIFIED;
}

void AddHandovers(const Part& part, ShuttleFigures& figures) {
  for (const HandoverRecord& handover : part.journey.citizen_case.handovers()) {
    if (!part.Has(handover.receiver().agency())) continue;
    ++figures[v1::SHUTTLING_FIGURE_HANDOVERS];
    figures[v1::SHUTTLING_FIGURE_RETURNS] +=
        handover.outcome() == v1::Handover::OUTCOME_RETURNED ? 1 : 0;
    figures[v1::SHUTTLING_FIGURE_FORWARDS] +=
        handover.outcome() == v1::Handover::OUTCOME_FORWARDED ? 1 : 0;
  }
}

void AddContacts(const Part& part, ShuttleFigures& figures) {
  for (const CitizenContact& contact : part.journey.contacts) {
    if (!part.Has(contact.agency)) continue;
    ++figures[v1::SHUTTLING_FIGURE_CONTACTS];
    figures[v1::SHUTTLING_FIGURE_UNNECESSARY_CONTACTS] += contact.unnecessary ? 1 : 0;
  }
}

// Counts the stations that had been there before; `same` says which two are the same.
template <typename Same>
int64_t PingPong(const Part& part, Same same) {
  const auto& stations = part.journey.stations;
  int64_t count = 0;
  for (size_t i = 1; i < stations.size(); ++i) {
    if (!part.Has(stations[i].agency) || same(stations[i - 1], stations[i])) continue;
    const auto had = [&](const Station& before) { return same(before, stations[i]); };
    count += std::any_of(stations.begin(), stations.begin() + i, had) ? 1 : 0;
  }
  return count;
}

bool IsSameUnit(const Station& a, const Station& b) {
  return a.agency == b.agency && a.unit == b.unit;
}

bool IsSameAgency(const Station& a, const Station& b) { return a.agency == b.agency; }

bool IsSolvedInFirstLine(const CaseState& c) {
  if (c.state() == v1::STATE_HANDLED_AT_COUNTER) return c.handovers_size() == 0;
  // Sent to somebody outside the house: the citizen goes on there.
  return c.state() == v1::STATE_CLOSED && c.handovers_size() == 1 && c.referred_to().empty();
}

bool IsPassedOnByFirstLine(const CaseJourney& journey) {
  const CaseState& c = journey.citizen_case;
  if (c.handovers_size() == 0) return false;
  const auto outcome = c.handovers(0).outcome();
  const bool passed_on = outcome == v1::Handover::OUTCOME_RETURNED ||
                         outcome == v1::Handover::OUTCOME_FORWARDED || journey.first_line_moved;
  return passed_on && !journey.first_line_worked;
}

void AddFirstLine(const Part& part, ShuttleFigures& figures) {
  const CaseState& c = part.journey.citizen_case;
  absl::string_view first;
  if (c.handovers_size() > 0) first = c.handovers(0).receiver().agency();
  if (!part.Has(first)) return;
  figures[v1::SHUTTLING_FIGURE_SOLVED_IN_FIRST_LINE] = IsSolvedInFirstLine(c) ? 1 : 0;
  figures[v1::SHUTTLING_FIGURE_PASSED_ON_BY_FIRST_LINE] =
      IsPassedOnByFirstLine(part.journey) ? 1 : 0;
}

bool IsFaked(const Wait& wait, const CaseState& c) {
  const bool before_limit = wait.stop >= 0 && wait.stop < c.stops_size() &&
                            c.stops(wait.stop).flag() == v1::STOP_FLAG_BEFORE_LIMIT;
  return before_limit || (wait.for_citizen && wait.ended && !wait.had_reason);
}

void AddWaits(const Part& part, ShuttleFigures& figures) {
  for (const Wait& wait : part.journey.waits) {
    if (!part.Has(wait.agency) || !IsFaked(wait, part.journey.citizen_case)) continue;
    ++figures[v1::SHUTTLING_FIGURE_FAKED_WAITS];
  }
}

void AddLines(const Part& part, ShuttleFigures& figures) {
  for (const LineMove& move : part.journey.line_moves) {
    if (part.Has(move.agency) && move.back) ++figures[v1::SHUTTLING_FIGURE_LINE_MOVES_BACK];
  }
}

void AddTimes(const Part& part, ShuttleFigures& figures) {
  ShuttleFigures micros{};
  for (const Stay& stay : part.journey.stays) {
    if (stay.phase == Phase::kEnded || !part.Has(stay.agency)) continue;
    micros[TimeOf(stay.phase)] += stay.length_us;
    micros[v1::SHUTTLING_FIGURE_TIME_IN_ALL] += stay.length_us;
  }
  for (int i = v1::SHUTTLING_FIGURE_TIME_AT_COUNTER; i <= v1::SHUTTLING_FIGURE_TIME_IN_ALL; ++i) {
    figures[i] = micros[i] / kMicrosASecond;
  }
}

ShuttleFigures Figures(const Part& part) {
  ShuttleFigures figures{};
  AddHandovers(part, figures);
  AddContacts(part, figures);
  figures[v1::SHUTTLING_FIGURE_UNIT_PING_PONG] = PingPong(part, IsSameUnit);
  figures[v1::SHUTTLING_FIGURE_AGENCY_PING_PONG] = PingPong(part, IsSameAgency);
  AddFirstLine(part, figures);
  AddWaits(part, figures);
  AddLines(part, figures);
  AddTimes(part, figures);
  return figures;
}

}  // namespace

ShuttleFigures FiguresOf(const CaseJourney& journey) {
  return Figures({.journey = journey, .agency = nullptr});
}

ShuttleFigures FiguresAt(const CaseJourney& journey, absl::string_view agency) {
  return Figures({.journey = journey, .agency = &agency});
}

std::vector<std::string> AgenciesOf(const CaseJourney& journey) {
  std::vector<std::string> agencies;
  for (const Station& station : journey.stations) {
    if (std::find(agencies.begin(), agencies.end(), station.agency) == agencies.end()) {
      agencies.push_back(station.agency);
    }
  }
  return agencies;
}

std::string PlacingRow(const CaseState& c) {
  for (const HandoverRecord& handover : c.handovers()) {
    const auto& decision = handover.decision();
    if (decision.row().empty()) continue;
    return absl::StrCat(decision.list_version(), " ", decision.row());
  }
  if (c.verdict().row().empty()) return "";
  return absl::StrCat(c.verdict().list_version(), " ", c.verdict().row());
}

}  // namespace skranke
