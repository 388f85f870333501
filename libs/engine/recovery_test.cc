// What is stored is checked before it is served; each guard is seen to fail when it is taken away.
#include "libs/engine/recovery.h"

#include <filesystem>

#include "libs/base/files.h"
#include "libs/engine/engine_fixture.h"
#include "libs/engine/head.h"
#include "libs/engine/keys.h"
#include "libs/engine/replay.h"
#include "libs/store/rocksdb/rocksdb_store.h"

namespace skranke {
namespace {

class Recovery : public EngineFixture {
 protected:
  // A start that is refused ends in order also where the head file was due to be synced.
  Recovery() { clock().Advance(absl::Minutes(1)); }

  // Positions 2 to 4; 1 is the installation of the town.
  void RegisterThree() {
    for (int i = 0; i < 3; ++i) Register(Matter("copy", SyntheticNumber(i)));
  }

  static std::string Value(const StoreSnapshot& store, Table table, const std::string& key) {
    const skranke::Row row{table, key};
    return *(*store.MultiGet({&row, 1}))[0];
  }

  void ChangeHead(const std::function<void(storage::v1::Head&)>& change) {
    Tamper([&](const StoreSnapshot& store, Batch& batch) {
      storage::v1::Head head;
      ASSERT_TRUE(head.ParseFromString(Value(store, Table::kMeta, kHeadKey)));
      change(head);
      batch.Put(Table::kMeta, kHeadKey, head.SerializeAsString());
    });
  }

  std::string Head() const { return dir().Path("head"); }
  void DropHeadFile() { std::filesystem::remove(Head()); }
  void Copy(const std::string& from, const std::string& to) {
    std::filesystem::remove_all(to);
    std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
  }
};

TEST_F(Recovery, OpensWhatWasClosed) {
  RegisterThree();
  Close();
  SKRANKE_ASSERT_OK(Open());
  EXPECT_EQ(engine().snapshot()->position(), 4u);
  Register(Matter("copy"));
  EXPECT_EQ(engine().snapshot()->position(), 5u);
}

TEST_F(Recovery, RefusesAStoreBehindTheHeadFile) {
  RegisterThree();
  Close();
  Copy(DataDir(), dir().Path("earlier"));
  SKRANKE_ASSERT_OK(Open());
  Register(Matter("copy"));
  Close();
  Copy(dir().Path("earlier"), DataDir());
  EXPECT_THAT(Open(), HasReason("BEHIND_HEAD_FILE"));
  // The loss is invisible without the file.
  DropHeadFile();
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(Recovery, RefusesAStoreThatIsNotTheOneThatWasAcknowledged) {
  RegisterThree();
  Close();
  Copy(Head(), dir().Path("first.head"));
  // Another history of the same length.
  std::filesystem::remove_all(DataDir());
  DropHeadFile();
  SKRANKE_ASSERT_OK(Open());
  for (int i = 0; i < 3; ++i) Register(Matter("trade"));
  Close();
  SKRANKE_ASSERT_OK(Open());
  Close();
  Copy(dir().Path("first.head"), Head());
  EXPECT_THAT(Open(), HasReason("CHAIN_BROKEN"));
  DropHeadFile();
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(Recovery, AcceptsAHeadFileThatIsBehindTheStore) {
  RegisterThree();
  Close();
  Copy(Head(), dir().Path("earlier.head"));
  SKRANKE_ASSERT_OK(Open());
  Register(Matter("copy"));
  Close();
  Copy(dir().Path("earlier.head"), Head());
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(Recovery, RefusesAHeadFileOfWhichNeitherHalfIsWhole) {
  RegisterThree();
  Close();
  std::string bytes = *ReadFile(Head());
  const std::string whole = bytes;
  bytes[10] ^= 1;
  dir().Write("head", bytes);
  SKRANKE_EXPECT_OK(Open());
  Close();
  bytes = *ReadFile(Head());
  bytes[10] ^= 1;
  bytes[512 + 10] ^= 1;
  dir().Write("head", bytes);
  EXPECT_TRUE(absl::IsDataLoss(Open()));
  dir().Write("head", whole);
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(Recovery, TakesAnEmptyHeadFileForNone) {
  Close();
  std::filesystem::remove_all(DataDir());
  dir().Write("head", "");
  SKRANKE_EXPECT_OK(Open());
  Close();
  // From then on it is never empty, so that dying before the first record loses nothing.
  EXPECT_FALSE(ReadFile(Head())->empty());
}

TEST_F(Recovery, RefusesAChangedRecord) {
  RegisterThree();
  DropHeadFile();
  std::string original;
  Tamper([&](const StoreSnapshot& store, Batch& batch) {
    original = Value(store, Table::kEvent, EventKey(3));
    storage::v1::Record record;
    ASSERT_TRUE(record.ParseFromString(original));
    record.set_caller("somebody else");
    batch.Put(Table::kEvent, EventKey(3), record.SerializeAsString());
  });
  EXPECT_THAT(Open(), HasReason("CHAIN_BROKEN"));
  Tamper(
      [&](const StoreSnapshot&, Batch& batch) { batch.Put(Table::kEvent, EventKey(3), original); });
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(Recovery, RefusesAHoleAnywhere) {
  RegisterThree();
  DropHeadFile();
  for (const uint64_t position : {1, 3, 4}) {
    std::string original;
    Tamper([&](const StoreSnapshot& store, Batch& batch) {
      original = Value(store, Table::kEvent, EventKey(position));
      batch.Delete(Table::kEvent, EventKey(position));
    });
    EXPECT_THAT(Open(), HasReason("LOG_HOLE")) << position;
    Tamper([&](const StoreSnapshot&, Batch& batch) {
      batch.Put(Table::kEvent, EventKey(position), original);
    });
  }
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(Recovery, RefusesARecordThatTheHeadDoesNotKnow) {
  RegisterThree();
  Tamper([&](const StoreSnapshot& store, Batch& batch) {
    batch.Put(Table::kEvent, EventKey(5), Value(store, Table::kEvent, EventKey(4)));
  });
  EXPECT_THAT(Open(), HasReason("LOG_HOLE"));
}

TEST_F(Recovery, RefusesAnInstalledVersionThatCannotBeRead) {
  for (const std::string& prefix : {std::string(kDirectoryPrefix), std::string(kTaskListPrefix)}) {
    std::string key;
    std::string original;
    Tamper([&](const StoreSnapshot& store, Batch& batch) {
      SKRANKE_ASSERT_OK(store.Scan({Table::kMeta, prefix, AfterPrefix(prefix)},
                                   [&](absl::string_view found, absl::string_view value) {
                                     key = std::string(found);
                                     original = std::string(value);
                                     return false;
                                   }));
      batch.Put(Table::kMeta, key, original.substr(0, original.size() - 1));
    });
    EXPECT_THAT(Open(), HasReason("INSTALLATION_UNREADABLE"));
    Tamper([&](const StoreSnapshot&, Batch& batch) { batch.Put(Table::kMeta, key, original); });
    SKRANKE_ASSERT_OK(Open());
  }
}

TEST_F(Recovery, RefusesAnotherInstallationsKey) {
  Close();
  const auto own = key_;
  key_ = std::make_shared<const InstallationKey>(
      *InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'x')));
  EXPECT_THAT(Open(), HasReason("WRONG_KEY"));
  key_ = own;
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(Recovery, RefusesANewerFormat) {
  ChangeHead([](storage::v1::Head& head) { head.set_format(kDiskFormat + 1); });
  EXPECT_THAT(Open(), HasReason("FORMAT_NEWER"));
  ChangeHead([](storage::v1::Head& head) { head.set_format(kDiskFormat); });
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(Recovery, RefusesViewsOfAnotherVersionUntilTheyAreRebuilt) {
  RegisterThree();
  ChangeHead([](storage::v1::Head& head) { head.set_view_version(0); });
  EXPECT_THAT(Open(), HasReason("VIEWS_OLD"));
  {
    const auto store = *OpenRocksDb(DataDir());
    SKRANKE_ASSERT_OK(RebuildViews(*store, *store->TakeOver(), key()));
  }
  SKRANKE_ASSERT_OK(Open());
  SKRANKE_EXPECT_OK(VerifyViewsNow());
}

}  // namespace
}  // namespace skranke
