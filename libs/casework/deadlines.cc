#include "libs/casework/deadlines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/casework/states.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::DeadlineRecord;
using storage::v1::StopRecord;

// "list 7, tasks.csv:12".
std::string ListSource(const Assessment& assessment) {
  if (assessment.list == nullptr) return "";
  const std::string& row = assessment.verdict.row;
  return absl::StrCat("list ", assessment.list->version(), row.empty() ? "" : ", ", row);
}

bool IsMoved(const StopRecord& stop, const DeadlineRecord& deadline) {
  const bool met_before = deadline.met_us() != 0 && deadline.met_us() <= stop.from_us();
  return deadline.stoppable() && stop.from_us() <= deadline.due_us() && !met_before;
}

// Limits end with a day, so they move by days: what began and ended between two midnights moves
// nothing, however often.
void Move(const StopRecord& stop, const OfficeZone& zone, DeadlineRecord& deadline) {
  if (!IsMoved(stop, deadline)) return;
  const auto day_of = [&](int64_t micros) { return zone.DayOf(absl::FromUnixMicros(micros)); };
  const int days = std::max(0, CalendarDaysBetween(day_of(stop.from_us()), day_of(stop.to_us())));
  const absl::CivilDay last = AddDays(day_of(deadline.due_us()), days);
  deadline.set_due_us(absl::ToUnixMicros(zone.EndOfDay(last)));
}

// The answer met all limits that nothing had met before.
int64_t AnsweredUs(const CaseState& c, absl::Time happened) {
  int64_t last_us = 0;
  for (const DeadlineRecord& deadline : c.deadlines()) {
    last_us = std::max(last_us, deadline.met_us());
  }
  return last_us == 0 ? absl::ToUnixMicros(happened) : last_us;
}

void CarryMet(const CaseState& c, absl::Time happened, DeadlineRecord& deadline) {
  const auto* known = FindDeadline(c, static_cast<DeadlineKind>(deadline.kind()));
  if (known != nullptr) {
    deadline.set_met_us(known->met_us());
  } else if (IsSettled(StateOf(c))) {
    deadline.set_met_us(AnsweredUs(c, happened));
  }
}

}  // namespace

DeadlineRecord ToRecord(const Limit& limit, absl::Time from, const Directory& directory) {
  DeadlineRecord record;
  record.set_kind(static_cast<int32_t>(limit.kind));
  record.set_from_us(absl::ToUnixMicros(from));
  record.set_due_us(absl::ToUnixMicros(directory.zone().EndOfDay(limit.last)));
  record.set_source(std::string(limit.source));
  record.set_stoppable(limit.stoppable);
  return record;
}

Deadlines DeadlinesOf(const CaseState& c, absl::Time received, const Assessment& assessment,
                      const Directory& directory, absl::Time happened) {
  const int list_days =
      assessment.row == nullptr ? 0 : static_cast<int>(assessment.row->answer_days());
  Deadlines deadlines;
  for (const Limit& limit : LimitsFrom(DeadlineStart::kReceipt, directory.zone().DayOf(received),
                                       directory.country(), directory.holidays(), list_days)) {
    DeadlineRecord record = ToRecord(limit, received, directory);
    if (record.source().empty()) record.set_source(ListSource(assessment));
    CarryMet(c, happened, record);
    *deadlines.Add() = std::move(record);
  }
  for (const StopRecord& stop : c.stops()) {
    if (stop.to_us() != 0) deadlines = AfterStop(std::move(deadlines), stop, directory);
  }
  const auto* demanded = FindDeadline(c, DeadlineKind::kDemandedDecision);
  if (demanded != nullptr) *deadlines.Add() = *demanded;
  return deadlines;
}

Deadlines AfterStop(Deadlines deadlines, const StopRecord& stop, const Directory& directory) {
  for (DeadlineRecord& deadline : deadlines) Move(stop, directory.zone(), deadline);
  return deadlines;
}

bool Binds(const DeadlineRecord& deadline, const CaseState& c) {
  const bool own = c.owner().office() && c.verdict().case_class() == v1::CASE_CLASS_QUICK;
  return !own || deadline.kind() != static_cast<int32_t>(DeadlineKind::kTransfer);
}

const DeadlineRecord* FindDeadline(const CaseState& c, DeadlineKind kind) {
  for (const DeadlineRecord& deadline : c.deadlines()) {
    if (deadline.kind() == static_cast<int32_t>(kind)) return &deadline;
  }
  return nullptr;
}

}  // namespace skranke
