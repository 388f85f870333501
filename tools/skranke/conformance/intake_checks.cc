#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/conformance/intake_target.h"

namespace skranke {
namespace {

std::string Words(const absl::Status& status) {
  return absl::StrCat(absl::StatusCodeToString(status.code()), ", \"", status.message(), "\"");
}

// One way to check a kind of message: after a hand-over it is taken.
Check KindCheck(IntakeTarget* target, const SampleSender& sender, const std::string& name,
                const std::string& promise, v1::ReceiveRequest (SampleCase::*next)()) {
  return {name, promise, [=]() -> absl::Status {
            SampleCase c(sender);
            SKRANKE_RETURN_IF_ERROR(ExpectTaken(*target, c.Handover()));
            return ExpectTaken(*target, (c.*next)());
          }};
}

absl::Status Twice(IntakeTarget& target, const SampleSender& sender) {
  SampleCase c(sender);
  const v1::ReceiveRequest first = c.Handover();
  SKRANKE_RETURN_IF_ERROR(ExpectTaken(target, first));
  for (int i = 0; i < 2; ++i) {
    const absl::Status again = ExpectTaken(target, first);
    if (!again.ok()) return Instead(absl::StrCat("the second time ", again.message()));
  }
  // It was stored once: what comes after it fits.
  const absl::Status next = ExpectTaken(target, c.Supplement());
  return next.ok() ? next : Instead(absl::StrCat("after the repeats, ", next.message()));
}

absl::Status InOrder(IntakeTarget& target, const SampleSender& sender) {
  SampleCase c(sender);
  const v1::ReceiveRequest first = c.Handover();
  const v1::ReceiveRequest second = c.Supplement();
  const v1::ReceiveRequest third = c.Correction();
  SKRANKE_RETURN_IF_ERROR(ExpectTaken(target, first));
  const auto early = target.Send(third, /*newer=*/false);
  if (early.ok()) {
    return Instead(
        "it acknowledged message 3 although message 2 had not come: one of them is lost");
  }
  if (!target.IsGap(early.status())) {
    return Instead(absl::StrCat("it should have answered message 3 before message 2 with ",
                                target.GapWords(), ", but said ", Words(early.status())));
  }
  for (const auto& message : {second, third, first}) {
    const absl::Status taken = ExpectTaken(target, message);
    if (!taken.ok()) {
      return Instead(absl::StrCat("once the gap was filled, message ", message.sequence(), ": ",
                                  taken.message()));
    }
  }
  return absl::OkStatus();
}

// The office gives up a message at last, and says so.
absl::Status OverGivenUp(IntakeTarget& target, const SampleSender& sender) {
  SampleCase c(sender);
  SKRANKE_RETURN_IF_ERROR(ExpectTaken(target, c.Handover()));
  c.Supplement();
  v1::ReceiveRequest third = c.Correction();
  third.set_previous_sequence(1);
  return ExpectTaken(target, third);
}

absl::Status OtherAgency(IntakeTarget& target, const SampleSender& sender) {
  SampleSender other = sender;
  other.agency += "X";
  return ExpectRefused(target, target.Send(SampleCase(other).Handover(), /*newer=*/false),
                       "a case that is for another agency");
}

}  // namespace

absl::Status ExpectTaken(IntakeTarget& target, const v1::ReceiveRequest& message, bool newer) {
  const auto sent = target.Send(message, newer);
  if (!sent.ok()) return Instead(absl::StrCat("it answered ", Words(sent.status())));
  if (*sent == message.message_id()) return absl::OkStatus();
  return Instead(absl::StrCat("it acknowledged ", message.message_id(), " with the id \"", *sent,
                              "\", which is no acknowledgement"));
}

absl::Status ExpectRefused(const IntakeTarget& target, const absl::StatusOr<std::string>& sent,
                           absl::string_view what) {
  if (sent.ok()) return Instead(absl::StrCat("it acknowledged ", what));
  if (target.IsRefusal(sent.status())) return absl::OkStatus();
  return Instead(
      absl::StrCat("it should have refused ", what, ", but said ", Words(sent.status())));
}

std::vector<Check> IntakeChecks(IntakeTarget* target, const SampleSender& sender) {
  std::vector<Check> checks = {
      {"takes-a-hand-over", "A hand-over is stored and acknowledged with its own message id.",
       [=] { return ExpectTaken(*target, SampleCase(sender).Handover()); }},
      {"same-message-twice", "The same message again is one case, and acknowledged again.",
       [=] { return Twice(*target, sender); }},
      {"in-order", "What comes too early is refused, and taken once the message before has come.",
       [=] { return InOrder(*target, sender); }},
      {"over-what-was-given-up", "A message that the office gave up is not waited for.",
       [=] { return OverGivenUp(*target, sender); }},
      {"unknown-fields", "Fields of a newer office are passed over.",
       [=] { return ExpectTaken(*target, SampleCase(sender).Handover(), /*newer=*/true); }},
      KindCheck(target, sender, "supplement", "A supplement is taken.", &SampleCase::Supplement),
      KindCheck(target, sender, "correction", "A correction is taken.", &SampleCase::Correction),
      KindCheck(target, sender, "reminder", "A reminder is taken.", &SampleCase::Reminder),
      KindCheck(target, sender, "recall", "A recall is taken.", &SampleCase::Recall),
      KindCheck(target, sender, "withdrawal", "A withdrawal is taken.", &SampleCase::Withdrawal),
      KindCheck(target, sender, "reopening", "A reopening is taken as a new hand-over.",
                &SampleCase::Reopening),
      {"other-agency", "What is for another agency is refused.",
       [=] { return OtherAgency(*target, sender); }}};
  for (Check& own : target->OwnChecks(sender)) checks.push_back(std::move(own));
  checks.push_back({"still-there", "After all this a hand-over is taken as before.",
                    [=] { return ExpectTaken(*target, SampleCase(sender).Handover()); }});
  return checks;
}

}  // namespace skranke
