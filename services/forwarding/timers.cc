#include "services/forwarding/timers.h"

#include <utility>

#include "libs/base/log.h"
#include "libs/casework/escalation.h"

namespace skranke {
namespace {

// How often timers are looked at: limits are minutes and days, a second more matters to nobody.
constexpr absl::Duration kLook = absl::Seconds(1);
// Commands handed over at a time: one batch of the writer.
constexpr size_t kDueAtOnce = 256;

}  // namespace

Timers::Timers(Engine* engine, std::shared_ptr<Bell> bell)
    : engine_(engine), mailbox_(std::make_shared<Mailbox<Letter>>(std::move(bell))) {}

absl::Time Timers::Step(absl::Time now) {
  OpenLetters(now);
  if (rest_until_ > now) return rest_until_;
  const auto due = engine_->snapshot()->DueTimers(now, kDueAtOnce);
  if (!due.ok()) {
    Log(LogLevel::kError, "timers not readable", {{"cause", due.status().message()}});
    return now + kLook;
  }
  for (const uint64_t number : *due) {
    if (under_way_.insert(number).second) Submit(number);
  }
  return now + kLook;
}

// A refused command (queue or disk full) is repeated, but not at once.
void Timers::OpenLetters(absl::Time now) {
  for (const Letter& letter : mailbox_->Empty()) {
    under_way_.erase(letter.number);
    if (!letter.status.ok()) rest_until_ = now + kLook;
  }
}

void Timers::Submit(uint64_t number) {
  Command command;
  command.system = true;
  command.method = "system/CaseDue";
  command.reads.cases.push_back(number);
  command.judge = [number](const View& view, const Caller& caller, absl::Time now) {
    return JudgeCaseDue(view, caller, number, now);
  };
  command.done = [mailbox = mailbox_, number](Answer answer) {
    mailbox->Put({.number = number, .status = std::move(answer.status)});
  };
  engine_->Submit(std::move(command));
}

}  // namespace skranke
