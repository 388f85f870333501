#include "tests/bench/captured_batches.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/engine/engine.h"
#include "libs/rpc/method_table.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/vault/entropy.h"
#include "services/frontdesk/methods.h"
#include "services/skranked/office_server.h"
#include "tests/bench/recording_store.h"
#include "tests/bench/requests.h"

namespace skranke {
namespace {

// The engine without its server, on a store that records.
struct Rig {
  SystemClock clock;
  SystemEntropy entropy;
  std::shared_ptr<RecordingStore> store;
  std::unique_ptr<Engine> engine;
  Method register_case;
};

absl::Status Seed(const CapturePlan& plan, const std::string& data_dir) {
  SystemClock clock;
  SystemEntropy entropy;
  OfficeServerOptions options{.data_dir = data_dir, .office_dir = plan.office_dir, .dev = true};
  return OfficeServer::Start(std::move(options), &clock, &entropy).status();
}

absl::StatusOr<std::unique_ptr<Rig>> OpenRig(const CapturePlan& plan) {
  auto rig = std::make_unique<Rig>();
  const std::string data_dir = absl::StrCat(plan.scratch_dir, "/captured");
  SKRANKE_RETURN_IF_ERROR(Seed(plan, data_dir));
  SKRANKE_ASSIGN_OR_RETURN(auto store, OpenRocksDb(data_dir));
  rig->store = std::make_shared<RecordingStore>(std::move(store));
  SKRANKE_ASSIGN_OR_RETURN(auto key, InstallationKey::Load(absl::StrCat(data_dir, ".key")));
  Installation installation;
  installation.dev = true;
  SKRANKE_ASSIGN_OR_RETURN(rig->engine,
                           Engine::Open({.head_file = absl::StrCat(data_dir, ".head")}, rig->store,
                                        std::make_shared<const InstallationKey>(std::move(key)),
                                        std::move(installation), &rig->clock, &rig->entropy));
  const std::vector<Method> methods = FrontDeskMethods();
  rig->register_case = *std::find_if(methods.begin(), methods.end(), [](const Method& method) {
    return method.full_name == kRegisterMethod;
  });
  return rig;
}

// Registers [begin, end) in one batch.
absl::Status RegisterBatch(Rig& rig, uint64_t begin, uint64_t end) {
  absl::Status result;
  for (uint64_t i = begin; i < end; ++i) {
    SKRANKE_ASSIGN_OR_RETURN(Command command, rig.register_case.mutation(RegisterRequest(i)));
    command.caller = kBenchCaller;
    command.done = [&result](const Answer& answer) { result.Update(answer.status); };
    rig.engine->Submit(std::move(command));
  }
  rig.engine->Step();
  return result;
}

}  // namespace

absl::StatusOr<std::vector<CapturedBatch>> CaptureBatches(const CapturePlan& plan) {
  SKRANKE_ASSIGN_OR_RETURN(const std::unique_ptr<Rig> rig, OpenRig(plan));
  std::vector<CapturedBatch> captured;
  uint64_t begin = 0;
  for (uint64_t n = 1; begin < plan.cases; ++n) {
    const auto end = static_cast<uint64_t>(std::llround(plan.batch_size * static_cast<double>(n)));
    SKRANKE_RETURN_IF_ERROR(RegisterBatch(*rig, begin, end));
    std::vector<Batch> batches = rig->store->TakeBatches();
    if (batches.size() != 1) return absl::InternalError("not one batch for one step");
    captured.push_back({.batch = std::move(batches.front()), .cases = end - begin});
    begin = end;
  }
  return captured;
}

}  // namespace skranke
