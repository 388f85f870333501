#include "tests/simulation/errand.h"

#include <utility>

namespace skranke {
namespace {

// After so many sendings a person gives up.
constexpr int kSendingsMax = 12;
constexpr absl::Duration kShortestWait = absl::Milliseconds(500);
constexpr absl::Duration kLongestWait = absl::Seconds(10);
// Sendings of a thousand that go off twice, and that carry a deadline.
constexpr int kTwicePermille = 60;
constexpr int kDeadlinePermille = 300;
constexpr int kRefusedPermille = 500;

bool IsToBeRepeated(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsDeadlineExceeded(status) ||
         absl::IsResourceExhausted(status);
}

}  // namespace

void Errands::Run(const std::string& place, Asked asked, Done done) {
  asked.first_sent = agenda_->now();
  auto errand = std::make_shared<Errand>(
      Errand{.place = place, .asked = history_->Ask(std::move(asked)), .done = std::move(done)});
  Send(errand);
}

void Errands::Send(const Shared& errand) {
  const int sending = ++errand->sendings;
  SendOnce(errand);
  if (chance_.Happens(kTwicePermille)) SendOnce(errand);
  agenda_->In(chance_.Between(kShortestWait, kLongestWait),
              [this, errand, sending] { SendAgain(errand, sending); });
}

void Errands::SendOnce(const Shared& errand) {
  Told told{
      .asked = errand->asked, .sent = agenda_->now(), .known_position = history_->known_position()};
  const absl::Time deadline =
      chance_.Happens(kDeadlinePermille)
          ? agenda_->now() + chance_.Between(absl::Milliseconds(1), kLongestWait)
          : absl::InfiniteFuture();
  wire_->Carry(errand->place, kOfficePlace,
               [this, errand, told, deadline] { Arrive(errand, told, deadline); });
}

void Errands::Arrive(const Shared& errand, Told told, absl::Time deadline) {
  const SimulatedOffice::Done answer = [this, errand, told](Answer answered) mutable {
    told.status = std::move(answered.status);
    told.reply = std::move(answered.reply);
    told.position = answered.position;
    told.replayed = answered.replayed;
    wire_->Carry(kOfficePlace, errand->place, [this, errand, told] { Receive(errand, told); });
  };
  if (!office_->up()) {
    // Sometimes the machine says that nobody listens, sometimes it is gone, too.
    if (chance_.Happens(kRefusedPermille)) answer({.status = absl::UnavailableError("refused")});
    return;
  }
  const Asked& asked = history_->asked()[errand->asked];
  office_->Call(asked.caller, asked.method, asked.bytes, deadline, answer);
}

void Errands::Receive(const Shared& errand, Told told) {
  told.received = agenda_->now();
  history_->Tell(told);
  if (errand->finished || IsToBeRepeated(told.status)) return;
  Finish(errand, told);
}

// Whoever has no answer by then asks again, or gives up.
void Errands::SendAgain(const Shared& errand, int sending) {
  if (errand->finished || errand->sendings != sending) return;
  if (errand->sendings < kSendingsMax) return Send(errand);
  Finish(errand, {.asked = errand->asked, .status = absl::UnavailableError("given up")});
}

void Errands::Finish(const Shared& errand, const Told& told) {
  errand->finished = true;
  errand->done(told);
}

}  // namespace skranke
