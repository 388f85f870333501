#include "tools/skranke/command.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tools/skranke/receiver_commands.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

constexpr absl::string_view kCallForm =
    "skranke --server=HOST:PORT --as=NAME COMMAND … [--output=table|json]\n";

std::vector<std::string> WordsOf(const Command& command) {
  return absl::StrSplit(command.words, ' ', absl::SkipEmpty());
}

std::string FlagText(const Flag& flag) {
  const std::string value = flag.value.empty() ? "" : absl::StrCat("=", flag.value);
  return absl::StrCat("[--", flag.name, value, "]", flag.many ? "…" : "");
}

}  // namespace

Commands AllCommands() {
  Commands all;
  for (const auto table :
       {CaseCommands,       CaseListCommands,  BundleCommands,      ClockCommands,
        ContactCommands,    DocumentCommands,  CorrectionCommands,  WorkCommands,
        PlanCommands,       OfficeCommands,    TaskListCommands,    RulebookCommands,
        StatisticsCommands, ShuttlingCommands, SupervisionCommands, GapCommands,
        MassCommands,       ImportCommands,    SuggestCommands,     StructureCommands,
        ReplayCommands,     ReceiverCommands,  ConformanceCommands}) {
    Commands commands = table();
    std::move(commands.begin(), commands.end(), std::back_inserter(all));
  }
  return all;
}

const std::vector<Flag>& CommonFlags() {
  static const auto* const flags =
      new std::vector<Flag>{{"server", "HOST:PORT"}, {"as", "NAME"}, {"output", "table|json"}};
  return *flags;
}

absl::Status CheckWords(const Command& command, const Arguments& arguments) {
  const std::vector<std::string> words = WordsOf(command);
  const auto needed =
      static_cast<size_t>(std::count_if(words.begin(), words.end(), [](const std::string& word) {
        return !absl::StartsWith(word, "[");
      }));
  const size_t given = arguments.words().size();
  if (given >= needed && given <= words.size()) return absl::OkStatus();
  return UsageError(absl::StrCat("usage: ", UsageLine(command)));
}

std::string UsageLine(const Command& command) {
  return absl::StrCat("skranke ", command.name, command.words.empty() ? "" : " ", command.words);
}

std::string HelpOf(const Command& command) {
  std::string out = absl::StrCat(UsageLine(command), "\n    ", command.help, "\n");
  for (const Flag& flag : command.flags) absl::StrAppend(&out, "    ", FlagText(flag), "\n");
  return out;
}

std::string HelpOfAll(const Commands& commands) {
  TextTable table({});
  for (const Command& command : commands) {
    table.Add({absl::StrCat("  ", command.name, command.words.empty() ? "" : " ", command.words),
               command.help});
  }
  return absl::StrCat(kCallForm, "\n", table.Text(),
                      "  help [COMMAND]  Shows a command's flags.\n\n"
                      "Exit: 0 done, 1 refused, 2 wrong use, 3 server not reached.\n");
}

}  // namespace skranke
