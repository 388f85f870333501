#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/signing_key.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/conformance/intake_target.h"
#include "tools/skranke/conformance/test_office.h"
#include "tools/skranke/receiver_commands.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

constexpr char kName[] = "agency-conformance";
constexpr int kWaitSeconds = 10;

absl::Status UnknownTarget() {
  return UsageError(
      "--target is grpc:HOST:PORT, http://… or https://…, dir:/PATH, pull:HOST:PORT or "
      "packet:/PATH");
}

absl::StatusOr<std::string> Needed(const Arguments& arguments, absl::string_view flag) {
  std::string value = arguments.Get(flag);
  if (value.empty()) return UsageError(absl::StrCat("--", flag, "=… is needed for this target"));
  return value;
}

// The checks of a target, with what they need.
struct Suite {
  std::unique_ptr<IntakeTarget> intake;
  std::unique_ptr<TestOffice> office;
  std::vector<Check> checks;
};

absl::StatusOr<Suite> IntakeSuite(std::unique_ptr<IntakeTarget> intake,
                                  const Arguments& arguments) {
  SampleSender sender{.installation = arguments.Get("installation", "conformance")};
  SKRANKE_ASSIGN_OR_RETURN(sender.agency, Needed(arguments, "agency"));
  sender.unit = arguments.Get("unit", "CONFORMANCE");
  Suite suite{.intake = std::move(intake)};
  suite.checks = IntakeChecks(suite.intake.get(), sender);
  return suite;
}

absl::StatusOr<Suite> OfficeSuite(const std::string& server, const Arguments& arguments,
                                  absl::Duration wait) {
  TestOfficeOptions options{.server = server, .person = arguments.Get("person"), .wait = wait};
  SKRANKE_ASSIGN_OR_RETURN(options.clerk, Needed(arguments, "as"));
  SKRANKE_ASSIGN_OR_RETURN(options.task, Needed(arguments, "task"));
  return Suite{.office = std::make_unique<TestOffice>(std::move(options))};
}

absl::StatusOr<Suite> SuiteFor(const std::string& target, const Arguments& arguments) {
  SKRANKE_ASSIGN_OR_RETURN(const int seconds, arguments.GetNumber("wait", kWaitSeconds, 1));
  const TargetOptions options{.wait = absl::Seconds(seconds), .key_file = arguments.Get("key")};
  const std::pair<std::string, std::string> parts = absl::StrSplit(target, absl::MaxSplits(':', 1));
  const auto& [kind, rest] = parts;
  if (rest.empty()) return UnknownTarget();
  if (kind == "grpc") return IntakeSuite(MakeGrpcTarget(rest, options), arguments);
  if (kind == "http" || kind == "https") {
    SKRANKE_RETURN_IF_ERROR(Needed(arguments, "key").status());
    SKRANKE_ASSIGN_OR_RETURN(auto intake, MakeWebhookTarget(target, options));
    return IntakeSuite(std::move(intake), arguments);
  }
  if (kind == "dir") {
    SKRANKE_ASSIGN_OR_RETURN(auto intake, MakeDropTarget(rest, options));
    return IntakeSuite(std::move(intake), arguments);
  }
  if (kind == "pull") {
    SKRANKE_ASSIGN_OR_RETURN(Suite suite, OfficeSuite(rest, arguments, options.wait));
    suite.checks = PullChecks(suite.office.get());
    return suite;
  }
  if (kind != "packet") return UnknownTarget();
  SKRANKE_ASSIGN_OR_RETURN(const std::string server, Needed(arguments, "server"));
  SKRANKE_ASSIGN_OR_RETURN(Suite suite, OfficeSuite(server, arguments, options.wait));
  suite.checks = PacketChecks(suite.office.get(), rest);
  return suite;
}

// A key to tell the agency before its webhook is tried.
absl::Status ShowKey(Session& session, const Arguments& arguments) {
  SKRANKE_ASSIGN_OR_RETURN(const std::string file, Needed(arguments, "key"));
  SKRANKE_ASSIGN_OR_RETURN(const SigningKey key, SigningKey::LoadOrCreate(file));
  session.out() << key.public_key().ToText() << "\n";
  return absl::OkStatus();
}

absl::Status Run(Session& session, const Arguments& arguments) {
  const std::string target = arguments.Get("target");
  if (target.empty()) return ShowKey(session, arguments);
  SKRANKE_ASSIGN_OR_RETURN(const Suite suite, SuiteFor(target, arguments));
  const std::vector<std::string> failed = RunChecks(suite.checks, session.out());
  session.out() << suite.checks.size() - failed.size() << " of " << suite.checks.size()
                << " checks passed\n";
  if (failed.empty()) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "NOT_CONFORMANT",
                     absl::StrCat("the agency failed ", absl::StrJoin(failed, ", ")));
}

}  // namespace

Commands ConformanceCommands() {
  return {{kName,
           "",
           "Tries an agency's own intake, check by check; without --target shows the public half "
           "of --key.",
           {{"target", "TARGET"},
            {"agency", "CODE"},
            {"unit", "CODE"},
            {"installation", "NAME"},
            {"key", "FILE"},
            {"task", "CODE"},
            {"person", "NUMBER"},
            {"wait", "SECONDS"}},
           {Run}}};
}

bool CallsOffice(const Command& command) { return command.name != kName; }

}  // namespace skranke
