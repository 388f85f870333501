// An agency's queue: in which order work is taken, who holds it, and how it is followed.
#include <optional>
#include <set>
#include <vector>

#include "libs/rpc/client/stream_reader.h"
#include "tests/office/office_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

class Work : public OfficeFixture {
 protected:
  // The case taken next; empty where there is none.
  v1::WorkItem Take(absl::string_view caller) {
    const auto taken = Call<v1::TakeNextResponse>(caller, v1::TakeNextRequest());
    EXPECT_THAT(taken, IsOk()) << caller;
    return taken.ok() ? taken->work_item() : v1::WorkItem();
  }

  v1::RegisterCaseRequest Received(v1::RegisterCaseRequest request, absl::string_view local) {
    request.mutable_receive_time()->set_seconds(absl::ToUnixSeconds(Local(local)));
    request.set_accept_incomplete(true);
    return request;
  }

  static v1::RegisterCaseRequest MinorsPassport() {
    v1::RegisterCaseRequest request = WholePassport();
    request.mutable_facts(0)->set_number("17");
    return request;
  }

  absl::Status AcceptWith(absl::string_view caller, const v1::WorkItem& item,
                          const std::string& token) {
    auto accept = About<v1::AcceptCaseRequest>(item.citizen_case());
    accept.set_token(token);
    return Call<v1::AcceptCaseResponse>(caller, accept).status();
  }
};

TEST_F(Work, IsTakenAcuteFirstThenByLimitThenByAge) {
  const std::string young = Register("clerk", Received(Matter("form"), "2024-03-02 10:00")).name();
  const std::string late = Register("clerk", Matter("trade")).name();   // 72 hours
  const std::string soon = Register("clerk", MinorsPassport()).name();  // 48 hours
  const std::string old = Register("clerk", Received(Matter("form"), "2024-03-01 10:00")).name();
  // A form has the 24 hours of what says nothing.
  EXPECT_EQ(Take("passport").citizen_case().name(), old);
  EXPECT_EQ(Take("passport").citizen_case().name(), young);
  EXPECT_EQ(Take("passport").citizen_case().name(), soon);
  EXPECT_EQ(Take("passport").citizen_case().name(), late);

  Register("clerk", Matter("aid"));
  const std::string acute = Register("clerk", Matter("acute")).name();
  EXPECT_EQ(Take("west").citizen_case().name(), acute);
}

TEST_F(Work, EveryFifthTakeIsTheOldest) {
  std::vector<std::string> limited;
  for (int i = 0; i < 6; ++i) {
    limited.push_back(Register("clerk", Matter("trade")).name());
    Pass(absl::Minutes(1));
  }
  const std::string oldest =
      Register("clerk", Received(Matter("trade"), "2024-02-28 10:00")).name();
  std::vector<std::string> taken;
  for (int i = 0; i < 7; ++i) taken.push_back(Take("passport").citizen_case().name());
  EXPECT_THAT(taken, ElementsAre(limited[0], limited[1], limited[2], limited[3], oldest, limited[4],
                                 limited[5]));
}

TEST_F(Work, IsLeasedForHalfAnHour) {
  Register("clerk", Matter("trade"));
  const v1::WorkItem held = Take("passport");
  ASSERT_TRUE(held.has_lease());
  EXPECT_EQ(held.lease().holder(), "passport");
  EXPECT_FALSE(Take("passport_two").has_citizen_case());
  Pass(absl::Minutes(30) - absl::Seconds(1));
  EXPECT_FALSE(Take("passport_two").has_citizen_case());
  Pass(absl::Seconds(1));
  const v1::WorkItem again = Take("passport_two");
  EXPECT_EQ(again.citizen_case().name(), held.citizen_case().name());
  EXPECT_NE(again.lease().token(), held.lease().token());

  // The first holder comes too late, and so does whoever has no token.
  const absl::Status stale = AcceptWith("passport", held, held.lease().token());
  EXPECT_THAT(stale, HasReason("LEASE_STALE"));
  EXPECT_TRUE(absl::IsAborted(stale));
  EXPECT_THAT(AcceptWith("passport", held, ""), HasReason("LEASE_STALE"));
  SKRANKE_EXPECT_OK(AcceptWith("passport_two", again, again.lease().token()));
}

TEST_F(Work, LeasesSurviveARestart) {
  Register("clerk", Matter("trade"));
  const v1::WorkItem held = Take("passport");
  Restart();
  EXPECT_FALSE(Take("passport_two").has_citizen_case());
  SKRANKE_EXPECT_OK(AcceptWith("passport", held, held.lease().token()));
}

TEST_F(Work, ShowsTheTokenToItsHolderAlone) {
  Register("clerk", Matter("trade"));
  const v1::WorkItem held = Take("passport");
  EXPECT_EQ(GetItem("passport", held.citizen_case().name()).lease().token(), held.lease().token());
  EXPECT_EQ(GetItem("passport_two", held.citizen_case().name()).lease().token(), "");
}

TEST_F(Work, TakingIsNoStateAndVoidsNoEtag) {
  const v1::Case registered = Register("clerk", Matter("trade"));
  const v1::WorkItem held = Take("passport");
  EXPECT_EQ(held.citizen_case().state(), v1::STATE_DELIVERED);
  EXPECT_EQ(held.citizen_case().etag(), registered.etag());
}

TEST_F(Work, OfAnotherUnitCannotBeTaken) {
  Register("clerk", Matter("trade"));
  v1::TakeNextRequest take;
  take.set_unit("PASS");
  EXPECT_THAT(Call<v1::TakeNextResponse>("west", take), HasField("unit"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto taken, Call<v1::TakeNextResponse>("POLICE", take));
  EXPECT_TRUE(taken.has_work_item());
}

TEST_F(Work, ListsPagesWithoutLossOrRepetition) {
  std::set<std::string> registered;
  for (int i = 0; i < 7; ++i) registered.insert(Register("clerk", Matter("trade")).name());
  std::set<std::string> listed;
  v1::ListWorkItemsRequest list;
  list.set_page_size(3);
  do {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto page,
                                 Call<v1::ListWorkItemsResponse>("passport", list));
    EXPECT_LE(page.work_items_size(), 3);
    for (const auto& item : page.work_items()) {
      EXPECT_TRUE(listed.insert(item.citizen_case().name()).second);
    }
    list.set_page_token(page.next_page_token());
  } while (!list.page_token().empty());
  EXPECT_EQ(listed, registered);
}

// What a subscriber is told, in short.
struct Told {
  uint64_t position;
  std::string change;
  std::string name;

  friend bool operator==(const Told&, const Told&) = default;
};
void PrintTo(const Told& told, std::ostream* out) {
  *out << told.position << " " << told.change << " " << told.name;
}

class Subscription : public Work {
 protected:
  // Reads `count` messages after a position.
  std::vector<Told> Read(uint64_t after, size_t count) {
    v1::SubscribeWorkRequest request;
    request.set_after_position(after);
    StreamReader<v1::SubscribeWorkResponse> stream(
        channel(), MethodTaking(*v1::SubscribeWorkRequest::descriptor()), request,
        {.caller = "passport", .timeout = absl::Seconds(10)});
    std::vector<Told> told;
    while (told.size() < count) {
      const auto next = stream.Next();
      EXPECT_THAT(next, IsOk()) << "after " << told.size() << " messages";
      if (!next.ok() || !next->has_value()) break;
      told.push_back({(*next)->position(), (*next)->change(), (*next)->name()});
    }
    return told;
  }
};

TEST_F(Subscription, LosesNothingAcrossARestart) {
  const v1::Case first = Register("clerk", Matter("trade"));
  const std::vector<Told> before = Read(0, 3);
  ASSERT_EQ(before.size(), 3u);
  EXPECT_EQ(before[2].change, "CASE_ROUTED");

  // While nobody listens, and over a restart, things go on.
  Start("passport", Accept("passport", first));
  Restart();
  const v1::Case second = Register("clerk", Matter("trade"));
  Register("clerk", Matter("aid"));  // not theirs
  const std::vector<Told> after = Read(before.back().position, 6);

  std::vector<Told> joined = before;
  joined.insert(joined.end(), after.begin(), after.end());
  EXPECT_THAT(Read(0, 9), ElementsAreArray(joined));
  EXPECT_EQ(after.back(), (Told{after.back().position, "CASE_ROUTED", second.name()}));
}

TEST_F(Subscription, TellsARecordAgainToWhoWasCutOffInIt) {
  Register("clerk", Matter("trade"));
  const std::vector<Told> whole = Read(0, 3);
  ASSERT_EQ(whole.size(), 3u);
  for (const Told& last : {whole[0], whole[1]}) {
    EXPECT_EQ(Read(last.position, 3), whole) << "cut off after " << last.change;
  }
}

TEST_F(Subscription, HearsWhatHappensWhileItListens) {
  v1::SubscribeWorkRequest request;
  StreamReader<v1::SubscribeWorkResponse> stream(
      channel(), MethodTaking(*v1::SubscribeWorkRequest::descriptor()), request,
      {.caller = "passport", .timeout = absl::Seconds(10)});
  const v1::Case trade = Register("clerk", Matter("trade"));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto heard, stream.Next());
  ASSERT_TRUE(heard.has_value());
  EXPECT_EQ(heard->work_item().citizen_case().name(), trade.name());
}

TEST_F(Subscription, IsToldThatACaseWentAndNotWhere) {
  const v1::Case trade = Register("clerk", Matter("trade"));
  auto give_back = About<v1::ReturnCaseRequest>(trade);
  give_back.set_code(v1::RETURN_CODE_NOT_OURS);
  give_back.set_sentence("Not a trade.");
  give_back.mutable_proposed_owner()->set_agency("TOWN");
  give_back.mutable_proposed_owner()->set_unit("DESK");
  SKRANKE_ASSERT_OK(Call<v1::ReturnCaseResponse>("passport", give_back));
  const std::vector<Told> told = Read(0, 2);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[1].name, trade.name());
}

}  // namespace
}  // namespace skranke
