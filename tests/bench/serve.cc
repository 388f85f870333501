#include "tests/bench/serve.h"

#include <iostream>
#include <memory>
#include <sstream>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/clock.h"
#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/server.h"
#include "libs/vault/entropy.h"
#include "services/skranked/office_server.h"
#include "tests/bench/captured_batches.h"
#include "tests/bench/requests.h"
#include "tests/bench/store_replay.h"

namespace skranke {
namespace {

constexpr char kAnyPort[] = "127.0.0.1:0";

// Does what every handler has to and nothing else.
class EchoHandler : public CallHandler {
 public:
  explicit EchoHandler(size_t reply_bytes) : reply_(reply_bytes, 'x') {}

  void Unary(IncomingCall, AnswerCall answer) override { answer({.bytes = reply_}); }
  void OpenStream(IncomingCall, std::shared_ptr<StreamWriter> writer) override {
    writer->Finish(absl::UnimplementedError("echo has no streams"));
  }

 private:
  const std::string reply_;
};

int Fail(const absl::Status& status) {
  std::cerr << status << std::endl;
  return 1;
}

void Say(const std::string& line) { std::cout << line << std::endl; }

// Captures batches and replays them, as it is told.
class StoreDesk {
 public:
  StoreDesk(const std::string& office_dir, const std::string& scratch_dir)
      : plan_{.office_dir = office_dir, .scratch_dir = scratch_dir} {}

  absl::StatusOr<std::string> Answer(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    double seconds = 0;
    words >> verb;
    if (verb == "capture" && words >> plan_.cases >> plan_.batch_size) return Capture();
    if (verb == "replay" && words >> seconds) return Replay(absl::Seconds(seconds));
    return absl::InvalidArgumentError(absl::StrCat("not understood: ", line));
  }

 private:
  absl::StatusOr<std::string> Capture() {
    SKRANKE_ASSIGN_OR_RETURN(batches_, CaptureBatches(plan_));
    return absl::StrCat("captured ", plan_.cases);
  }

  absl::StatusOr<std::string> Replay(absl::Duration longest) const {
    SKRANKE_ASSIGN_OR_RETURN(const Sample sample,
                             ReplayIntoStore(batches_, plan_.scratch_dir, longest));
    return absl::StrCat("replayed ", sample.requests, " ", sample.per_second, " ", sample.p50_us,
                        " ", sample.p99_us, " ", sample.server_us, " ", sample.puts, " ",
                        sample.batch, " ", sample.bytes);
  }

  CapturePlan plan_;
  std::vector<CapturedBatch> batches_;
};

std::string CountsLine(const EngineCounts& counts) {
  return absl::StrCat("counts ", counts.commands, " ", counts.batches, " ", counts.batch_puts, " ",
                      counts.batch_bytes);
}

}  // namespace

int ServeEcho(size_t reply_bytes) {
  EchoHandler handler(reply_bytes);
  const auto server = RpcServer::Start({.listen = kAnyPort, .max_message_bytes = kMessageBytesMax},
                                       {{.full_name = kRegisterMethod}}, &handler);
  if (!server.ok()) return Fail(server.status());
  Say(absl::StrCat("ready ", (*server)->port()));
  std::string line;
  while (std::getline(std::cin, line)) Say(CountsLine({}));
  return 0;
}

int ServeOffice(const std::string& office_dir, const std::string& data_dir) {
  SystemClock clock;
  SystemEntropy entropy;
  OfficeServerOptions options{
      .data_dir = data_dir, .office_dir = office_dir, .listen = kAnyPort, .dev = true};
  const auto server = OfficeServer::Start(std::move(options), &clock, &entropy);
  if (!server.ok()) return Fail(server.status());
  Say(absl::StrCat("ready ", (*server)->port()));
  std::string line;
  while (std::getline(std::cin, line)) Say(CountsLine((*server)->engine().counts()));
  return 0;
}

int ServeStore(const std::string& office_dir, const std::string& scratch_dir) {
  StoreDesk desk(office_dir, scratch_dir);
  Say("ready 0");
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto answer = desk.Answer(line);
    if (!answer.ok()) return Fail(answer.status());
    Say(*answer);
  }
  return 0;
}

}  // namespace skranke
