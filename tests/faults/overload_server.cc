#include "tests/faults/overload_server.h"

#include <iostream>

#include "absl/time/clock.h"
#include "libs/base/clock.h"
#include "libs/vault/entropy.h"
#include "services/skranked/office_server.h"

namespace skranke {

int ServeWithQueue(const CommandQueue::Limits& queue, const std::string& data_dir,
                   const std::string& office) {
  SystemClock clock;
  SystemEntropy entropy;
  OfficeServerOptions options;
  options.data_dir = data_dir;
  options.office_dir = office;
  options.dev = true;
  options.engine.queue = queue;
  const auto server = OfficeServer::Start(options, &clock, &entropy);
  if (!server.ok()) {
    std::cerr << server.status().ToString() << std::endl;
    return 2;
  }
  std::cout << "ready 127.0.0.1:" << (*server)->port() << std::endl;
  while (true) absl::SleepFor(absl::Hours(1));
}

}  // namespace skranke
