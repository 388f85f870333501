// Receipts by file while something stands still: a disk, or all writing.
#include "services/forwarding/receipt_desk.h"

#include <atomic>
#include <filesystem>
#include <future>
#include <memory>
#include <thread>

#include "libs/base/files.h"
#include "libs/base/reason.h"
#include "libs/engine/engine_fixture.h"
#include "services/directorydesk/prepared_office.h"

namespace skranke {
namespace {

PackageFiles TownIn(const std::string& folder) {
  PackageFiles files = TownPackage();
  files["agencies.csv"] =
      absl::StrCat("agency,title,principal,endpoint,max_in_flight\nTOWN,The town,Town,dir:", folder,
                   ",\nPOLICE,The police,State,,\nWELFARE,The welfare agency,State,,\n");
  return files;
}

// With OUT and RECEIPTS.
std::string DropIn(const TempDir& dir, const std::string& name) {
  for (const char* part : {"/OUT", "/RECEIPTS"}) {
    std::filesystem::create_directories(dir.Path(name + part));
  }
  return dir.Path(name);
}

// Lays the acceptance of the case's first message to the agency and returns the file.
std::string LayAcceptance(const TempDir& dir, const std::string& name, const v1::Case& c,
                          absl::string_view agency) {
  const std::string id = absl::StrCat(c.name().substr(6), ".", agency, ".1");
  const std::string file = dir.Path(absl::StrCat(name, "/RECEIPTS/", id, ".accept.json"));
  // There whole or not at all, as agencies lay theirs.
  std::filesystem::rename(dir.Write(absl::StrCat(name, "/RECEIPTS/.laying"),
                                    absl::StrCat(R"({"message_id": ")", id, R"("})")),
                          file);
  return file;
}

// Steps the engine until it goes.
class Stepper {
 public:
  explicit Stepper(Engine& engine)
      : thread_([this, &engine] {
          while (!ending_) {
            if (!engine.Step()) absl::SleepFor(absl::Milliseconds(1));
          }
        }) {}
  ~Stepper() {
    ending_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

class MovingDrop : public EngineFixture {
 protected:
  MovingDrop() : EngineFixture(TownIn("/srv/nowhere")) {}

  void MoveTo(const std::string& folder) {
    const auto office = *PrepareOffice(TownIn(folder));
    SKRANKE_ASSERT_OK(AsSystem([office](const View& view, const Caller&, absl::Time now) {
      return JudgeApplyOffice(view, *office, false, now);
    }));
  }

  TempDir drops_;
};

TEST_F(MovingDrop, WaitsForNoFolderThatItLeaves) {
  MoveTo(DropIn(drops_, "old"));
  const v1::Case first = Register(Matter("dated"));
  const v1::Case second = Register(Matter("dated", SyntheticNumber(1)));
  // Outlives the desk, which waits for its commands.
  std::unique_ptr<Stepper> stepper;
  ReceiptDesk desk(&engine(), absl::Milliseconds(5));
  desk.Step(clock().Now());
  MoveTo(DropIn(drops_, "fresh"));
  // The old folder's thread is held in the middle of a receipt.
  store().Hold();
  const std::string held = LayAcceptance(drops_, "old", first, "TOWN");
  stepper = std::make_unique<Stepper>(engine());
  store().AwaitHeldCommit();
  auto stepped = std::async(std::launch::async, [&] { desk.Step(clock().Now()); });
  EXPECT_EQ(stepped.wait_for(std::chrono::seconds(10)), std::future_status::ready);
  store().Release();
  stepped.wait();
  const std::string after = LayAcceptance(drops_, "fresh", second, "TOWN");
  const absl::Time give_up = absl::Now() + absl::Seconds(10);
  while ((ReadFile(held).ok() || ReadFile(after).ok()) && absl::Now() < give_up) {
    absl::SleepFor(absl::Milliseconds(5));
  }
  EXPECT_FALSE(ReadFile(held).ok());
  EXPECT_FALSE(ReadFile(after).ok());
  desk.Step(clock().Now());
}

class StoppedOffice : public OfficeFixture {
 protected:
  TempDir drops_;
};

TEST_F(StoppedOffice, KeepsAReceiptUntilItCanBeWritten) {
  const std::string folder = DropIn(drops_, "drop");
  options_.file_drop.look_every = absl::Milliseconds(20);
  options_.endpoints = {{"WELFARE", "dir:" + folder}};
  Restart();
  const v1::Case c = OfficeFixture::Register("clerk", Matter("aid"));
  clock().SetNow(clock().Now() + absl::Minutes(2));
  ASSERT_TRUE(Eventually([&] {
    const auto refused = Call<v1::RegisterCaseResponse>("clerk", Matter("aid", SyntheticNumber(1)));
    return ReasonOf(refused.status()) == "CLOCK_JUMPED";
  }));
  const std::string file = LayAcceptance(drops_, "drop", c, "WELFARE");
  // Long enough for several looks.
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_FALSE(ReadFile(file + ".error").ok());
  SKRANKE_EXPECT_OK(ReadFile(file));
  v1::ConfirmClockRequest confirm;
  confirm.mutable_confirmed_time()->set_seconds(absl::ToUnixSeconds(clock().Now()));
  SKRANKE_ASSERT_OK(Call<v1::ConfirmClockResponse>("operator", confirm));
  EXPECT_TRUE(Eventually([&] { return Get("clerk", c.name()).state() == v1::STATE_ACCEPTED; }));
}

}  // namespace
}  // namespace skranke
