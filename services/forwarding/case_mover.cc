#include "services/forwarding/case_mover.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/log.h"
#include "libs/base/status_macros.h"
#include "libs/casework/move_case.h"
#include "libs/tasklist/rulebook_words.h"

namespace skranke {
namespace {

// How often it looks for a list that came into force.
constexpr absl::Duration kLook = absl::Seconds(1);
// Commands handed over at a time: one batch of the writer, and room for everybody else in the next.
constexpr size_t kAtOnce = 256;

bool IsToMove(const storage::v1::RulebookDraft& draft) {
  return Is(draft.state(), DraftState::kAdopted) && Is(draft.open_cases(), OpenCases::kMove) &&
         !draft.cases_moved();
}

// Another try may do; a case that is refused for itself stays where it is.
bool MayPass(const absl::Status& status) {
  return absl::IsResourceExhausted(status) || absl::IsUnavailable(status);
}

}  // namespace

CaseMover::CaseMover(Engine* engine, std::shared_ptr<Bell> bell)
    : engine_(engine), mailbox_(std::make_shared<Mailbox<Letter>>(std::move(bell))) {}

absl::Time CaseMover::Step(absl::Time now) {
  OpenLetters(now);
  if (rest_until_ > now) return rest_until_;
  const auto snapshot = engine_->snapshot();
  if (snapshot->installation().directory == nullptr) return now + kLook;
  absl::Status done;
  if (version_.empty()) {
    version_ = FindVersion(*snapshot, now);
    if (version_.empty()) return now + kLook;
    done = FindCases(*snapshot);
    if (!done.ok()) version_.clear();
  }
  SubmitSome();
  if (done.ok() && waiting_.empty() && under_way_.empty()) done = End(*snapshot);
  if (!done.ok()) Log(LogLevel::kError, "cases not movable", {{"cause", done.message()}});
  return now + kLook;
}

// A refused command (queue or disk full) is repeated, but not at once.
void CaseMover::OpenLetters(absl::Time now) {
  for (const Letter& letter : mailbox_->Empty()) {
    under_way_.erase(letter.number);
    if (letter.status.ok()) {
      if (letter.number == 0) version_.clear();
      continue;
    }
    rest_until_ = now + kLook;
    if (letter.number != 0 && MayPass(letter.status)) waiting_.push_back(letter.number);
  }
}

std::string CaseMover::FindVersion(const Snapshot& snapshot, absl::Time now) const {
  const Installation& installation = snapshot.installation();
  const TaskList* const list =
      installation.lists->InForce(installation.directory->zone().DayOf(now));
  if (list == nullptr) return "";
  const auto* const draft = installation.rulebook->Find(list->version());
  return draft != nullptr && IsToMove(*draft) ? list->version() : "";
}

absl::Status CaseMover::FindCases(const Snapshot& snapshot) {
  const auto& adopted = snapshot.installation().rulebook->Find(version_)->changes();
  const std::vector<storage::v1::RulebookRow> changes(adopted.begin(), adopted.end());
  SKRANKE_ASSIGN_OR_RETURN(const auto units, snapshot.UnitsWithCases());
  std::vector<uint64_t> numbers;
  for (const auto& unit : units) {
    for (const int state : {v1::STATE_ROUTED, v1::STATE_DELIVERED, v1::STATE_TRIAGE}) {
      SKRANKE_RETURN_IF_ERROR(snapshot.ScanUnit(unit.agency(), unit.unit(), state, absl::nullopt,
                                                [&](const IndexEntry& entry) {
                                                  numbers.push_back(entry.number);
                                                  return true;
                                                }));
    }
  }
  for (const uint64_t number : numbers) {
    SKRANKE_ASSIGN_OR_RETURN(const auto found, snapshot.FindCase(number));
    if (found == nullptr || !Touches(changes, found->task()) || !MayMove(*found)) continue;
    waiting_.push_back(number);
  }
  return absl::OkStatus();
}

void CaseMover::SubmitSome() {
  while (!waiting_.empty() && under_way_.size() < kAtOnce) {
    const uint64_t number = waiting_.back();
    waiting_.pop_back();
    Command command;
    command.method = "system/MoveCase";
    command.reads.cases.push_back(number);
    command.judge = [number, version = version_](const View& view, const Caller& caller,
                                                 absl::Time now) {
      return JudgeMoveCase(view, caller, number, version, now);
    };
    Submit(number, std::move(command));
  }
}

// Every case was moved, or need not be: the sum is what was counted, also before a stop.
absl::Status CaseMover::End(const Snapshot& snapshot) {
  uint64_t count = 0;
  const std::string counter = absl::StrCat("m/", version_);
  SKRANKE_RETURN_IF_ERROR(
      snapshot.ScanCounters(counter, [&](absl::string_view rest, int64_t moved) {
        if (rest.empty()) count = static_cast<uint64_t>(moved);
      }));
  Command command;
  command.method = "system/EndMoving";
  command.judge = [count, version = version_](const View& view, const Caller&, absl::Time) {
    return JudgeCasesMoved(view, version, count);
  };
  Submit(0, std::move(command));
  return absl::OkStatus();
}

void CaseMover::Submit(uint64_t number, Command command) {
  under_way_.insert(number);
  command.system = true;
  command.done = [mailbox = mailbox_, number](Answer answer) {
    mailbox->Put({.number = number, .status = std::move(answer.status)});
  };
  engine_->Submit(std::move(command));
}

}  // namespace skranke
