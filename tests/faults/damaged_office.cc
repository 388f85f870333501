#include "tests/faults/damaged_office.h"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/call_status.h"
#include "libs/rpc/client/channel.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/faults/doomed_server.h"

namespace skranke {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(20);
// docs/operator.md.
constexpr int kRefusedExit = 2;
constexpr int kFailedExit = 1;

Verdict Silent(std::string what) { return {Outcome::kSilent, std::move(what)}; }

std::string Told(const absl::Status& status) {
  return absl::StrCat(absl::StatusCodeToString(status.code()), " ", ReasonOf(status), ": ",
                      status.message());
}

std::string LastLine(std::string log) {
  while (!log.empty() && log.back() == '\n') log.pop_back();
  return log.substr(log.rfind('\n') + 1);
}

std::string LogFile(const Examination& examination) {
  return absl::StrCat(examination.dir, "/skranked.log");
}

// "skranked: " and why, in one line. Anything else is a crash, or says nothing.
Verdict JudgeRefusal(const Examination& examination, const DoomedServer& server) {
  const std::string line = LastLine(server.EndOfLog());
  if (server.exit_code() != kRefusedExit || !absl::StartsWith(line, "skranked: ")) {
    return Silent(absl::StrCat("ended with ", server.exit_code(), ": ", server.EndOfLog()));
  }
  const bool named = !examination.file.empty() && absl::StrContains(line, examination.file);
  return {named ? Outcome::kRefusedNamed : Outcome::kRefused, line};
}

absl::StatusOr<std::unique_ptr<DoomedServer>> Serve(const Examination& examination) {
  std::vector<std::string> flags = {absl::StrCat("--data_dir=", examination.dir, "/data"),
                                    absl::StrCat("--office=", examination.office),
                                    "--listen=127.0.0.1:0", "--dev"};
  if (examination.accept_head) flags.push_back("--accept_head");
  return DoomedServer::Spawn(examination.skranked, flags, LogFile(examination));
}

absl::StatusOr<std::string> GetCase(grpc::Channel& channel, const std::string& name) {
  v1::GetCaseRequest request;
  request.set_name(name);
  SKRANKE_ASSIGN_OR_RETURN(
      const CallReply reply,
      CallBytes(channel, "/skranke.v1.FrontDeskService/GetCase", request.SerializeAsString(),
                {.caller = "clerk", .timeout = kPatience}));
  return reply.bytes;
}

// OK: the same. ABORTED: another thing. Else what the server said.
absl::Status Same(const absl::StatusOr<std::string>& reply, const std::string& hash,
                  absl::string_view what) {
  if (!reply.ok()) return reply.status();
  if (Sha256(*reply) == hash) return absl::OkStatus();
  return absl::AbortedError(absl::StrCat(what, " is another one now"));
}

absl::Status SameReply(grpc::Channel& channel, const Acknowledged& kept) {
  const auto reply = CallBytes(channel, kept.attempt.method, kept.attempt.request,
                               {.caller = kept.attempt.caller, .timeout = kPatience});
  if (!reply.ok()) return reply.status();
  return Same(reply->bytes, kept.reply_hash,
              absl::StrCat("the reply to ", kept.attempt.request_id));
}

template <typename Thing>
absl::Status ForSome(const std::vector<Thing>& all, size_t sample, Entropy& chance,
                     const std::function<absl::Status(const Thing&)>& check) {
  const size_t count = sample == 0 ? all.size() : std::min(sample, all.size());
  for (size_t i = 0; i < count; ++i) {
    SKRANKE_RETURN_IF_ERROR(check(all[sample == 0 ? i : chance.Next() % all.size()]));
  }
  return absl::OkStatus();
}

absl::Status AskAll(const Examination& examination, const std::string& address,
                    const GoldenOffice& golden, Entropy& chance) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string statistics, ReadStatistics(address));
  if (statistics != golden.statistics) return absl::AbortedError("the statistics are others now");
  const auto channel = MakeChannel(address, {.retry = false});
  SKRANKE_RETURN_IF_ERROR(
      ForSome<StoredCase>(golden.cases, examination.sample, chance, [&](const StoredCase& stored) {
        return Same(GetCase(*channel, stored.name), stored.reply_hash, stored.name);
      }));
  return ForSome<Acknowledged>(golden.kept, examination.sample, chance,
                               [&](const Acknowledged& kept) { return SameReply(*channel, kept); });
}

// The store said that something is damaged, to the caller or, where it stopped the writer, in the
// log.
bool IsDamageTold(const absl::Status& asked, const std::string& log) {
  if (absl::IsDataLoss(asked)) return true;
  return absl::StrContains(log, "writer stopped") && absl::IsUnavailable(asked);
}

absl::StatusOr<Verdict> Verify(const Examination& examination) {
  SKRANKE_ASSIGN_OR_RETURN(
      auto server,
      DoomedServer::Spawn(examination.skranked,
                          {"--verify", absl::StrCat("--data_dir=", examination.dir, "/data")},
                          LogFile(examination)));
  const int code = server->AwaitEnd();
  const std::string line = LastLine(server->EndOfLog());
  if (code == 0) return Verdict{Outcome::kIdentical, line};
  if (code == kRefusedExit) return Verdict{Outcome::kVerify, line};
  return Silent(absl::StrCat("--verify ended with ", code, ": ", server->EndOfLog()));
}

// Server and asking are done with; what does --verify say to it?
absl::StatusOr<Verdict> JudgeAnswers(const Examination& examination, const absl::Status& asked,
                                     int exit_code, const std::string& log) {
  SKRANKE_ASSIGN_OR_RETURN(Verdict verified, Verify(examination));
  if (asked.ok()) return verified;
  if (!IsDamageTold(asked, log)) {
    return Silent(absl::StrCat(Told(asked), "; --verify: ", verified.what, "; log: ", log));
  }
  if (exit_code != -1 && exit_code != kFailedExit) {
    return Silent(absl::StrCat("a stopped writer ended with ", exit_code));
  }
  if (verified.outcome != Outcome::kVerify) {
    return Silent(absl::StrCat("told ", Told(asked), ", but --verify: ", verified.what));
  }
  return Verdict{Outcome::kRead, Told(asked)};
}

}  // namespace

const char* Name(Outcome outcome) {
  constexpr std::array<const char*, kOutcomes> kNames = {"identical",   "refused, named", "refused",
                                                         "at the read", "by --verify",    "SILENT"};
  return kNames[static_cast<size_t>(outcome)];
}

absl::StatusOr<std::string> ReadStatistics(const std::string& address) {
  const auto channel = MakeChannel(address, {.retry = false});
  SKRANKE_ASSIGN_OR_RETURN(
      const CallReply reply,
      CallBytes(*channel, "/skranke.v1.SupervisionService/GetStatistics",
                v1::GetStatisticsRequest().SerializeAsString(), {.caller = "supervisor"}));
  return reply.bytes;
}

absl::StatusOr<std::vector<StoredCase>> ReadCases(const std::string& address,
                                                  const std::vector<std::string>& names) {
  const auto channel = MakeChannel(address, {.retry = false});
  std::vector<StoredCase> cases;
  for (const std::string& name : names) {
    SKRANKE_ASSIGN_OR_RETURN(const std::string reply, GetCase(*channel, name));
    cases.push_back({name, Sha256(reply)});
  }
  return cases;
}

absl::StatusOr<Verdict> Examine(const Examination& examination, const GoldenOffice& golden,
                                Entropy& chance) {
  SKRANKE_ASSIGN_OR_RETURN(auto server, Serve(examination));
  const auto address = server->AwaitReady();
  if (!address.ok()) return JudgeRefusal(examination, *server);
  const absl::Status asked = AskAll(examination, *address, golden, chance);
  // A crash shows here: it was not we who ended it.
  const bool crashed = server->HasEnded() && server->exit_code() == -1;
  server->Kill();
  if (crashed) return Silent(absl::StrCat("was ended by a signal: ", server->EndOfLog()));
  const int exit_code = server->exit_code();
  const std::string log = server->EndOfLog();
  return JudgeAnswers(examination, asked, exit_code, log);
}

}  // namespace skranke
