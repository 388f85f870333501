#include "services/forwarding/outage_watch.h"

#include <functional>
#include <utility>

#include "libs/base/limits.h"
#include "libs/base/log.h"
#include "libs/casework/outage_verbs.h"
#include "libs/casework/outages.h"
#include "libs/directory/endpoint.h"

namespace skranke {
namespace {

// Outages last for minutes and hours: a second more matters to nobody.
constexpr absl::Duration kLook = absl::Seconds(1);

// Whether anything is to be sent to the agency: without that nobody asks whether it is there.
bool HasMessages(const Snapshot& snapshot, const std::string& agency) {
  bool found = false;
  const absl::Status read = snapshot.ScanMessages(agency, [&](const storage::v1::ReadyEntry&) {
    found = true;
    return false;
  });
  // What cannot be read is no reason to say that an outage is over.
  return found || !read.ok();
}

// Whether somebody sends to it. What waits for one that fetches, or for a printer, tells nothing of
// whether it is there.
bool IsTried(const Installation& installation, const std::string& agency) {
  const EndpointKind kind = KindOfEndpoint(installation.EndpointOf(agency));
  return kind != EndpointKind::kPull && kind != EndpointKind::kPaper;
}

}  // namespace

OutageWatch::OutageWatch(Engine* engine, const Forwarder* forwarder, std::shared_ptr<Bell> bell)
    : engine_(engine),
      forwarder_(forwarder),
      mailbox_(std::make_shared<Mailbox<Letter>>(std::move(bell))) {}

absl::Time OutageWatch::Step(absl::Time now) {
  OpenLetters(now);
  if (rest_until_ > now) return rest_until_;
  const auto snapshot = engine_->snapshot();
  if (snapshot->installation().directory == nullptr) return now + kLook;
  for (const AgencyDelivery& line : forwarder_->deliveries()) Look(*snapshot, line, now);
  EndUnwatched(*snapshot);
  return now + kLook;
}

// A refused command (queue or disk full) is repeated, but not at once.
void OutageWatch::OpenLetters(absl::Time now) {
  for (const Letter& letter : mailbox_->Empty()) {
    under_way_.erase(letter.agency);
    if (!letter.status.ok()) rest_until_ = now + kLook;
  }
}

void OutageWatch::Look(const Snapshot& snapshot, const AgencyDelivery& line, absl::Time now) {
  const auto* known = snapshot.installation().outages->FindDetected(line.agency);
  const bool silent = line.backing_off && now - line.away_since >= kAgencySilentMax &&
                      IsTried(snapshot.installation(), line.agency);
  // Where nothing is left to be sent nobody tries any more, and the outage would end at once.
  if (known == nullptr && silent && HasMessages(snapshot, line.agency)) {
    Log(LogLevel::kWarning, "agency does not answer", {{"agency", line.agency}});
    Submit(line.agency, "system/DetectOutage",
           [agency = line.agency, since = line.away_since](const View& view, absl::Time at) {
             return JudgeOutageDetected(view, agency, since, at);
           });
  }
  const bool answered = known != nullptr && !line.backing_off &&
                        line.answer_time > absl::FromUnixMicros(known->from_us());
  if (!answered) return;
  Log(LogLevel::kInfo, "agency answers again", {{"agency", line.agency}});
  Submit(line.agency, "system/EndDetectedOutage",
         [agency = line.agency](const View& view, absl::Time at) {
           return JudgeOutageOver(view, agency, at);
         });
}

// What nobody sends to any more is not known to be away.
void OutageWatch::EndUnwatched(const Snapshot& snapshot) {
  for (const auto& [agency, outage] : snapshot.installation().outages->detected()) {
    if (IsTried(snapshot.installation(), agency) && HasMessages(snapshot, agency)) continue;
    Submit(agency, "system/EndDetectedOutage", [agency = agency](const View& view, absl::Time at) {
      return JudgeOutageOver(view, agency, at);
    });
  }
}

void OutageWatch::Submit(const std::string& agency, absl::string_view method,
                         std::function<absl::StatusOr<Judgement>(const View&, absl::Time)> judge) {
  if (!under_way_.insert(agency).second) return;
  Command command;
  command.system = true;
  command.method = std::string(method);
  command.judge = [judge = std::move(judge)](const View& view, const Caller&, absl::Time now) {
    return judge(view, now);
  };
  command.done = [mailbox = mailbox_, agency](Answer answer) {
    mailbox->Put({.agency = agency, .status = std::move(answer.status)});
  };
  engine_->Submit(std::move(command));
}

}  // namespace skranke
