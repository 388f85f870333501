#include "tests/faults/harness.h"

#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/base/reason.h"
#include "libs/rpc/client/grpc_process.h"
#include "libs/vault/entropy.h"

namespace skranke {
namespace {

const absl::Time process_begin = absl::Now();

}  // namespace

bool TimeIsUp() {
  const char* const seconds = std::getenv("SKRANKE_FAULT_SECONDS");
  double most = 0;
  return seconds != nullptr && absl::SimpleAtod(seconds, &most) &&
         absl::Now() - process_begin > absl::Seconds(most);
}

int CountOf(int asked, int few, int many) {
  if (asked > 0) return asked;
  const char* is_long = std::getenv("SKRANKE_LONG");
  return is_long != nullptr && std::string(is_long) == "1" ? many : few;
}

int RunHarness(const std::string& name, uint64_t seed,
               const std::function<absl::Status(const std::string& dir, uint64_t seed)>& run) {
  std::string dir =
      (std::filesystem::temp_directory_path() / absl::StrCat("skranke-", name, "-XXXXXX")).string();
  if (mkdtemp(dir.data()) == nullptr) {
    std::cerr << name << ": no room for " << dir << std::endl;
    return 2;
  }
  PrepareGrpcProcess();
  if (seed == 0) seed = SystemEntropy().Next();
  const absl::Status result = run(dir, seed);
  if (result.ok()) {
    std::filesystem::remove_all(dir);
    return 0;
  }
  std::cout << "FOUND with --seed=" << seed << ", data kept in " << dir << "\n"
            << ReasonOf(result) << ": " << result.message() << "\n"
            << "faults: harness=" << name << " seed=" << seed << " findings=1" << std::endl;
  return 1;
}

void ReportRounds(const std::string& name, uint64_t count, uint64_t seed) {
  std::cout << "faults: harness=" << name << " count=" << count << " seed=" << seed << " findings=0"
            << std::endl;
}

absl::Status MustFind(const absl::Status& found, const char* reason) {
  std::cout << "teeth: " << found.ToString() << std::endl;
  if (ReasonOf(found) == reason) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("not found: ", reason));
}

void ReportTeeth(const std::string& name, int teeth, int caught) {
  std::cout << "faults: harness=" << name << " teeth=" << teeth << " caught=" << caught
            << std::endl;
}

}  // namespace skranke
