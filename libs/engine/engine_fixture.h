// An engine over a real store in a temporary directory, with the real rows of the method table, but
// no wire and no threads: the test steps it. For tests alone. One thread.
#ifndef SKRANKE_LIBS_ENGINE_ENGINE_FIXTURE_H_
#define SKRANKE_LIBS_ENGINE_ENGINE_FIXTURE_H_

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/mutex.h"
#include "libs/engine/engine.h"
#include "libs/rpc/method_table.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "libs/vault/entropy.h"
#include "tests/office/office_fixture.h"

namespace skranke {

// A store whose disk the test fills and breaks; else the store below. One writer; threads may read.
class FaultyStore : public Store {
 public:
  explicit FaultyStore(std::unique_ptr<Store> store) : store_(std::move(store)) {}

  // What FreeBytes says from now on.
  void set_free_bytes(uint64_t bytes) { free_bytes_ = bytes; }
  // Every later Commit fails, and writes nothing.
  void Break() { broken_ = true; }
  // Commits wait from now on, until Release.
  void Hold() ABSL_LOCKS_EXCLUDED(mutex_);
  void Release() ABSL_LOCKS_EXCLUDED(mutex_);
  // Waits until a commit waits.
  void AwaitHeldCommit() ABSL_LOCKS_EXCLUDED(mutex_);
  // Changes of the latest batch, by table.
  const std::vector<Table>& latest_puts() const { return latest_puts_; }

  absl::Status Commit(const Batch& batch, uint64_t fence) override;
  std::shared_ptr<const StoreSnapshot> Snapshot() const override { return store_->Snapshot(); }
  absl::StatusOr<uint64_t> TakeOver() override { return store_->TakeOver(); }
  uint64_t FlushedTag() const override { return store_->FlushedTag(); }
  absl::Status Flush() override { return store_->Flush(); }
  absl::Status Verify() override { return store_->Verify(); }
  absl::StatusOr<uint64_t> FreeBytes() const override { return free_bytes_; }
  std::string Describe() const override { return store_->Describe(); }

 private:
  void WaitWhileHeld() ABSL_LOCKS_EXCLUDED(mutex_);

  const std::unique_ptr<Store> store_;
  uint64_t free_bytes_ = uint64_t{1} << 40;
  std::atomic<bool> broken_ = false;
  std::vector<Table> latest_puts_;
  Mutex mutex_;
  CondVar changed_;
  bool held_ ABSL_GUARDED_BY(mutex_) = false;
  bool waiting_ ABSL_GUARDED_BY(mutex_) = false;
};

class EngineFixture : public ::testing::Test {
 protected:
  // Opens an engine on the directory and installs the town there if it is empty.
  explicit EngineFixture(PackageFiles files = TownPackage());
  ~EngineFixture() override;

  absl::Status Open();
  void Close();

  // The command that the method table makes of the request; crashes where it is refused.
  template <class Request>
  Command CommandOf(absl::string_view caller, Request request) {
    if (request.request_id().empty()) request.set_request_id(absl::StrCat("id-", ++requests_));
    Command command =
        *Row(MethodTaking(*Request::descriptor())).mutation(request.SerializeAsString());
    command.caller = std::string(caller);
    return command;
  }

  // Submits and steps.
  Answer Run(Command command);

  template <class Response, class Request>
  absl::StatusOr<Response> Do(absl::string_view caller, const Request& request) {
    const Answer answer = Run(CommandOf(caller, request));
    SKRANKE_RETURN_IF_ERROR(answer.status);
    Response response;
    EXPECT_TRUE(response.ParseFromString(answer.reply));
    return response;
  }

  // Judges what timers and the forwarder would.
  using Judge = std::function<absl::StatusOr<Judgement>(const View&, const Caller&, absl::Time)>;
  absl::Status AsSystem(Judge judge);

  // Registers; fails the test where that is refused.
  v1::Case Register(const v1::RegisterCaseRequest& request);

  // Every view row as it is stored, and as the events give it.
  absl::Status VerifyViewsNow();

  // Works on the closed store below the engine.
  void Tamper(const std::function<void(const StoreSnapshot&, Batch&)>& change);

  std::string DataDir() const { return dir_.Path("data"); }
  Engine& engine() { return *engine_; }
  FaultyStore& store() { return *store_; }
  FakeClock& clock() { return clock_; }
  const InstallationKey& key() const { return *key_; }
  const TempDir& dir() const { return dir_; }

  EngineOptions options_;

 private:
  const Method& Row(const std::string& name) const;
  void InstallTown();

  const TempDir dir_;
  const PackageFiles files_;
  FakeClock clock_;
  SeededEntropy entropy_;
  const std::vector<Method> methods_;
  int requests_ = 0;
  int scratches_ = 0;

 protected:
  std::shared_ptr<const InstallationKey> key_;

 private:
  std::shared_ptr<FaultyStore> store_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_ENGINE_FIXTURE_H_
