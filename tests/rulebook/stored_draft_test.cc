// Drafts are what the events say: verified, rebuilt, and not to be changed behind their back.
#include "libs/engine/keys.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/skranked/verify.h"
#include "tests/rulebook/rulebook_fixture.h"

namespace skranke {
namespace {

class StoredDraft : public RulebookFixture {
 protected:
  // An adopted list, an emergency list that is ratified, and a draft in hearing.
  void MakeSome() {
    MakeLaw(SaveWith("2", "2024-05-01", {{"routing.csv", "aid,centre,none,,,TOWN,DESK\n"}}));
    const v1::Draft urgent =
        Check(SaveWith("flood", "2024-05-01", {{"routing.csv", "aid,quay,none,,,TOWN,DESK\n"}}));
    auto declare = Of<v1::AdoptEmergencyRequest>(urgent);
    declare.set_reason("A flood.");
    declare.set_valid_to("2024-03-10");
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto declared,
                                 Call<v1::AdoptEmergencyResponse>("adopter", declare));
    Consent(declared.draft());
    auto ratify = Of<v1::RatifyEmergencyRequest>(urgent);
    ratify.set_minutes("C 2/24");
    SKRANKE_ASSERT_OK(Call<v1::RatifyEmergencyResponse>("adopter", ratify));
    const v1::Draft heard =
        Hear(SaveWith("3", "2024-06-01", {{"routing.csv", "aid,centre,none,,,POLICE,PASS\n"}}),
             "2024-03-20");
    SKRANKE_ASSERT_OK(Say("POLICE", heard, v1::POSITION_OBJECTION, "No."));
  }

  std::string Drafts() {
    std::string all;
    for (const char* version : {"2", "3", "flood"}) all += GetDraft(version).DebugString();
    return all;
  }

  absl::Status Verify() { return VerifyDataDirectory(options_.data_dir, "").status(); }

  void ChangeRow(const std::string& version,
                 const std::function<void(storage::v1::RulebookDraft&)>& change) {
    const auto store = *OpenRocksDb(options_.data_dir);
    const Row row{Table::kMeta, absl::StrCat(kDraftPrefix, version)};
    const auto values = *store->Snapshot()->MultiGet({&row, 1});
    storage::v1::RulebookDraft draft;
    ASSERT_TRUE(values[0].has_value() && draft.ParseFromString(*values[0]));
    change(draft);
    Batch batch;
    batch.Put(Table::kMeta, row.key, draft.SerializeAsString());
    SKRANKE_ASSERT_OK(store->Commit(batch, *store->TakeOver()));
  }
};

TEST_F(StoredDraft, IsWhatTheEventsSay) {
  MakeSome();
  Stop();
  SKRANKE_EXPECT_OK(Verify());
}

TEST_F(StoredDraft, IsMissedAndMadeAgainWhereSomebodyChangedIt) {
  MakeSome();
  const std::string before = Drafts();
  Stop();
  // A veto taken away behind everybody's back.
  ChangeRow("3", [](storage::v1::RulebookDraft& draft) {
    for (auto& party : *draft.mutable_parties()) party.clear_position();
  });
  EXPECT_THAT(Verify(), HasReason("VIEW_DIFFERS"));
  options_.rebuild_views = true;
  SKRANKE_ASSERT_OK(Open());
  EXPECT_EQ(Drafts(), before);
  Stop();
  SKRANKE_EXPECT_OK(Verify());
}

}  // namespace
}  // namespace skranke
