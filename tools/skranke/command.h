// What the program can do: one Command an entry. Values; threads may share const ones.
#ifndef SKRANKE_TOOLS_SKRANKE_COMMAND_H_
#define SKRANKE_TOOLS_SKRANKE_COMMAND_H_

#include <google/protobuf/descriptor.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tools/skranke/arguments.h"
#include "tools/skranke/session.h"

namespace skranke {

// What a command does, and the type of the request that its flags fill.
struct Action {
  std::function<absl::Status(Session&, const Arguments&)> run;
  const google::protobuf::Descriptor* request = nullptr;
};

struct Command {
  std::string name;   // "case register"
  std::string words;  // "CASE", "[VERSION]"; empty: takes none.
  std::string help;   // One sentence.
  std::vector<Flag> flags;
  Action action;
};

using Commands = std::vector<Command>;

// The tables, one a noun.
Commands CaseCommands();
Commands CaseListCommands();
Commands BundleCommands();
Commands PlanCommands();
Commands ClockCommands();
Commands ContactCommands();
Commands CorrectionCommands();
Commands DocumentCommands();
Commands WorkCommands();
Commands OfficeCommands();
Commands TaskListCommands();
Commands RulebookCommands();
Commands StatisticsCommands();
Commands ShuttlingCommands();
Commands SupervisionCommands();
Commands GapCommands();
Commands MassCommands();
Commands ImportCommands();
Commands SuggestCommands();
Commands ReplayCommands();
Commands StructureCommands();

// All of them.
Commands AllCommands();

// The flags that stand before or after any command: --server, --as, --output.
const std::vector<Flag>& CommonFlags();

// USAGE where the number of words is not what the command takes.
absl::Status CheckWords(const Command& command, const Arguments& arguments);

// The usage line, and with its flags and sentence.
std::string UsageLine(const Command& command);
std::string HelpOf(const Command& command);
// All commands with their sentences.
std::string HelpOfAll(const Commands& commands);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_COMMAND_H_
