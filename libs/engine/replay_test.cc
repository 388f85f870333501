// Replaying the events gives the live state byte for byte, whatever people did.
#include "libs/engine/replay.h"

#include <map>
#include <random>
#include <set>

#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/counter_verbs.h"
#include "libs/engine/engine_fixture.h"
#include "libs/engine/keys.h"
#include "libs/store/rocksdb/rocksdb_store.h"

namespace skranke {
namespace {

// A day at the office, made of a seed. Much of what it asks for is refused: that is part of it.
class RandomHistory : public EngineFixture {
 protected:
  void Play(int steps, uint32_t seed) {
    random_.seed(seed);
    for (int i = 0; i < steps; ++i) {
      clock().Advance(absl::Seconds(Pick(600)));
      OneStep();
    }
  }

  int Pick(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  void OneStep() {
    if (names_.empty() || Pick(4) == 0) return RegisterOne();
    const std::string name = names_[static_cast<size_t>(Pick(static_cast<int>(names_.size())))];
    switch (Pick(14)) {
      case 0:
        return Verb<v1::FinishCaseResponse>(Counter<v1::FinishCaseRequest>(name));
      case 1:
        return Verb<v1::SendToOwnerResponse>(Counter<v1::SendToOwnerRequest>(name));
      case 2:
        return Verb<v1::WithdrawCaseResponse>(Counter<v1::WithdrawCaseRequest>(name));
      case 3:
        return Verb<v1::ReopenCaseResponse>(Counter<v1::ReopenCaseRequest>(name));
      case 4:
        return Verb<v1::MisregisterCaseResponse>(Counter<v1::MisregisterCaseRequest>(name));
      case 5:
        return Supplement(name);
      case 6:
        return Route(name);
      case 7:
        return Take();
      case 8:
        return AtUnit<v1::AcceptCaseRequest, v1::AcceptCaseResponse>(name);
      case 9:
        return AtUnit<v1::StartCaseRequest, v1::StartCaseResponse>(name);
      case 10:
        return AtUnit<v1::CloseCaseRequest, v1::CloseCaseResponse>(name);
      case 11:
        return AtUnit<v1::ReturnCaseRequest, v1::ReturnCaseResponse>(name);
      case 12:
        return Forward(name);
      default:
        return EndIncomplete(name);
    }
  }

  void RegisterOne() {
    const char* tasks[] = {"copy", "pass", "newcomer", "aid", "acute", "form", "trade", "orphan"};
    v1::RegisterCaseRequest request = Pick(3) == 0 ? WholePassport() : Matter(tasks[Pick(8)]);
    request.mutable_parties(0)->mutable_person()->set_number(
        Pick(5) == 0 ? kProtectedPerson : SyntheticNumber(Pick(20)));
    request.set_accept_incomplete(Pick(3) == 0);
    if (Pick(4) == 0) request.mutable_finish()->set_outcome("ISSUED");
    if (Pick(4) == 0) {
      request.mutable_external_reference()->set_system("portal");
      request.mutable_external_reference()->set_id(absl::StrCat(Pick(40)));
    }
    const auto response = Do<v1::RegisterCaseResponse>("clerk", request);
    Note(response.status(), "RegisterCase");
    if (response.ok()) names_.push_back(response->citizen_case().name());
  }

  storage::v1::CaseState Stored(const std::string& name) {
    return **engine().snapshot()->FindCase(*ParseCaseName(name, "name"));
  }

  template <class Request>
  Request Counter(const std::string& name) {
    Request request;
    request.set_name(name);
    request.set_etag(absl::StrCat("v", Stored(name).revision()));
    if constexpr (requires { request.reason(); }) request.set_reason("Because.");
    if constexpr (requires { request.finish(); }) request.mutable_finish()->set_outcome("ISSUED");
    return request;
  }

  template <class Response, class Request>
  void Verb(const Request& request) {
    Note(Do<Response>("clerk", request).status(), Request::descriptor()->name());
  }

  void Supplement(const std::string& name) {
    v1::SupplementCaseRequest request;
    request.set_name(name);
    *request.mutable_documents() = WholePassport().documents();
    request.mutable_documents(0)->set_code(Pick(2) == 0 ? "paper" : "id_document");
    request.set_accept_incomplete(Pick(2) == 0);
    Verb<v1::SupplementCaseResponse>(request);
  }

  void Route(const std::string& name) {
    auto request = Counter<v1::RouteCaseRequest>(name);
    request.mutable_receiver()->set_agency(Pick(2) == 0 ? "WELFARE" : "TOWN");
    request.mutable_receiver()->set_unit(request.receiver().agency() == "TOWN" ? "DESK" : "EAST");
    Note(Do<v1::RouteCaseResponse>("inspector", request).status(), "RouteCase");
  }

  void Take() {
    const char* workers[] = {"passport", "desk", "shield", "west"};
    Note(Do<v1::TakeNextResponse>(workers[Pick(4)], v1::TakeNextRequest()).status(), "TakeNext");
  }

  // The importer acts for whichever unit has the case.
  template <class Request, class Response>
  void AtUnit(const std::string& name) {
    auto request = Counter<Request>(name);
    if constexpr (requires { request.agency_case_number(); }) {
      if (Pick(2) == 0) request.set_agency_case_number(absl::StrCat("A-", Pick(1000)));
    }
    if constexpr (requires { request.outcome(); }) request.set_outcome("GRANTED");
    if constexpr (requires { request.sentence(); }) {
      request.set_code(v1::RETURN_CODE_NOT_OURS);
      request.set_sentence("Not ours.");
      if (Pick(2) == 0) {
        request.mutable_proposed_owner()->set_agency("TOWN");
        request.mutable_proposed_owner()->set_unit("DESK");
      }
    }
    Note(Do<Response>("importer", request).status(), Request::descriptor()->name());
  }

  // What the forwarder reports of the case's first message.
  void Forward(const std::string& name) {
    const storage::v1::CaseState c = Stored(name);
    if (c.messages_size() == 0) return;
    const MessageKey key{.number = c.number(),
                         .agency = c.messages(0).agency(),
                         .sequence = c.messages(0).sequence()};
    const bool delivered = Pick(3) != 0;
    const bool dead = Pick(3) == 0;
    Note(AsSystem([=](const View& view, const Caller& caller, absl::Time now) {
           return delivered ? JudgeMessageAcknowledged(view, caller, key, now)
                            : JudgeMessageFailed(view, caller, key, "UNAVAILABLE",
                                                 now + absl::Minutes(1), dead, now);
         }),
         delivered ? "acknowledged" : "failed");
  }

  void EndIncomplete(const std::string& name) {
    const uint64_t number = Stored(name).number();
    if (Pick(10) == 0) clock().Advance(absl::Hours(24 * 8));
    Note(AsSystem([=](const View& view, const Caller& caller, absl::Time now) {
           return JudgeIncompleteEnded(view, caller, number, now);
         }),
         "EndIncomplete");
  }

  void Note(const absl::Status& status, const std::string& what) {
    if (status.ok()) done_.insert(what);
  }

  // Every row of every table.
  std::map<std::pair<Table, std::string>, std::string> Dump(const Store& store) {
    std::map<std::pair<Table, std::string>, std::string> rows;
    for (const Table table : {Table::kCase, Table::kIndex, Table::kRequest, Table::kReady,
                              Table::kTimer, Table::kCounter, Table::kEvent, Table::kMeta}) {
      EXPECT_THAT(store.Snapshot()->Scan({table, "", ""},
                                         [&](absl::string_view key, absl::string_view value) {
                                           rows[{table, std::string(key)}] = std::string(value);
                                           return true;
                                         }),
                  IsOk());
    }
    return rows;
  }

  std::mt19937 random_;
  std::vector<std::string> names_;
  std::set<std::string> done_;
};

TEST_F(RandomHistory, ReplaysToTheSameViewsAtEveryPrefix) {
  for (const uint32_t seed : {1u, 2u, 3u, 4u, 5u}) {
    Play(250, seed);
    SKRANKE_EXPECT_OK(VerifyViewsNow()) << "after seed " << seed;
  }
  // The history was one: every kind of command had an effect somewhere.
  EXPECT_EQ(done_.size(), 16u) << ::testing::PrintToString(done_);
}

TEST_F(RandomHistory, RebuildsTheSameRowsByteForByte) {
  Play(300, 7);
  const auto live = Dump(store());
  Close();
  {
    const auto store = *OpenRocksDb(DataDir());
    SKRANKE_ASSERT_OK(RebuildViews(*store, *store->TakeOver(), key()));
    auto rebuilt = Dump(*store);
    EXPECT_EQ(rebuilt.size(), live.size());
    EXPECT_TRUE(rebuilt == live);
  }
  SKRANKE_EXPECT_OK(Open());
}

TEST_F(RandomHistory, ForgetsTheSameRequestIdsInReplay) {
  Play(60, 8);
  clock().Advance(absl::Hours(31 * 24));
  Play(60, 9);
  SKRANKE_EXPECT_OK(VerifyViewsNow());
}

TEST_F(RandomHistory, SeesEveryKindOfViewRowThatDiffers) {
  Play(200, 10);
  Register(Matter("form"));  // A timer for sure.
  const auto rows = Dump(store());
  for (const Table table : {Table::kCase, Table::kIndex, Table::kRequest, Table::kReady,
                            Table::kTimer, Table::kCounter}) {
    const auto first = rows.lower_bound({table, ""});
    ASSERT_TRUE(first != rows.end() && first->first.first == table) << TableName(table);
    const auto& [row, value] = *first;
    Tamper([&](const StoreSnapshot&, Batch& batch) { batch.Delete(table, row.second); });
    SKRANKE_ASSERT_OK(Open());
    EXPECT_THAT(VerifyViewsNow(), HasReason("VIEW_DIFFERS")) << TableName(table);
    Tamper([&](const StoreSnapshot&, Batch& batch) { batch.Put(table, row.second, value); });
    SKRANKE_ASSERT_OK(Open());
    SKRANKE_EXPECT_OK(VerifyViewsNow()) << TableName(table);
  }
}

}  // namespace
}  // namespace skranke
