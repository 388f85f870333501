// One row's calls, with the answers a server gives in a first run and in later ones.
#include "tools/skranke/import_chain.h"

#include <gtest/gtest.h>

#include "libs/base/reason.h"
#include "libs/testing/matchers.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/usage.h"

namespace skranke {
namespace {

constexpr char kMap[] = R"(
system  = test
zone    = America/New_York
columns = id back
id      = id
[step register]
call = RegisterCase
task = "t"
[step return]
call = ReturnCase
when = back is "yes"
code = "NOT_OURS"
[step accept]
call = AcceptCase
when = reply.class is not "QUICK"
[step close]
call = CloseCase
when = reply.class is not "QUICK"
outcome = "DONE"
)";

ImportMap Map() {
  return *ParseImportMap("test.map", kMap,
                         [](const std::string&) { return UsageError("there are no files"); });
}

CallReply Registered(const char* etag, v1::CaseClass case_class, bool replayed = false) {
  v1::RegisterCaseResponse response;
  response.mutable_citizen_case()->set_name("cases/X");
  response.mutable_citizen_case()->set_etag(etag);
  response.mutable_citizen_case()->mutable_classification()->set_case_class(case_class);
  CallReply reply{.bytes = response.SerializeAsString()};
  if (replayed) reply.trailing = {{"skranke-replayed", "1"}};
  return reply;
}

template <class Response>
CallReply WithEtag(const char* etag) {
  Response response;
  response.mutable_citizen_case()->set_etag(etag);
  return {.bytes = response.SerializeAsString()};
}

absl::Status Reused() {
  return ReasonError(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED", "x");
}

class ImportChainTest : public testing::Test {
 protected:
  void Start(const char* back) {
    row_ = {.line = 2, .cells = {"7", back}};
    chain_.emplace(map_, row_);
  }

  // The next call, parsed; an empty request where it is of another method.
  template <class Request>
  Request Next(const std::string& method) {
    const auto call = chain_->Next();
    Request request;
    EXPECT_THAT(call, IsOk());
    if (!call.ok() || !*call) {
      ADD_FAILURE() << "no call where " << method << " was awaited";
      return request;
    }
    EXPECT_EQ((*call)->method, "/skranke.v1." + method);
    EXPECT_TRUE(request.ParseFromString((*call)->request));
    return request;
  }

  void ExpectEnd() { EXPECT_THAT(chain_->Next(), IsOkAndHolds(testing::Eq(std::nullopt))); }

  v1::RegisterCaseRequest NextRegister() {
    return Next<v1::RegisterCaseRequest>("FrontDeskService/RegisterCase");
  }
  v1::AcceptCaseRequest NextAccept() {
    return Next<v1::AcceptCaseRequest>("AgencyDeskService/AcceptCase");
  }
  v1::CloseCaseRequest NextClose() {
    return Next<v1::CloseCaseRequest>("AgencyDeskService/CloseCase");
  }
  v1::ReturnCaseRequest NextReturn() {
    return Next<v1::ReturnCaseRequest>("AgencyDeskService/ReturnCase");
  }
  v1::GetCaseRequest NextGet() { return Next<v1::GetCaseRequest>("FrontDeskService/GetCase"); }

  const ImportMap map_ = Map();
  CsvRow row_;
  std::optional<ImportChain> chain_;
};

TEST_F(ImportChainTest, CarriesTheEtagFromReplyToCall) {
  Start("");
  const auto registration = NextRegister();
  EXPECT_EQ(registration.request_id(), "test:7");
  EXPECT_EQ(registration.external_reference().system(), "test");
  EXPECT_EQ(registration.external_reference().id(), "7");
  SKRANKE_ASSERT_OK(chain_->Take(Registered("e1", v1::CASE_CLASS_DISCRETIONARY)));
  const auto accept = NextAccept();
  EXPECT_EQ(accept.request_id(), "test:7:accept");
  EXPECT_EQ(accept.name(), "cases/X");
  EXPECT_EQ(accept.etag(), "e1");
  SKRANKE_ASSERT_OK(chain_->Take(WithEtag<v1::AcceptCaseResponse>("e2")));
  EXPECT_EQ(NextClose().etag(), "e2");
  SKRANKE_ASSERT_OK(chain_->Take(WithEtag<v1::CloseCaseResponse>("e3")));
  ExpectEnd();
  EXPECT_EQ(chain_->outcome(), RegisterOutcome::kRegistered);
}

TEST_F(ImportChainTest, EndsWhereNoConditionHolds) {
  Start("");
  NextRegister();
  SKRANKE_ASSERT_OK(chain_->Take(Registered("e1", v1::CASE_CLASS_QUICK)));
  ExpectEnd();
}

TEST_F(ImportChainTest, ReadsTheEtagAfterAReplyWithoutCase) {
  Start("yes");
  NextRegister();
  SKRANKE_ASSERT_OK(chain_->Take(Registered("e1", v1::CASE_CLASS_DISCRETIONARY)));
  EXPECT_EQ(NextReturn().etag(), "e1");
  SKRANKE_ASSERT_OK(chain_->Take(CallReply{.bytes = v1::ReturnCaseResponse().SerializeAsString()}));
  EXPECT_EQ(NextGet().name(), "cases/X");
  SKRANKE_ASSERT_OK(chain_->Take(WithEtag<v1::GetCaseResponse>("e2")));
  EXPECT_EQ(NextAccept().etag(), "e2");
}

TEST_F(ImportChainTest, GoesOnWithTheStepsOfADuplicate) {
  Start("");
  NextRegister();
  SKRANKE_ASSERT_OK(chain_->Take(Registered("e1", v1::CASE_CLASS_DISCRETIONARY, true)));
  EXPECT_EQ(chain_->outcome(), RegisterOutcome::kDuplicate);
  EXPECT_EQ(NextAccept().etag(), "e1");
}

TEST_F(ImportChainTest, LeavesARegistrationAloneWhoseReplyIsForgotten) {
  Start("");
  NextRegister();
  SKRANKE_ASSERT_OK(chain_->Take(
      ReasonError(absl::StatusCode::kAlreadyExists, "EXTERNAL_REFERENCE_TAKEN", "taken")));
  EXPECT_EQ(chain_->outcome(), RegisterOutcome::kDuplicate);
  ExpectEnd();
}

TEST_F(ImportChainTest, TakesAReusedIdForDoneOnlyAfterItHadToReadAnEtag) {
  Start("yes");
  NextRegister();
  SKRANKE_ASSERT_OK(chain_->Take(Registered("e1", v1::CASE_CLASS_DISCRETIONARY, true)));
  NextReturn();
  SKRANKE_ASSERT_OK(chain_->Take(CallReply{.bytes = v1::ReturnCaseResponse().SerializeAsString()}));
  NextGet();
  SKRANKE_ASSERT_OK(chain_->Take(WithEtag<v1::GetCaseResponse>("e9")));
  NextAccept();
  SKRANKE_ASSERT_OK(chain_->Take(Reused()));
  NextGet();
  SKRANKE_ASSERT_OK(chain_->Take(WithEtag<v1::GetCaseResponse>("e9")));
  EXPECT_EQ(NextClose().etag(), "e9");
  SKRANKE_ASSERT_OK(chain_->Take(Reused()));
  ExpectEnd();
}

TEST_F(ImportChainTest, RejectsAReusedIdWhereEveryEtagCameFromReplies) {
  Start("");
  NextRegister();
  SKRANKE_ASSERT_OK(chain_->Take(Registered("e1", v1::CASE_CLASS_DISCRETIONARY, true)));
  NextAccept();
  EXPECT_THAT(chain_->Take(Reused()), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(chain_->step_name(), "accept");
}

TEST_F(ImportChainTest, RejectsARowThatIsRefused) {
  Start("");
  NextRegister();
  EXPECT_THAT(chain_->Take(FieldError("task", "is wrong")), HasField("task"));
  EXPECT_EQ(chain_->step_name(), "register");
  EXPECT_EQ(chain_->outcome(), RegisterOutcome::kNone);
}

TEST_F(ImportChainTest, RejectsARowWithoutANumberOfItsOwn) {
  row_ = {.line = 2, .cells = {"", ""}};
  chain_.emplace(map_, row_);
  EXPECT_THAT(chain_->Next().status(), HasReason("USAGE"));
}

}  // namespace
}  // namespace skranke
