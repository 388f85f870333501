// Commands about the files of a list: check them, and an installed list as CSV or DMN.
#ifndef SKRANKE_TOOLS_SKRANKE_LIST_FILE_COMMANDS_H_
#define SKRANKE_TOOLS_SKRANKE_LIST_FILE_COMMANDS_H_

#include "tools/skranke/command.h"

namespace skranke {

// Part of TaskListCommands.
Commands ListFileCommands();

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_LIST_FILE_COMMANDS_H_
