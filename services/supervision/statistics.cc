#include "services/supervision/statistics.h"

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/calendar/office_day.h"
#include "services/supervision/sentence.h"
#include "services/supervision/sight.h"
#include "services/supervision/tally.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/contact.pb.h"

namespace skranke {
namespace {

constexpr int64_t kPartsPerMillion = 1'000'000;
// Up to so many days each is looked up; beyond, all day rows are read, which then costs less.
constexpr int kDaysLookedUp = 3'660;

int NumberIn(absl::string_view text) {
  int number = 0;
  return absl::SimpleAtoi(text, &number) ? number : 0;
}

std::string StateName(int state) {
  return WithoutPrefix(v1::State_Name(static_cast<v1::State>(state)), "STATE_");
}

std::string ChannelName(int channel) {
  return WithoutPrefix(v1::Channel_Name(static_cast<v1::Channel>(channel)), "CHANNEL_");
}

std::string ContactName(absl::string_view key) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(key, absl::MaxSplits('/', 1));
  const auto outcome = static_cast<v1::ContactOutcome>(NumberIn(parts.second));
  return absl::StrCat(ChannelName(NumberIn(parts.first)), "/",
                      WithoutPrefix(v1::ContactOutcome_Name(outcome), "CONTACT_OUTCOME_"));
}

std::string Same(absl::string_view text) { return std::string(text); }

// Cases by what day rows and counters both know.
struct Cases {
  int64_t count = 0;
  Tally<int> by_state;
  Tally<std::string> by_task;
  Tally<int> by_channel;
};

void Fill(const Cases& cases, v1::GetStatisticsResponse& response) {
  response.set_case_count(cases.count);
  cases.by_state.Fill(StateName, response.mutable_by_state());
  cases.by_task.Fill(Same, response.mutable_by_task());
  cases.by_channel.Fill(ChannelName, response.mutable_by_channel());
  if (cases.count == 0) return;
  const int64_t quick = cases.by_state.Of(v1::STATE_HANDLED_AT_COUNTER);
  response.set_quick_share_ppm(quick * kPartsPerMillion / cases.count);
}

// A counter that has no key; its name is the prefix itself.
absl::StatusOr<int64_t> CounterOf(const Snapshot& snapshot, absl::string_view name) {
  int64_t found = 0;
  SKRANKE_RETURN_IF_ERROR(snapshot.ScanCounters(name, [&](absl::string_view rest, int64_t count) {
    if (rest.empty()) found = count;
  }));
  return found;
}

absl::StatusOr<Tally<std::string>> CountersBy(const Snapshot& snapshot, absl::string_view prefix) {
  Tally<std::string> tally;
  SKRANKE_RETURN_IF_ERROR(snapshot.ScanCounters(
      prefix, [&](absl::string_view key, int64_t count) { tally.Add(std::string(key), count); }));
  return tally;
}

absl::StatusOr<Tally<int>> NumbersBy(const Snapshot& snapshot, absl::string_view prefix) {
  Tally<int> tally;
  SKRANKE_RETURN_IF_ERROR(snapshot.ScanCounters(
      prefix, [&](absl::string_view key, int64_t count) { tally.Add(NumberIn(key), count); }));
  return tally;
}

absl::StatusOr<Cases> AllCases(const Snapshot& snapshot) {
  Cases cases;
  SKRANKE_ASSIGN_OR_RETURN(cases.by_state, NumbersBy(snapshot, "s/"));
  cases.count = cases.by_state.total();
  SKRANKE_ASSIGN_OR_RETURN(cases.by_task, CountersBy(snapshot, "k/"));
  SKRANKE_ASSIGN_OR_RETURN(cases.by_channel, NumbersBy(snapshot, "c/"));
  return cases;
}

// Each agency's units together.
absl::StatusOr<Tally<std::string>> CountersByAgency(const Snapshot& snapshot) {
  Tally<std::string> tally;
  SKRANKE_RETURN_IF_ERROR(snapshot.ScanCounters("u/", [&](absl::string_view unit, int64_t count) {
    tally.Add(std::string(unit.substr(0, unit.find('\0'))), count);
  }));
  return tally;
}

std::string UnitName(const std::string& key) {
  return absl::StrReplaceAll(key, {{absl::string_view("\0", 1), "/"}});
}

absl::Status FillKeyed(const Snapshot& snapshot, v1::GetStatisticsResponse& response) {
  const struct {
    absl::string_view prefix;
    google::protobuf::RepeatedPtrField<v1::Count>* rows;
    std::string (*name)(const std::string&);
  } figures[] = {
      {"o/", response.mutable_by_outcome(), [](const std::string& key) { return key; }},
      {"u/", response.mutable_by_unit(), UnitName},
      {"w/", response.mutable_sent_to_owner(), [](const std::string& key) { return key; }},
      {"v/", response.mutable_contacts(), [](const std::string& key) { return ContactName(key); }},
  };
  for (const auto& figure : figures) {
    SKRANKE_ASSIGN_OR_RETURN(const auto tally, CountersBy(snapshot, figure.prefix));
    tally.Fill(figure.name, figure.rows);
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto by_agency, CountersByAgency(snapshot));
  by_agency.Fill(Same, response.mutable_by_agency());
  return absl::OkStatus();
}

absl::StatusOr<v1::GetStatisticsResponse> OfEverything(const Snapshot& snapshot) {
  v1::GetStatisticsResponse response;
  SKRANKE_ASSIGN_OR_RETURN(const Cases cases, AllCases(snapshot));
  Fill(cases, response);
  SKRANKE_RETURN_IF_ERROR(FillKeyed(snapshot, response));
  SKRANKE_ASSIGN_OR_RETURN(const int64_t returned, CounterOf(snapshot, "r"));
  SKRANKE_ASSIGN_OR_RETURN(const int64_t triaged, CounterOf(snapshot, "t"));
  SKRANKE_ASSIGN_OR_RETURN(const int64_t hidden, CounterOf(snapshot, "p"));
  SKRANKE_ASSIGN_OR_RETURN(const auto seconds, NumbersBy(snapshot, "h/"));
  response.set_returned_count(returned);
  response.set_triaged_count(triaged);
  response.set_protected_count(hidden);
  seconds.Fill([](int bucket) { return bucket; }, response.mutable_acceptance_seconds());
  return response;
}

struct Days {
  int first = 0;
  int last = 0;
};

int DayNumber(absl::CivilDay day) { return CalendarDaysBetween(absl::CivilDay(1970, 1, 1), day); }

Days DaysOf(const v1::GetStatisticsRequest& request) {
  Days days{.first = DayNumber(absl::CivilDay(1000, 1, 1)),
            .last = DayNumber(absl::CivilDay(9999, 12, 31))};
  if (const auto day = ParseDay(request.from_day()); day.ok()) days.first = DayNumber(*day);
  if (const auto day = ParseDay(request.to_day()); day.ok()) days.last = DayNumber(*day);
  return days;
}

// "OFFICE 0 TASK 0 CHANNEL 0 STATE", counted if it is of the office.
void CountDayRow(absl::string_view key, int64_t count, absl::string_view office, Cases& cases) {
  const std::vector<absl::string_view> parts = absl::StrSplit(key, absl::ByChar('\0'));
  if (parts.size() != 4 || (!office.empty() && parts[0] != office)) return;
  cases.count += count;
  cases.by_task.Add(std::string(parts[1]), count);
  cases.by_channel.Add(NumberIn(parts[2]), count);
  cases.by_state.Add(NumberIn(parts[3]), count);
}

absl::Status CountDay(const Snapshot& snapshot, int day, absl::string_view office, Cases& cases) {
  const std::string prefix = absl::StrCat("d/", day, absl::string_view("\0", 1));
  return snapshot.ScanCounters(prefix, [&](absl::string_view key, int64_t count) {
    CountDayRow(key, count, office, cases);
  });
}

absl::Status CountAllDays(const Snapshot& snapshot, const Days& days, absl::string_view office,
                          Cases& cases) {
  return snapshot.ScanCounters("d/", [&](absl::string_view key, int64_t count) {
    const size_t end = key.find('\0');
    if (end == absl::string_view::npos) return;
    const int day = NumberIn(key.substr(0, end));
    if (day < days.first || day > days.last) return;
    CountDayRow(key.substr(end + 1), count, office, cases);
  });
}

absl::StatusOr<v1::GetStatisticsResponse> OfDays(const Snapshot& snapshot, const Days& days,
                                                 absl::string_view office) {
  Cases cases;
  if (days.last - days.first > kDaysLookedUp) {
    SKRANKE_RETURN_IF_ERROR(CountAllDays(snapshot, days, office, cases));
  } else {
    for (int day = days.first; day <= days.last; ++day) {
      SKRANKE_RETURN_IF_ERROR(CountDay(snapshot, day, office, cases));
    }
  }
  v1::GetStatisticsResponse response;
  Fill(cases, response);
  return response;
}

absl::Status CheckDay(absl::string_view field, const std::string& day) {
  if (day.empty() || ParseDay(day).ok()) return absl::OkStatus();
  return FieldError(field, "must be a day, YYYY-MM-DD");
}

}  // namespace

absl::Status ValidateGetStatistics(const v1::GetStatisticsRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckDay("from_day", request.from_day()));
  SKRANKE_RETURN_IF_ERROR(CheckDay("to_day", request.to_day()));
  const Days days = DaysOf(request);
  if (days.last < days.first) return FieldError("to_day", "must not be before from_day");
  return absl::OkStatus();
}

absl::StatusOr<v1::GetStatisticsResponse> AnswerGetStatistics(
    const Snapshot& snapshot, const Caller& caller, const v1::GetStatisticsRequest& request) {
  std::string office = request.office();
  if (const auto own = OfficeOf(caller); own && !office.empty()) {
    SKRANKE_RETURN_IF_ERROR(MayActAtOffice(caller, office));
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto apart, OfficeApart(snapshot, caller));
  if (apart) office = *apart;
  const bool of_everything =
      office.empty() && request.from_day().empty() && request.to_day().empty();
  if (of_everything) return OfEverything(snapshot);
  return OfDays(snapshot, DaysOf(request), office);
}

}  // namespace skranke
