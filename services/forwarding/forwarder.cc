#include "services/forwarding/forwarder.h"

#include <algorithm>
#include <utility>

#include "libs/base/log.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/outages.h"
#include "libs/directory/endpoint.h"
#include "libs/directory/parse_directory.h"
#include "services/forwarding/message_body.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {
namespace {

// When the engine refuses to record an answer (queue or disk full), it is asked again after this.
constexpr absl::Duration kRecordAgain = absl::Seconds(1);
// When the store cannot be read.
constexpr absl::Duration kReadAgain = absl::Seconds(1);
// A look at the index that passes more rows than this is followed by a rest, so that thousands of
// messages that all wait for their next try do not cost a core.
constexpr size_t kManyRows = 1000;
constexpr absl::Duration kRestPerRow = absl::Microseconds(50);

// An acknowledgement names the message; anything else is none.
absl::Status CheckReply(const absl::StatusOr<CallReply>& reply, const MessageKey& key) {
  SKRANKE_RETURN_IF_ERROR(reply.status());
  SKRANKE_ASSIGN_OR_RETURN(const auto response, ParseReply<v1::ReceiveResponse>(reply->bytes));
  if (response.message_id() == FormatMessageId(key)) return absl::OkStatus();
  return absl::InternalError("the agency acknowledged another message");
}

const storage::v1::MessageRecord* FindMessage(const storage::v1::CaseState& c,
                                              const std::string& agency, uint64_t sequence) {
  for (const auto& message : c.messages()) {
    if (message.agency() == agency && message.sequence() == sequence) return &message;
  }
  return nullptr;
}

int MaxInFlight(const storage::v1::AgencyRow& row) {
  return row.max_in_flight() == 0 ? kInFlightDefault : static_cast<int>(row.max_in_flight());
}

}  // namespace

Forwarder::Forwarder(Engine* engine, std::function<uint64_t()> draw, std::shared_ptr<Bell> bell,
                     ForwarderOptions options, DialAgency dial)
    : engine_(engine),
      draw_(std::move(draw)),
      options_(options),
      dial_(std::move(dial)),
      mailbox_(std::make_shared<Mailbox<Letter>>(std::move(bell))) {}

Forwarder::~Forwarder() {
  for (auto& [agency, line] : lines_) line.HangUp();
}

absl::Time Forwarder::Step(absl::Time now) {
  // Before the snapshot: what was recorded by then must no longer be in the index.
  OpenLetters(now);
  const auto snapshot = engine_->snapshot();
  absl::Time next = absl::InfiniteFuture();
  if (snapshot->installation().directory == nullptr) return next;
  for (auto& [agency, line] : lines_) {
    next = std::min(next, RecordAgain(now, line));
    line.Follow(snapshot->installation().EndpointOf(agency));
  }
  for (const auto& row : snapshot->installation().directory->content().agencies()) {
    next = std::min(next, Serve(*snapshot, row, now));
  }
  PublishDeliveries();
  return next;
}

void Forwarder::Drain(absl::Time now) {
  for (auto& [agency, line] : lines_) line.HangUp();
  OpenLetters(now);
}

void Forwarder::OpenLetters(absl::Time now) {
  for (const Letter& letter : mailbox_->Empty()) {
    AgencyLine& line = LineTo(letter.agency);
    const auto found = line.flights().find(letter.flight);
    if (found == line.flights().end()) continue;
    if (letter.recorded.has_value()) {
      OnRecorded(*letter.recorded, now, line, found->second);
    } else {
      OnAnswer(CheckReply(letter.reply, found->second.key), now, line, found->second);
    }
  }
}

void Forwarder::OnAnswer(const absl::Status& status, absl::Time now, AgencyLine& line,
                         Flight& flight) {
  const bool away = absl::IsUnavailable(status);
  if (away || absl::IsDeadlineExceeded(status)) {
    line.FoundAway(now, draw_());
  } else {
    line.FoundThere(now);
  }
  if (away) {
    line.flights().erase({flight.key.number, flight.key.sequence});
    return;
  }
  flight.outcome =
      status.ok() ? DeliveryOutcome{.acknowledged = true} : Failure(status, flight, now);
  Record(flight);
}

DeliveryOutcome Forwarder::Failure(const absl::Status& status, const Flight& flight,
                                   absl::Time now) {
  return {.error = absl::StatusCodeToString(status.code()),
          .next_try = now + options_.message_backoff.PauseAfter(flight.attempts, draw_()),
          .dead = flight.attempts + 1 >= kAttemptsMax};
}

void Forwarder::Record(const Flight& flight) {
  Command command;
  command.system = true;
  command.method =
      flight.outcome->acknowledged ? "system/AcknowledgeMessage" : "system/FailMessage";
  command.reads.cases.push_back(flight.key.number);
  command.judge = [key = flight.key, outcome = *flight.outcome](
                      const View& view, const Caller& caller, absl::Time now) {
    if (outcome.acknowledged) return JudgeMessageAcknowledged(view, caller, key, now);
    return JudgeMessageFailed(view, caller, key, outcome.error, outcome.next_try, outcome.dead,
                              now);
  };
  command.done = [mailbox = mailbox_, key = flight.key](Answer answer) {
    mailbox->Put({.agency = key.agency,
                  .flight = {key.number, key.sequence},
                  .recorded = std::move(answer.status)});
  };
  engine_->Submit(std::move(command));
}

void Forwarder::OnRecorded(const absl::Status& status, absl::Time now, AgencyLine& line,
                           Flight& flight) {
  if (!status.ok()) {
    flight.record_again = now + kRecordAgain;
    return;
  }
  if (flight.outcome->acknowledged) {
    ++line.delivered;
  } else {
    ++line.failed;
    Log(flight.outcome->dead ? LogLevel::kError : LogLevel::kWarning,
        flight.outcome->dead ? "dead letter" : "message not delivered",
        {{"message", FormatMessageId(flight.key)}, {"error", flight.outcome->error}});
  }
  line.flights().erase({flight.key.number, flight.key.sequence});
}

absl::Time Forwarder::RecordAgain(absl::Time now, AgencyLine& line) {
  absl::Time next = absl::InfiniteFuture();
  for (auto& [id, flight] : line.flights()) {
    if (flight.record_again > now) {
      next = std::min(next, flight.record_again);
    } else {
      flight.record_again = absl::InfiniteFuture();
      Record(flight);
    }
  }
  return next;
}

absl::Time Forwarder::Serve(const Snapshot& snapshot, const storage::v1::AgencyRow& row,
                            absl::Time now) {
  const std::string endpoint = snapshot.installation().EndpointOf(row.agency());
  // What is printed waits for who prints it.
  const EndpointKind kind = KindOfEndpoint(endpoint);
  if (kind == EndpointKind::kPull || kind == EndpointKind::kPaper) return absl::InfiniteFuture();
  const auto* outage = snapshot.installation().outages->FindAnnounced(row.agency());
  if (outage != nullptr && IsRunning(*outage, now)) return EndOf(*outage);
  AgencyLine& line = LineTo(row.agency());
  if (line.rest_until > now) return line.rest_until;
  const int free = line.Free(MaxInFlight(row), endpoint, now);
  if (free <= 0) {
    return line.next_probe() > now ? line.next_probe() : absl::InfiniteFuture();
  }
  auto due = FindDue(snapshot, line, static_cast<size_t>(free), now);
  absl::Status status = due.status();
  if (status.ok()) status = SendAll(snapshot, endpoint, due->messages, line);
  if (!status.ok()) {
    Log(LogLevel::kError, "messages not readable", {{"cause", status.message()}});
    return now + kReadAgain;
  }
  line.rest_until = due->rest_until;
  return due->next;
}

absl::StatusOr<Forwarder::Due> Forwarder::FindDue(const Snapshot& snapshot, const AgencyLine& line,
                                                  size_t most, absl::Time now) {
  Due due;
  size_t rows = 0;
  SKRANKE_RETURN_IF_ERROR(
      snapshot.ScanMessages(line.agency(), [&](const storage::v1::ReadyEntry& entry) {
        ++rows;
        const AgencyLine::FlightId id(entry.number(), entry.sequence());
        const absl::Time next_try = absl::FromUnixMicros(entry.next_try_us());
        if (next_try > now) {
          due.next = std::min(due.next, next_try);
        } else if (!line.flights().contains(id)) {
          due.messages.push_back(id);
        }
        return due.messages.size() < most;
      }));
  if (rows > kManyRows) due.rest_until = now + rows * kRestPerRow;
  return due;
}

absl::Status Forwarder::SendAll(const Snapshot& snapshot, const std::string& endpoint,
                                const std::vector<AgencyLine::FlightId>& messages,
                                AgencyLine& line) {
  for (const auto& [number, sequence] : messages) {
    SKRANKE_ASSIGN_OR_RETURN(const auto citizen_case, snapshot.FindCase(number));
    if (citizen_case == nullptr) return absl::DataLossError("a message without its case");
    SKRANKE_RETURN_IF_ERROR(SendOne(snapshot, endpoint, *citizen_case, sequence, line));
  }
  return absl::OkStatus();
}

absl::Status Forwarder::SendOne(const Snapshot& snapshot, const std::string& endpoint,
                                const storage::v1::CaseState& citizen_case, uint64_t sequence,
                                AgencyLine& line) {
  const auto* message = FindMessage(citizen_case, line.agency(), sequence);
  if (message == nullptr) return absl::DataLossError("an entry of the ready index without message");
  SKRANKE_ASSIGN_OR_RETURN(const auto request, BuildMessage(snapshot, citizen_case, *message));
  Flight flight{
      .key = {.number = citizen_case.number(), .agency = line.agency(), .sequence = sequence},
      .attempts = message->attempts()};
  line.Send(endpoint, request.SerializeAsString(), options_.receive_timeout, std::move(flight),
            [mailbox = mailbox_, agency = line.agency()](AgencyLine::FlightId id,
                                                         absl::StatusOr<CallReply> reply) {
              mailbox->Put({.agency = agency, .flight = id, .reply = std::move(reply)});
            });
  return absl::OkStatus();
}

AgencyLine& Forwarder::LineTo(const std::string& agency) {
  return lines_.try_emplace(agency, agency, options_.agency_backoff, dial_).first->second;
}

void Forwarder::PublishDeliveries() {
  std::vector<AgencyDelivery> deliveries;
  for (const auto& [agency, line] : lines_) {
    deliveries.push_back({.agency = agency,
                          .in_flight = line.flights().size(),
                          .backing_off = line.backing_off(),
                          .delivered = line.delivered,
                          .failed = line.failed,
                          .away_since = line.away_since(),
                          .answer_time = line.answered()});
  }
  MutexLock lock(&mutex_);
  deliveries_ = std::move(deliveries);
}

std::vector<AgencyDelivery> Forwarder::deliveries() const {
  MutexLock lock(&mutex_);
  return deliveries_;
}

}  // namespace skranke
