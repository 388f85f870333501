#include "services/supervision/gap_sweep.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/casework/outages.h"
#include "libs/casework/render.h"
#include "libs/casework/states.h"
#include "services/supervision/case_ranges.h"
#include "services/supervision/last_move.h"
#include "services/supervision/unreachable.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::MessageRecord;

// Messages of one agency that a sweep looks at: those that are sent first have mostly waited
// longest, and an agency with more of them is a gap for the first already.
constexpr size_t kMessagesRead = 1'000;

std::vector<v1::State> OpenStates() {
  std::vector<v1::State> states;
  for (int state = v1::STATE_COMPLETE; state <= v1::State_MAX; ++state) {
    if (IsOpen(static_cast<v1::State>(state))) states.push_back(static_cast<v1::State>(state));
  }
  return states;
}

// No event tells when these began, or the one that did is not at hand.
bool BeginsUnseen(v1::GapKind kind) {
  return kind == v1::GAP_KIND_OWNER_GONE || kind == v1::GAP_KIND_RECEIVER_UNREACHABLE ||
         kind == v1::GAP_KIND_PLAN_WITHOUT_UNIT;
}

std::string NameOf(const GapEntry& entry) {
  return absl::StrCat(entry.number, " ", entry.kind, " ", static_cast<int>(entry.audience), " ",
                      entry.subject);
}

// When the message began to wait, as far as the case tells.
absl::Time WaitsSince(const CaseState& c, const MessageRecord& message) {
  const bool brings = message.kind() == storage::v1::MESSAGE_KIND_HANDOVER ||
                      message.kind() == storage::v1::MESSAGE_KIND_REOPENING;
  const int index = static_cast<int>(message.handover()) - 1;
  const bool known = brings && index >= 0 && index < c.handovers_size();
  return absl::FromUnixMicros(known ? c.handovers(index).ready_us() : c.update_us());
}

// The oldest of the agency's messages about the case that is still to be delivered.
absl::Time OldestWaiting(const CaseState& c, const std::string& agency, EndpointKind kind) {
  absl::Time oldest = absl::InfiniteFuture();
  for (const MessageRecord& message : c.messages()) {
    if (message.agency() != agency || message.dead()) continue;
    if (kind == EndpointKind::kPaper && IsChasedByItself(message, c)) continue;
    oldest = std::min(oldest, WaitsSince(c, message));
  }
  return oldest;
}

}  // namespace

GapSweep::GapSweep(const GapSources& sources, std::shared_ptr<const GapReport> before,
                   absl::Time now)
    : sources_(sources), before_(std::move(before)) {
  report_.sweep_time = now;
  for (const GapEntry& entry : before_->entries) {
    if (BeginsUnseen(entry.kind)) known_[NameOf(entry)] = entry.since;
  }
}

absl::StatusOr<bool> GapSweep::Look(const Snapshot& snapshot, absl::Time now, size_t most) {
  if (!begun_) SKRANKE_RETURN_IF_ERROR(Begin(snapshot));
  begun_ = true;
  SKRANKE_RETURN_IF_ERROR(LookAtCases(snapshot, now, most));
  if (range_ < ranges_.size()) return true;
  SKRANKE_RETURN_IF_ERROR(LookAtEvents(snapshot, now));
  for (const auto& agency : snapshot.installation().directory->content().agencies()) {
    SKRANKE_RETURN_IF_ERROR(LookAtAgency(snapshot, agency, now));
  }
  LookAtDocuments(now);
  return false;
}

GapReport GapSweep::Finish() && {
  if (report_.entries.size() > kGapsKept) DropYoungest();
  std::sort(report_.entries.begin(), report_.entries.end(),
            [](const auto& a, const auto& b) { return a.place() < b.place(); });
  return std::move(report_);
}

absl::Status GapSweep::Begin(const Snapshot& snapshot) {
  SKRANKE_ASSIGN_OR_RETURN(const auto units, snapshot.UnitsWithCases());
  SKRANKE_ASSIGN_OR_RETURN(const auto offices, snapshot.OfficesWithCases());
  for (const auto& unit : units) AddUnitRanges(unit, OpenStates(), ranges_);
  for (const std::string& office : offices) AddWaitingRanges(office, OpenStates(), ranges_);
  if (!sources_.lines) return absl::OkStatus();
  for (SilentLine& line : sources_.lines()) silent_[line.agency] = line.since;
  return absl::OkStatus();
}

absl::Status GapSweep::LookAtCases(const Snapshot& snapshot, absl::Time now, size_t most) {
  SKRANKE_ASSIGN_OR_RETURN(const auto numbers, NextNumbers(snapshot, most));
  SKRANKE_ASSIGN_OR_RETURN(const auto cases, snapshot.FindCases(numbers));
  for (const CaseState& c : cases) {
    SKRANKE_ASSIGN_OR_RETURN(const absl::Time moved, LastMove(snapshot, c, now));
    LookAt(c, moved, snapshot.installation(), now);
  }
  return absl::OkStatus();
}

// From as many ranges as it takes; most have few cases.
absl::StatusOr<std::vector<uint64_t>> GapSweep::NextNumbers(const Snapshot& snapshot, size_t most) {
  std::vector<uint64_t> numbers;
  const auto take = [&](const IndexEntry& entry) {
    numbers.push_back(entry.number);
    after_ = entry;
    return numbers.size() < most;
  };
  while (range_ < ranges_.size() && numbers.size() < most) {
    const IndexRange& range = ranges_[range_];
    SKRANKE_RETURN_IF_ERROR(
        range.kind == IndexRange::Kind::kUnit
            ? snapshot.ScanUnit(range.authority, range.unit, range.state, after_, take)
            : snapshot.ScanWaiting(range.authority, range.state, after_, take));
    if (numbers.size() == most) break;
    ++range_;
    after_.reset();
  }
  return numbers;
}

void GapSweep::LookAt(const CaseState& c, absl::Time moved, const Installation& installation,
                      absl::Time now) {
  if (!c.bundle().empty()) Remember(c);
  if (!c.hidden_route()) {
    AddAll(c, moved, Sight::kRoute, GapAudience::kEverybody, installation, now);
    return;
  }
  AddAll(c, moved, Sight::kRoute, GapAudience::kShownRoute, installation, now);
  AddAll(c, moved, Sight::kCounter, GapAudience::kShownCounter, installation, now);
}

void GapSweep::AddAll(const CaseState& c, absl::Time moved, Sight sight, GapAudience audience,
                      const Installation& installation, absl::Time now) {
  for (const FoundGap& gap : FindGaps(c, moved, sight, installation, now)) {
    Add({.since = gap.since, .number = c.number(), .kind = gap.kind, .audience = audience});
  }
}

// By what anybody is told: the parts of a protected person's life event tell nothing either.
void GapSweep::Remember(const CaseState& c) {
  const auto [found, is_new] = events_.try_emplace(c.bundle());
  Event& event = found->second;
  const std::string& authority = CounterAuthority(c);
  if (is_new) {
    event = {.since_us = c.receive_us(),
             .authority = authority,
             .principal = c.principal(),
             .office = c.office()};
  }
  event.since_us = std::min(event.since_us, c.receive_us());
  event.several = event.several || event.authority != authority || event.principal != c.principal();
}

absl::Status GapSweep::LookAtEvents(const Snapshot& snapshot, absl::Time now) {
  const Directory& directory = *snapshot.installation().directory;
  for (auto& [name, event] : events_) {
    if (!event.several) continue;
    std::shared_ptr<const CaseState> lead;
    if (sources_.lead) {
      SKRANKE_ASSIGN_OR_RETURN(lead, sources_.lead(snapshot, name));
    }
    if (!IsWithoutLead(lead.get(), directory, directory.zone().DayOf(now))) continue;
    Add({.since = absl::FromUnixMicros(event.since_us),
         .kind = v1::GAP_KIND_BUNDLE_WITHOUT_LEAD,
         .subject = name,
         .office = event.office,
         .next_step = "A supervisor agrees with the agencies who answers for the whole."});
  }
  return absl::OkStatus();
}

absl::Status GapSweep::LookAtAgency(const Snapshot& snapshot, const storage::v1::AgencyRow& agency,
                                    absl::Time now) {
  const auto* planned = snapshot.installation().outages->FindAnnounced(agency.agency());
  if (planned != nullptr && IsRunning(*planned, now)) return absl::OkStatus();
  std::vector<uint64_t> numbers;
  SKRANKE_RETURN_IF_ERROR(
      snapshot.ScanMessages(agency.agency(), [&](const storage::v1::ReadyEntry& entry) {
        numbers.push_back(entry.number());
        return numbers.size() < kMessagesRead;
      }));
  SKRANKE_ASSIGN_OR_RETURN(const auto cases, snapshot.FindCases(numbers));
  const Installation& installation = snapshot.installation();
  const EndpointKind kind = KindOfEndpoint(installation.EndpointOf(agency.agency()));
  // A protected person's message alone is nothing that an office may hear of.
  absl::Time oldest = absl::InfiniteFuture();
  absl::Time oldest_open = absl::InfiniteFuture();
  for (const CaseState& c : cases) {
    const absl::Time waits = OldestWaiting(c, agency.agency(), kind);
    oldest = std::min(oldest, waits);
    if (!c.hidden_route()) oldest_open = std::min(oldest_open, waits);
  }
  const auto after_outage = [&](absl::Time waits) {
    const bool held = planned != nullptr && EndOf(*planned) <= now && waits < EndOf(*planned);
    return held ? EndOf(*planned) : waits;
  };
  const auto silent = silent_.find(agency.agency());
  const auto silent_since =
      silent == silent_.end() ? absl::nullopt : absl::optional<absl::Time>(silent->second);
  const auto since = [&](absl::Time waits) {
    return UnreachableSince(kind, silent_since, after_outage(waits), now, *installation.directory);
  };
  const auto open = since(oldest_open);
  const auto any = open ? open : since(oldest);
  if (!any) return absl::OkStatus();
  Add({.since = *any,
       .kind = v1::GAP_KIND_RECEIVER_UNREACHABLE,
       .audience = open ? GapAudience::kEverybody : GapAudience::kShownRoute,
       .subject = agency.agency(),
       .next_step = NextStepToReach(kind, agency.agency())});
  return absl::OkStatus();
}

void GapSweep::LookAtDocuments(absl::Time now) {
  if (!sources_.documents) return;
  for (StrayDocument& document : sources_.documents(now)) {
    Add({.since = document.since,
         .kind = v1::GAP_KIND_DOCUMENT_WITHOUT_CASE,
         .subject = std::move(document.reference),
         .office = std::move(document.office),
         .next_step = "The office registers a case for it; what came by mistake goes by itself "
                      "after 30 days."});
  }
}

void GapSweep::Add(GapEntry entry) {
  if (BeginsUnseen(entry.kind)) {
    const auto known = known_.find(NameOf(entry));
    if (known != known_.end()) entry.since = std::min(entry.since, known->second);
  }
  report_.entries.push_back(std::move(entry));
  if (report_.entries.size() >= 2 * kGapsKept) DropYoungest();
}

void GapSweep::DropYoungest() {
  auto& entries = report_.entries;
  std::nth_element(entries.begin(), entries.begin() + kGapsKept, entries.end(),
                   [](const auto& a, const auto& b) { return a.place() < b.place(); });
  entries.resize(kGapsKept);
  report_.incomplete = true;
}

}  // namespace skranke
