#include "tests/simulation/link.h"

#include <algorithm>
#include <utility>

#include "skranke/v1/intake.pb.h"

namespace skranke {
namespace {

// Calls of a thousand to an agency that is away which fail at once, and not by timeout.
constexpr int kRefused = 600;
constexpr absl::Duration kRefusedAfter = absl::Milliseconds(2);

using Waiting = std::weak_ptr<AgencyLink::Done>;

// The first answer counts; later ones, and those to an office that is gone, nobody hears.
void Settle(const LinkEnds& ends, const Waiting& waiting, absl::StatusOr<CallReply> reply) {
  const auto done = waiting.lock();
  if (done == nullptr || *done == nullptr) return;
  std::exchange(*done, nullptr)(std::move(reply));
  ends.office->Ring();
}

absl::StatusOr<CallReply> ReplyWith(const absl::StatusOr<std::string>& receipt) {
  if (!receipt.ok()) return receipt.status();
  return CallReply{.bytes = *receipt};
}

// The bug of bite.h: who reads the receipt sees the name of what was sent.
std::string NamedAsSent(const std::string& bytes) {
  v1::ReceiveRequest message;
  message.ParseFromString(bytes);
  v1::ReceiveResponse receipt;
  receipt.set_message_id(message.message_id());
  return receipt.SerializeAsString();
}

void Arrive(const LinkEnds& ends, const Waiting& waiting, const std::string& bytes) {
  if (!ends.agency->up()) return;
  auto receipt = ends.agency->Receive(bytes);
  if (!receipt.has_value()) return;
  if (ends.bite == Bite::kReceiptNotRead && receipt->ok()) *receipt = NamedAsSent(bytes);
  const auto reply = ReplyWith(*receipt);
  ends.wire->Carry(ends.place, kOfficePlace,
                   [ends, waiting, reply] { Settle(ends, waiting, reply); });
}

}  // namespace

void SimulatedLink::Start(const std::string& /*method*/, absl::string_view request,
                          const CallOptions& options, Done done) {
  waiting_.erase(std::remove_if(waiting_.begin(), waiting_.end(),
                                [](const auto& waits) { return *waits == nullptr; }),
                 waiting_.end());
  const Waiting waiting = waiting_.emplace_back(std::make_shared<Done>(std::move(done)));
  const std::string bytes(request);
  ends_.history->Push(ends_.agenda->now(),
                      {.bytes = bytes, .position = ends_.office->engine().snapshot()->position()});
  const bool away = !ends_.agency->up() || ends_.wire->IsCut(ends_.place);
  if (away && ends_.chance->Happens(kRefused)) {
    ends_.agenda->In(kRefusedAfter, [ends = ends_, waiting] {
      Settle(ends, waiting, absl::UnavailableError("nobody listens"));
    });
    return;
  }
  ends_.wire->Carry(kOfficePlace, ends_.place,
                    [ends = ends_, waiting, bytes] { Arrive(ends, waiting, bytes); });
  ends_.agenda->In(options.timeout.value_or(kUnaryTimeout), [ends = ends_, waiting] {
    Settle(ends, waiting, absl::DeadlineExceededError("no answer"));
  });
}

}  // namespace skranke
