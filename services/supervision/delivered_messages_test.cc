#include "services/supervision/delivered_messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "libs/casework/render.h"
#include "services/supervision/supervision_fixture.h"

namespace skranke {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Everything is pushed.
PackageFiles PushingPackage() {
  PackageFiles files = TownPackage();
  files["agencies.csv"] =
      absl::StrReplaceAll(files["agencies.csv"], {{"City,,", "City,localhost:4712,8"}});
  return files;
}

class DeliveredMessages : public ::testing::Test {
 protected:
  DeliveredMessages() : town_(PushingPackage()), begin_(town_.clock().Now()) {}

  // The agency acknowledges the case's first message; gives that one's id.
  std::string Deliver(const std::string& name, const std::string& agency) {
    const MessageKey key{.number = *ParseCaseName(name, "name"), .agency = agency, .sequence = 1};
    EXPECT_THAT(town_.AsSystem([&](const View& view, const Caller& caller, absl::Time now) {
      return JudgeMessageAcknowledged(view, caller, key, now);
    }),
                IsOk());
    return FormatMessageId(key);
  }

  absl::StatusOr<v1::ListDeliveredMessagesResponse> List(absl::string_view caller,
                                                         const std::string& agency,
                                                         absl::Time since, int page_size = 0,
                                                         const std::string& token = "") {
    v1::ListDeliveredMessagesRequest request;
    request.set_agency(agency);
    *request.mutable_since_time() = ToTimestamp(absl::ToUnixMicros(since));
    request.set_page_size(page_size);
    request.set_page_token(token);
    return town_.Call<v1::ListDeliveredMessagesResponse>(caller, "ListDeliveredMessages", request);
  }
  std::vector<std::string> Ids(absl::string_view caller, const std::string& agency,
                               absl::Time since) {
    const auto listed = List(caller, agency, since);
    EXPECT_THAT(listed, IsOk());
    std::vector<std::string> ids;
    for (const auto& message : listed->messages()) ids.push_back(message.message_id());
    return ids;
  }

  absl::Status Redeliver(absl::string_view caller, const std::string& name, const std::string& id) {
    v1::RedeliverMessageRequest request;
    request.set_request_id(absl::StrCat("again-", ++requests_));
    request.set_name(name);
    request.set_message_id(id);
    return town_.Call<v1::RedeliverMessageResponse>(caller, "RedeliverMessage", request).status();
  }

  Town town_;
  const absl::Time begin_;
  int requests_ = 0;
};

TEST_F(DeliveredMessages, AreListedFromTheTimeOn) {
  const std::string before = Deliver(town_.Register("clerk", "trade").name(), "STATE");
  town_.clock().Advance(absl::Minutes(1));
  const absl::Time since = town_.clock().Now();
  const std::string at = Deliver(town_.Register("clerk", "trade").name(), "STATE");
  town_.clock().Advance(absl::Minutes(1));
  const std::string after = Deliver(town_.Register("clerk", "trade").name(), "STATE");
  EXPECT_THAT(Ids("operator", "STATE", begin_), ElementsAre(before, at, after));
  EXPECT_THAT(Ids("operator", "STATE", since), ElementsAre(at, after));
  EXPECT_THAT(Ids("operator", "STATE", since + absl::Seconds(1)), ElementsAre(after));
  EXPECT_THAT(Ids("operator", "CITY", begin_), IsEmpty());
  EXPECT_THAT(List("operator", "", begin_), HasField("agency"));
}

TEST_F(DeliveredMessages, ComeOnOneOfTheirPagesEach) {
  for (int i = 0; i < 5; ++i) Deliver(town_.Register("clerk", "trade").name(), "STATE");
  const auto whole = Ids("operator", "STATE", begin_);
  ASSERT_THAT(whole, SizeIs(5));
  for (const int page_size : {1, 2, 5, 6}) {
    std::vector<std::string> paged;
    std::string token;
    do {
      SKRANKE_ASSERT_OK_AND_ASSIGN(const auto page,
                                   List("operator", "STATE", begin_, page_size, token));
      for (const auto& message : page.messages()) paged.push_back(message.message_id());
      token = page.next_page_token();
    } while (!token.empty() && paged.size() < 10);
    EXPECT_EQ(paged, whole) << "pages of " << page_size;
  }
}

TEST_F(DeliveredMessages, ShowToWhoMaySeeTheirCases) {
  const std::string hall = Deliver(town_.Register("clerk", "trade").name(), "STATE");
  const std::string bridge = Deliver(town_.Register("ferry", "trade").name(), "STATE");
  const std::string hidden =
      Deliver(town_.Register("clerk", "trade", kProtectedPerson).name(), "CITY");
  EXPECT_THAT(Ids("supervisor", "STATE", begin_), ElementsAre(hall));
  EXPECT_THAT(Ids("inspector", "STATE", begin_), ElementsAre(hall, bridge));
  EXPECT_THAT(Ids("inspector", "CITY", begin_), IsEmpty());
  EXPECT_THAT(Ids("operator", "CITY", begin_), ElementsAre(hidden));
}

// As releases recorded it that did not keep what was sent.
TEST_F(DeliveredMessages, AreThoseThatCanBeSentAgain) {
  const std::string name = town_.Register("clerk", "trade").name();
  ASSERT_THAT(town_.AsSystem([&](const View& view, const Caller& caller, absl::Time now) {
    CaseDraft draft(view, caller, *view.FindCase(*ParseCaseName(name, "name")), now);
    storage::v1::Event event = draft.NewEvent();
    event.mutable_message_acknowledged()->set_agency("STATE");
    event.mutable_message_acknowledged()->set_sequence(1);
    draft.Add(std::move(event));
    return absl::StatusOr<Judgement>(std::move(draft).Finish(v1::RetryDeadLetterResponse()));
  }),
              IsOk());
  ASSERT_EQ(town_.Stored(name).messages_size(), 0);
  EXPECT_THAT(Ids("operator", "STATE", begin_), IsEmpty());
}

TEST_F(DeliveredMessages, AreSentAgainOnRequest) {
  const std::string name = town_.Register("clerk", "trade").name();
  const std::string id = Deliver(name, "STATE");
  EXPECT_THAT(Redeliver("ferry_supervisor", name, id), HasReason("CASE_NOT_FOUND"));
  EXPECT_THAT(Redeliver("auditor", name, id), HasReason("ROLE_MAY_NOT"));
  EXPECT_THAT(Redeliver("supervisor", name, id), IsOk());
  EXPECT_EQ(town_.Stored(name).messages_size(), 1);
}

// Whoever may not know which agency has a case is not told by trying one's messages.
TEST_F(DeliveredMessages, OfAProtectedPersonAreSentAgainByTheOperatorAlone) {
  const std::string name = town_.Register("clerk", "trade", kProtectedPerson).name();
  const std::string id = Deliver(name, "CITY");
  const std::string invented = absl::StrReplaceAll(id, {{"CITY", "STATE"}});
  for (const char* caller : {"supervisor", "inspector"}) {
    EXPECT_THAT(Redeliver(caller, name, id), HasReason("MESSAGE_NOT_FOUND")) << caller;
    EXPECT_EQ(Redeliver(caller, name, id), Redeliver(caller, name, invented)) << caller;
  }
  EXPECT_EQ(town_.Stored(name).messages_size(), 0);
  EXPECT_THAT(Redeliver("operator", name, id), IsOk());
  EXPECT_EQ(town_.Stored(name).messages_size(), 1);
}

}  // namespace
}  // namespace skranke
