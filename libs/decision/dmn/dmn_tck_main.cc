// dmn_tck DIR: runs the folders of the DMN Technology Compatibility Kit in and below DIR.
// Prints a line for each failed case and each test file that cannot be read, and then the figures.
// Exit 0 all passed, 1 some failed, 2 wrong use or nothing to run.
#include <filesystem>
#include <iostream>

#include "absl/time/clock.h"
#include "libs/decision/dmn/tck_run.h"

int main(int argc, char** argv) {
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::cerr << "usage: dmn_tck DIR" << std::endl;
    return 2;
  }
  const skranke::TckScore score = skranke::RunTck(argv[1], absl::Now());
  for (const std::string& failure : score.failures) std::cout << failure << "\n";
  std::cout << score.ToString();
  if (score.cases.all == 0) return 2;
  return score.is_whole() ? 0 : 1;
}
