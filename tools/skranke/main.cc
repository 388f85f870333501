// skranke: one command line for all roles. `skranke help` says what it can do.
#include <iostream>
#include <string>
#include <vector>

#include "tools/skranke/program.h"

int main(int argc, char** argv) {
  const std::vector<std::string> tokens(argv + 1, argv + argc);
  return skranke::RunProgram(tokens, skranke::AllCommands(), std::cout, std::cerr);
}
