// Commands about receivers: packets on paper, the webhooks' key, and trying an agency's intake.
// Threads may call these at the same time.
#ifndef SKRANKE_TOOLS_SKRANKE_RECEIVER_COMMANDS_H_
#define SKRANKE_TOOLS_SKRANKE_RECEIVER_COMMANDS_H_

#include "tools/skranke/command.h"

namespace skranke {

Commands ReceiverCommands();
Commands ConformanceCommands();

// Whether --server and --as have to be given: an intake is tried before any office knows it.
bool CallsOffice(const Command& command);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_RECEIVER_COMMANDS_H_
