// An agency that is away: announced or found out, the counter is told and the promise stands.
#include "libs/base/reason.h"
#include "services/forwarding/delivery_fixture.h"
#include "skranke/v1/outage.pb.h"
#include "tests/office/office_fixture.h"
#include "tests/office/welfare_address.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

google::protobuf::Timestamp At(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  return timestamp;
}

class Outage : public OfficeFixture {
 protected:
  Outage() = default;
  explicit Outage(const PackageFiles& package) : OfficeFixture(package) {}

  absl::StatusOr<v1::AnnounceOutageResponse> Announce(absl::string_view caller,
                                                      const std::string& agency,
                                                      absl::Duration starts_in,
                                                      absl::Duration lasts) {
    v1::AnnounceOutageRequest request;
    request.set_agency(agency);
    *request.mutable_from_time() = At(clock().Now() + starts_in);
    if (lasts != absl::InfiniteDuration()) {
      *request.mutable_to_time() = At(clock().Now() + starts_in + lasts);
    }
    request.set_reason("New machines.");
    return Call<v1::AnnounceOutageResponse>(caller, request);
  }
  absl::Status End(absl::string_view caller, const std::string& agency) {
    v1::EndOutageRequest request;
    request.set_agency(agency);
    return Call<v1::EndOutageResponse>(caller, request).status();
  }
  v1::ListOutagesResponse List() {
    const auto listed = Call<v1::ListOutagesResponse>("clerk", v1::ListOutagesRequest());
    EXPECT_THAT(listed, IsOk());
    return listed.ok() ? *listed : v1::ListOutagesResponse();
  }
  v1::CounterAnswer Answer(absl::string_view person = kOpenPerson) {
    const auto registered = Call<v1::RegisterCaseResponse>("clerk", Matter("aid", person));
    EXPECT_THAT(registered, IsOk());
    return registered.ok() ? registered->answer() : v1::CounterAnswer();
  }
  v1::CounterAnswer DryRun() {
    v1::ClassifyCaseRequest request;
    request.set_task("aid");
    const auto answer = Call<v1::ClassifyCaseResponse>("clerk", request);
    EXPECT_THAT(answer, IsOk());
    return answer.ok() ? answer->answer() : v1::CounterAnswer();
  }
};

TEST_F(Outage, ShowsAtTheCounterWhileItLastsAndMovesNoPromise) {
  const v1::CounterAnswer before = Answer();
  EXPECT_EQ(before.outage(), "");
  ASSERT_THAT(Announce("WELFARE", "", absl::Hours(1), absl::Hours(2)), IsOk());
  EXPECT_EQ(Answer().outage(), "");
  Pass(absl::Hours(1));
  for (const v1::CounterAnswer& during : {Answer(), DryRun()}) {
    EXPECT_EQ(during.outage(), "The welfare agency cannot be reached: New machines.");
    EXPECT_EQ(during.outage_end_time().seconds(),
              absl::ToUnixSeconds(clock().Now() + absl::Hours(2)));
    EXPECT_EQ(during.promise_time().seconds(), before.promise_time().seconds());
  }
  Pass(absl::Hours(2) - absl::Seconds(1));
  EXPECT_NE(Answer().outage(), "");
  Pass(absl::Seconds(1));
  EXPECT_EQ(Answer().outage(), "");
  EXPECT_FALSE(Answer().has_outage_end_time());
  EXPECT_THAT(List().outages(), IsEmpty());
}

TEST_F(Outage, EndsWhenSomebodySaysSo) {
  ASSERT_THAT(Announce("operator", "WELFARE", absl::ZeroDuration(), absl::InfiniteDuration()),
              IsOk());
  Pass(absl::Hours(24 * 90));
  EXPECT_NE(Answer().outage(), "");
  EXPECT_FALSE(Answer().has_outage_end_time());
  ASSERT_THAT(List().outages(), SizeIs(1));
  EXPECT_TRUE(List().outages(0).running());
  EXPECT_FALSE(List().outages(0).detected());
  EXPECT_THAT(End("administrator", "WELFARE"), IsOk());
  EXPECT_EQ(Answer().outage(), "");
  EXPECT_EQ(ReasonOf(End("operator", "WELFARE")), "OUTAGE_NOT_FOUND");
}

TEST_F(Outage, IsForItsOwnAgencyToAnnounce) {
  EXPECT_EQ(ReasonOf(Announce("POLICE", "WELFARE", {}, absl::Hours(1)).status()), "OTHER_AGENCY");
  EXPECT_EQ(ReasonOf(Announce("passport_head", "WELFARE", {}, absl::Hours(1)).status()),
            "OTHER_AGENCY");
  EXPECT_THAT(Announce("passport_head", "POLICE", {}, absl::Hours(1)), IsOk());
  EXPECT_EQ(ReasonOf(End("WELFARE", "POLICE")), "OTHER_AGENCY");
  EXPECT_EQ(ReasonOf(Announce("operator", "NOBODY", {}, absl::Hours(1)).status()),
            "AGENCY_NOT_FOUND");
  EXPECT_EQ(FieldOf(Announce("operator", "", {}, absl::Hours(1)).status()), "agency");
  for (const char* caller : {"clerk", "supervisor", "west", "auditor"}) {
    EXPECT_EQ(ReasonOf(Announce(caller, "WELFARE", {}, absl::Hours(1)).status()), "ROLE_MAY_NOT");
  }
}

TEST_F(Outage, HasABeginningAnEndAndAReason) {
  constexpr absl::Duration kMonth = absl::Hours(30 * 24);
  EXPECT_THAT(Announce("WELFARE", "", absl::Hours(1), kMonth), IsOk());
  EXPECT_EQ(FieldOf(Announce("WELFARE", "", absl::Hours(1), kMonth + absl::Seconds(1)).status()),
            "to_time");
  EXPECT_EQ(FieldOf(Announce("WELFARE", "", {}, absl::ZeroDuration()).status()), "to_time");
  // A beginning that is over is now.
  EXPECT_EQ(FieldOf(Announce("WELFARE", "", -absl::Hours(2), absl::Hours(1)).status()), "to_time");
  v1::AnnounceOutageRequest request;
  request.set_reason("  ");
  EXPECT_EQ(FieldOf(Call<v1::AnnounceOutageResponse>("WELFARE", request).status()), "reason");
}

// The answer tells of the agency that anybody is told of, not of the one that has the case.
TEST_F(Outage, TellsNothingOfTheProtected) {
  ASSERT_THAT(Announce("operator", "TOWN", {}, absl::Hours(9)), IsOk());
  EXPECT_EQ(Answer(kProtectedPerson).outage(), "");
  ASSERT_THAT(Announce("operator", "WELFARE", {}, absl::Hours(9)), IsOk());
  EXPECT_EQ(Answer(kProtectedPerson).outage(), Answer(kOpenPerson).outage());
  EXPECT_THAT(Answer(kProtectedPerson).outage(), HasSubstr("The welfare agency"));
}

TEST_F(Outage, IsKeptOverARestartAndMadeAgainFromEvents) {
  ASSERT_THAT(Announce("operator", "WELFARE", {}, absl::Hours(9)), IsOk());
  ASSERT_THAT(Announce("operator", "POLICE", {}, absl::Hours(9)), IsOk());
  ASSERT_THAT(End("operator", "POLICE"), IsOk());
  const std::string before = List().SerializeAsString();
  Restart();
  EXPECT_EQ(List().SerializeAsString(), before);
  options_.rebuild_views = true;
  Restart();
  EXPECT_EQ(List().SerializeAsString(), before);
  EXPECT_NE(Answer().outage(), "");
}

class DetectedOutage : private WelfareAddress, public Outage {
 protected:
  DetectedOutage() : Outage(PushingTown(address)) {}

  bool IsKnown(bool known) {
    return Eventually([&] { return (List().outages_size() == 1) == known; });
  }
  const std::string& welfare() const { return address; }
};

TEST_F(DetectedOutage, ShowsAtTheCounterUntilTheAgencyAnswers) {
  const v1::CounterAnswer before = Answer();
  ASSERT_TRUE(Eventually([&] {
    const auto lines = server().forwarder().deliveries();
    return std::any_of(lines.begin(), lines.end(),
                       [](const auto& line) { return line.backing_off; });
  }));
  Pass(absl::Minutes(5));
  ASSERT_TRUE(IsKnown(true));
  EXPECT_TRUE(List().outages(0).detected());
  const v1::CounterAnswer during = Answer();
  EXPECT_EQ(during.outage(), "The welfare agency does not answer at the moment.");
  EXPECT_EQ(during.promise_time().seconds(), before.promise_time().seconds());
  EXPECT_EQ(DryRun().outage(), during.outage());
  // It is nobody's to end.
  EXPECT_EQ(ReasonOf(End("operator", "WELFARE")), "OUTAGE_NOT_FOUND");
  Restart();
  EXPECT_TRUE(IsKnown(true));

  const auto agency = StartAgency("WELFARE", welfare(), absl::StrCat("127.0.0.1:", server().port()),
                                  "accept", dir().Path("agency"), clock());
  Pass(absl::Minutes(2));
  EXPECT_TRUE(IsKnown(false));
  EXPECT_EQ(Answer().outage(), "");
}

}  // namespace
}  // namespace skranke
