#include "tools/skranke/program.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/types/span.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/call_status.h"
#include "tools/skranke/receiver_commands.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

// What the command line asks for.
struct Order {
  const Command* command = nullptr;  // Null: help about `help_of`.
  Arguments arguments;
  std::string help_of;
};

// The command whose name the tokens begin with, the longer name first.
const Command* FindCommand(absl::Span<const std::string> tokens, const Commands& commands) {
  for (size_t words = std::min<size_t>(2, tokens.size()); words > 0; --words) {
    const std::string name = absl::StrJoin(tokens.subspan(0, words), " ");
    for (const Command& command : commands) {
      if (command.name == name) return &command;
    }
  }
  return nullptr;
}

absl::Status UnknownCommand(absl::Span<const std::string> tokens, const Commands& commands) {
  if (tokens.empty()) return UsageError("which command? See skranke help");
  std::vector<std::string> names;
  for (const Command& command : commands) names.push_back(command.name);
  std::string given = tokens[0];
  if (tokens.size() > 1 && !absl::StartsWith(tokens[1], "-"))
    absl::StrAppend(&given, " ", tokens[1]);
  return UsageError(absl::StrCat("unknown command ", given, Suggestion(NearestWord(given, names)),
                                 " See skranke help"));
}

bool IsHelp(const std::string& token) { return token == "help" || token == "--help"; }

absl::StatusOr<Order> ReadOrder(absl::Span<const std::string> tokens, const Commands& commands) {
  if (!tokens.empty() && IsHelp(tokens[0])) {
    return Order{.help_of = absl::StrJoin(tokens.subspan(1), " ")};
  }
  SKRANKE_ASSIGN_OR_RETURN(auto leading, Arguments::ParseLeading(tokens, CommonFlags()));
  tokens.remove_prefix(leading.used);
  if (!tokens.empty() && IsHelp(tokens[0])) {
    return Order{.help_of = absl::StrJoin(tokens.subspan(1), " ")};
  }
  const Command* command = FindCommand(tokens, commands);
  if (command == nullptr) return UnknownCommand(tokens, commands);
  if (std::find(tokens.begin(), tokens.end(), "--help") != tokens.end())
    return Order{.help_of = command->name};
  tokens.remove_prefix(1 + std::count(command->name.begin(), command->name.end(), ' '));
  std::vector<Flag> known = command->flags;
  known.insert(known.end(), CommonFlags().begin(), CommonFlags().end());
  SKRANKE_ASSIGN_OR_RETURN(const Arguments own, Arguments::Parse(tokens, known));
  Order order{.command = command, .arguments = std::move(leading.arguments)};
  SKRANKE_RETURN_IF_ERROR(order.arguments.Append(own));
  SKRANKE_RETURN_IF_ERROR(CheckWords(*command, order.arguments));
  return order;
}

absl::StatusOr<SessionSettings> SettingsOf(const Arguments& arguments, bool needs_server) {
  SessionSettings settings{.server = arguments.Get("server"), .caller = arguments.Get("as")};
  if (needs_server && settings.server.empty()) return UsageError("--server=HOST:PORT is needed");
  if (needs_server && settings.caller.empty()) return UsageError("--as=NAME is needed");
  const std::string output = arguments.Get("output", "table");
  if (output != "table" && output != "json") return UsageError("--output is table or json");
  settings.output = output == "json" ? OutputFormat::kJson : OutputFormat::kTable;
  return settings;
}

absl::StatusOr<std::string> HelpText(const std::string& about, const Commands& commands) {
  if (about.empty()) return HelpOfAll(commands);
  std::string text;
  for (const Command& command : commands) {
    const bool meant = command.name == about || absl::StartsWith(command.name, about + " ");
    if (meant) absl::StrAppend(&text, HelpOf(command));
  }
  if (text.empty()) return UsageError(absl::StrCat("there is no command ", about));
  return text;
}

// The sentence, then what machines and colleagues ask for: reason and field.
void Explain(const absl::Status& status, const std::string& request_id, std::ostream& err) {
  err << "skranke: ";
  // A refused package lists its faults line by line.
  const char* before = "";
  for (const absl::string_view line : absl::StrSplit(status.message(), '\n')) {
    err << before << PrintableText(line);
    before = "\n";
  }
  if (!IsUsageError(status)) err << " [" << PrintableText(ReasonOf(status)) << "]";
  if (!FieldOf(status).empty()) err << " field " << PrintableText(FieldOf(status));
  err << "\n";
  if (!request_id.empty())
    err << "skranke: safe to repeat with --request-id=" << request_id << "\n";
}

ExitCode RunCommand(const Order& order, std::ostream& out, std::ostream& err) {
  auto settings = SettingsOf(order.arguments, CallsOffice(*order.command));
  if (!settings.ok()) {
    Explain(settings.status(), "", err);
    return kExitWrongUse;
  }
  Session session(*std::move(settings), out, err);
  const absl::Status status = order.command->action.run(session, order.arguments);
  if (!status.ok()) Explain(status, session.last_request_id(), err);
  return ExitCodeOf(status);
}

}  // namespace

ExitCode ExitCodeOf(const absl::Status& status) {
  if (status.ok()) return kExitDone;
  if (IsUsageError(status)) return kExitWrongUse;
  return ReasonOf(status) == kNotReachedReason ? kExitNotReached : kExitRefused;
}

ExitCode RunProgram(const std::vector<std::string>& tokens, const Commands& commands,
                    std::ostream& out, std::ostream& err) {
  const auto order = ReadOrder(tokens, commands);
  absl::Status status = order.status();
  if (order.ok() && order->command != nullptr) return RunCommand(*order, out, err);
  if (order.ok()) {
    const auto help = HelpText(order->help_of, commands);
    if (help.ok()) out << *help;
    status = help.status();
  }
  if (!status.ok()) Explain(status, "", err);
  return ExitCodeOf(status);
}

}  // namespace skranke
