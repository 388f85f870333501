#include "services/supervision/dead_letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::StatusOr<v1::ListDeadLettersResponse> List(Town& town, absl::string_view caller,
                                                 int page_size = 0, const std::string& token = "") {
  v1::ListDeadLettersRequest request;
  request.set_page_size(page_size);
  request.set_page_token(token);
  return town.Call<v1::ListDeadLettersResponse>(caller, "ListDeadLetters", request);
}

std::vector<std::string> Ids(const absl::StatusOr<v1::ListDeadLettersResponse>& response) {
  std::vector<std::string> ids;
  EXPECT_THAT(response, IsOk());
  for (const auto& letter : response->dead_letters()) ids.push_back(letter.message_id());
  return ids;
}

v1::DiscardDeadLetterRequest Discard(const std::string& name, const std::string& id) {
  v1::DiscardDeadLetterRequest request;
  request.set_request_id("discard " + id);
  request.set_name(name);
  request.set_message_id(id);
  request.set_reason("The agency has ended");
  return request;
}

v1::RetryDeadLetterRequest Retry(const std::string& name, const std::string& id) {
  v1::RetryDeadLetterRequest request;
  request.set_request_id("retry " + id);
  request.set_name(name);
  request.set_message_id(id);
  return request;
}

// A town whose city has an endpoint too, so that everything is pushed.
Town PushingTown() {
  PackageFiles files = TownPackage();
  files["agencies.csv"] =
      absl::StrReplaceAll(files["agencies.csv"], {{"City,,", "City,localhost:4712,8"}});
  return Town(files);
}

TEST(DeadLetters, TellWhatAnAgencyWouldNotTake) {
  Town town;
  const std::string name = town.Register("clerk", "trade").name();
  const std::string id = town.Kill(name, "STATE", 1);
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto letters, List(town, "operator"));
  ASSERT_EQ(letters.dead_letters_size(), 1);
  const auto& letter = letters.dead_letters(0);
  EXPECT_EQ(letter.message_id(), id);
  EXPECT_EQ(letter.name(), name);
  EXPECT_EQ(letter.agency(), "STATE");
  EXPECT_EQ(letter.kind(), "handover");
  EXPECT_EQ(letter.attempts(), 1u);
  EXPECT_EQ(letter.last_error(), "INVALID_ARGUMENT");
  EXPECT_EQ(letter.dead_time().seconds(), absl::ToUnixSeconds(town.clock().Now()));
}

TEST(DeadLetters, ShowToWhoMaySeeTheirCases) {
  Town town = PushingTown();
  const std::string at_hall = town.Register("clerk", "trade").name();
  const std::string at_bridge = town.Register("ferry", "trade").name();
  const std::string hidden = town.Register("clerk", "trade", kProtectedPerson).name();
  const std::string hall_id = town.Kill(at_hall, "STATE", 1);
  const std::string bridge_id = town.Kill(at_bridge, "STATE", 1);
  const std::string hidden_id = town.Kill(hidden, "CITY", 1);
  EXPECT_THAT(Ids(List(town, "supervisor")), ElementsAre(hall_id));
  EXPECT_THAT(Ids(List(town, "ferry_supervisor")), ElementsAre(bridge_id));
  EXPECT_EQ(Ids(List(town, "inspector")).size(), 2u);
  EXPECT_EQ(Ids(List(town, "auditor")).size(), 3u);
  EXPECT_EQ(Ids(List(town, "operator")).size(), 3u);
  EXPECT_EQ(Ids(List(town, "operator"))[0], hidden_id) << "by agency first";
  EXPECT_THAT(List(town, "clerk"), HasReason("ROLE_MAY_NOT"));
}

TEST(DeadLetters, GiveEveryOneOnOneOfTheirPages) {
  Town town = PushingTown();
  for (int i = 0; i < 5; ++i) {
    town.Kill(town.Register("clerk", "trade").name(), "STATE", 1);
    town.Kill(town.Register("clerk", "aid").name(), "CITY", 1);
    town.Kill(town.Register("ferry", "aid").name(), "CITY", 1);
  }
  const auto whole = Ids(List(town, "supervisor"));
  ASSERT_EQ(whole.size(), 10u);
  for (const int page_size : {1, 3, 9, 10, 11}) {
    std::vector<std::string> paged;
    std::string token;
    do {
      SKRANKE_ASSERT_OK_AND_ASSIGN(const auto page, List(town, "supervisor", page_size, token));
      ASSERT_GT(page.dead_letters_size(), 0);
      for (const auto& letter : page.dead_letters()) paged.push_back(letter.message_id());
      token = page.next_page_token();
    } while (!token.empty() && paged.size() < 20);
    EXPECT_EQ(paged, whole) << "pages of " << page_size;
  }
}

TEST(DeadLetters, AreTriedAgainOnRequest) {
  Town town;
  const std::string name = town.Register("clerk", "trade").name();
  const std::string id = town.Kill(name, "STATE", 1);
  const auto retry = [&](absl::string_view caller) {
    return town.Call<v1::RetryDeadLetterResponse>(caller, "RetryDeadLetter", Retry(name, id));
  };
  EXPECT_THAT(retry("ferry_supervisor"), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(retry("auditor"), HasReason("ROLE_MAY_NOT"));
  EXPECT_THAT(retry("operator"), IsOk());
  EXPECT_THAT(Ids(List(town, "operator")), IsEmpty());
  ASSERT_EQ(town.Stored(name).messages_size(), 1);
  EXPECT_FALSE(town.Stored(name).messages(0).dead());
  EXPECT_THAT(retry("supervisor"), HasReason("MESSAGE_NOT_FOUND"));
}

TEST(DeadLetters, DiscardedLeaveTheirCaseToTheSortingUnit) {
  Town town;
  const std::string name = town.Register("clerk", "trade").name();
  const auto request = Discard(name, town.Kill(name, "STATE", 1));
  const auto discard = [&](absl::string_view caller) {
    return town.Call<v1::DiscardDeadLetterResponse>(caller, "DiscardDeadLetter", request);
  };
  EXPECT_THAT(discard("auditor"), HasReason("ROLE_MAY_NOT"));
  EXPECT_THAT(discard("ferry_supervisor"), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(discard("supervisor"), IsOk());
  EXPECT_EQ(town.Stored(name).state(), v1::STATE_TRIAGE);
  EXPECT_EQ(town.Stored(name).messages_size(), 0);
}

// An agency lost its disk; what it had acknowledged is sent again, and given up.
TEST(DeadLetters, DiscardedAreNotSentAgain) {
  Town town;
  const std::string name = town.Register("clerk", "trade").name();
  const MessageKey key{.number = *ParseCaseName(name, "name"), .agency = "STATE", .sequence = 1};
  ASSERT_THAT(town.AsSystem([&](const View& view, const Caller& caller, absl::Time now) {
    return JudgeMessageAcknowledged(view, caller, key, now);
  }),
              IsOk());
  ASSERT_EQ(town.Stored(name).state(), v1::STATE_DELIVERED);
  v1::RedeliverMessageRequest again;
  again.set_name(name);
  again.set_message_id(FormatMessageId(key));
  const auto redeliver = [&](const char* request_id) {
    again.set_request_id(request_id);
    return town.Call<v1::RedeliverMessageResponse>("operator", "RedeliverMessage", again);
  };
  ASSERT_THAT(redeliver("again 1"), IsOk());
  const auto request = Discard(name, town.Kill(name, "STATE", 1));
  ASSERT_THAT(town.Call<v1::DiscardDeadLetterResponse>("supervisor", "DiscardDeadLetter", request),
              IsOk());
  EXPECT_EQ(town.Stored(name).state(), v1::STATE_TRIAGE);
  EXPECT_THAT(redeliver("again 2"), HasReason("MESSAGE_NOT_FOUND"));
  EXPECT_EQ(town.Stored(name).messages_size(), 0);
}

// Whoever may not know which agency has a case is not told by trying one's messages.
TEST(DeadLetters, OfAProtectedPersonAreTheOperatorsAlone) {
  Town town = PushingTown();
  const std::string name = town.Register("clerk", "trade", kProtectedPerson).name();
  const std::string id = town.Kill(name, "CITY", 1);
  const std::string invented = absl::StrReplaceAll(id, {{"CITY", "STATE"}});
  const auto retry = [&](absl::string_view caller, const std::string& message) {
    return town.Call<v1::RetryDeadLetterResponse>(caller, "RetryDeadLetter", Retry(name, message))
        .status();
  };
  const auto discard = [&](absl::string_view caller, const std::string& message) {
    return town
        .Call<v1::DiscardDeadLetterResponse>(caller, "DiscardDeadLetter", Discard(name, message))
        .status();
  };
  for (const char* caller : {"supervisor", "inspector"}) {
    EXPECT_THAT(retry(caller, id), HasReason("MESSAGE_NOT_FOUND")) << caller;
    EXPECT_EQ(retry(caller, id), retry(caller, invented)) << caller;
    EXPECT_THAT(discard(caller, id), HasReason("MESSAGE_NOT_FOUND")) << caller;
    EXPECT_EQ(discard(caller, id), discard(caller, invented)) << caller;
  }
  EXPECT_THAT(discard("operator", id), IsOk());
  EXPECT_EQ(town.Stored(name).state(), v1::STATE_TRIAGE);
}

absl::Status Confirm(Town& town, absl::string_view caller, absl::Time time) {
  static int requests = 0;
  v1::ConfirmClockRequest request;
  request.set_request_id(absl::StrCat("confirm ", ++requests));
  request.mutable_confirmed_time()->set_seconds(absl::ToUnixSeconds(time));
  return town.Call<v1::ConfirmClockResponse>(caller, "ConfirmClock", request).status();
}

TEST(ConfirmClock, TakesTheMachinesTimeWithinAMinute) {
  Town town;
  const absl::Time now = town.clock().Now();
  EXPECT_THAT(Confirm(town, "operator", now), IsOk());
  EXPECT_THAT(Confirm(town, "operator", now + absl::Seconds(60)), IsOk());
  EXPECT_THAT(Confirm(town, "operator", now - absl::Seconds(60)), IsOk());
  EXPECT_THAT(Confirm(town, "operator", now + absl::Seconds(61)), HasField("confirmed_time"));
  EXPECT_THAT(Confirm(town, "operator", now - absl::Seconds(61)), HasField("confirmed_time"));
  EXPECT_THAT(Confirm(town, "supervisor", now), HasReason("ROLE_MAY_NOT"));
}

TEST(ConfirmClock, LetsWritesGoOn) {
  Town town;
  v1::RecordContactRequest contact;
  contact.set_channel(v1::CHANNEL_PHONE);
  contact.set_outcome(v1::CONTACT_OUTCOME_GUIDED);
  const auto write = [&] {
    return town.Do<v1::RecordContactResponse>("clerk", contact, &JudgeRecordContact);
  };
  ASSERT_THAT(write(), IsOk());
  town.clock().SetNow(town.clock().Now() + absl::Hours(1));
  town.engine().Step();  // The writer looks at the clock.
  ASSERT_THAT(write(), HasReason("CLOCK_JUMPED"));
  EXPECT_THAT(Confirm(town, "operator", town.clock().Now() - absl::Hours(1)),
              HasField("confirmed_time"));
  EXPECT_THAT(write(), HasReason("CLOCK_JUMPED"));
  EXPECT_THAT(Confirm(town, "operator", town.clock().Now()), IsOk());
  town.engine().Step();
  EXPECT_THAT(write(), IsOk());
}

}  // namespace
}  // namespace skranke
