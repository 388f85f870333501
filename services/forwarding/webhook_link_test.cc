#include "services/forwarding/webhook_link.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"
#include "libs/base/webhook_signature.h"
#include "libs/rpc/client/cloud_event.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "services/forwarding/http_fixture.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kReceive[] = "/skranke.v1.AgencyIntakeService/Receive";
constexpr char kId[] = "0123456789ABX.STATE.1";
// Far more than an answer of this machine takes.
constexpr absl::Duration kLong = absl::Seconds(30);
// Enough to send a message to this machine, and short to wait for.
constexpr absl::Duration kShort = absl::Milliseconds(300);

SigningKey Key() { return SigningKey::FromBytes(std::string(32, 'k')).value(); }

absl::StatusOr<std::string> Sign(absl::string_view id, absl::Time sent, absl::string_view body) {
  return SignWebhook(Key(), id, sent, body);
}

v1::ReceiveRequest Message(const std::string& id = kId) {
  v1::ReceiveRequest message;
  message.set_message_id(id);
  message.set_installation("nordvik");
  message.set_agency("STATE");
  message.set_citizen_case("cases/0123456789ABX");
  message.set_sequence(1);
  message.mutable_handover()->mutable_citizen_case()->set_note("Kari Testen");
  return message;
}

// What calls came to, in the order of their ends.
class Outcomes {
 public:
  using Outcome = absl::StatusOr<std::string>;

  void Start(AgencyLink& link, const v1::ReceiveRequest& message, absl::Duration timeout,
             const std::string& method = kReceive) {
    link.Start(method, message.SerializeAsString(), {.timeout = timeout},
               [this](absl::StatusOr<CallReply> reply) {
                 MutexLock lock(&mutex_);
                 outcomes_.push_back(IdOf(reply));
                 changed_.SignalAll();
               });
  }

  std::vector<Outcome> WaitFor(size_t count) {
    MutexLock lock(&mutex_);
    while (outcomes_.size() < count) changed_.Wait(&mutex_);
    return outcomes_;
  }

  std::vector<Outcome> now() const {
    MutexLock lock(&mutex_);
    return outcomes_;
  }

 private:
  static Outcome IdOf(const absl::StatusOr<CallReply>& reply) {
    SKRANKE_RETURN_IF_ERROR(reply.status());
    SKRANKE_ASSIGN_OR_RETURN(const auto response, ParseReply<v1::ReceiveResponse>(reply->bytes));
    return response.message_id();
  }

  mutable Mutex mutex_;
  CondVar changed_;
  std::vector<Outcome> outcomes_ ABSL_GUARDED_BY(mutex_);
};

const FakeClock& TestClock() {
  static const FakeClock clock;
  return clock;
}

// What one call to the URL comes to.
absl::StatusOr<std::string> Send(const std::string& url, absl::Duration timeout = kLong,
                                 const HttpOptions& options = {},
                                 const v1::ReceiveRequest& message = Message()) {
  Outcomes outcomes;
  const auto link = DialWebhook(url, &Sign, &TestClock(), options);
  outcomes.Start(*link, message, timeout);
  return outcomes.WaitFor(1).front();
}

ScriptedServer::Answer Always(HttpScript script) {
  return [script = std::move(script)](size_t, const HttpSeen&) { return script; };
}

absl::StatusOr<std::string> SendTo(HttpScript script, absl::Duration timeout = kLong) {
  ScriptedServer server(Always(std::move(script)));
  return Send(server.url(), timeout);
}

std::string Acknowledgement(absl::string_view id) {
  return absl::StrCat(R"({"message_id":")", id, R"("})");
}

// An address of this machine where nobody listens.
std::string UnusedUrl() { return ScriptedServer(Always({})).url(); }

TEST(WebhookLink, PostsASignedEventAndReadsTheAcknowledgement) {
  ScriptedServer server(Always(HttpReply(200, Acknowledgement(kId))));
  EXPECT_THAT(Send(server.url()), IsOkAndHolds(kId));
  ASSERT_THAT(server.seen(), SizeIs(1));
  HttpSeen seen = server.seen().front();
  EXPECT_EQ(seen.first_line, "POST /hook HTTP/1.1");
  EXPECT_EQ(seen.headers["content-type"], kCloudEventContentType);
  EXPECT_EQ(seen.headers["webhook-id"], "0123456789ABX-STATE-1");
  EXPECT_EQ(seen.headers["webhook-timestamp"], "1700000000");
  SKRANKE_EXPECT_OK(VerifyWebhook(Key().public_key(),
                                  {.id = seen.headers["webhook-id"],
                                   .timestamp = seen.headers["webhook-timestamp"],
                                   .signature = seen.headers["webhook-signature"]},
                                  seen.body, TestClock().Now()));
  EXPECT_THAT(RenderCloudEvent(Message(), TestClock().Now()), IsOkAndHolds(seen.body));
}

TEST(WebhookLink, ReachesAnAgencyWhateverItsCode) {
  ScriptedServer server(Always(HttpReply(204)));
  std::set<std::string> ids;
  const std::string codes[] = {"A-B", "A.B", "A B", "A%2dB", "\xc3\x86LDRE"};
  for (const std::string& code : codes) {
    v1::ReceiveRequest message = Message();
    message.set_agency(code);
    message.set_message_id(absl::StrCat("0123456789ABX.", code, ".1"));
    EXPECT_THAT(Send(server.url(), kLong, {}, message), IsOkAndHolds(message.message_id())) << code;
    ids.insert(server.seen().back().headers.at("webhook-id"));
  }
  EXPECT_THAT(ids, SizeIs(std::size(codes)));
}

TEST(WebhookLink, SaysNothingOfACitizenOutsideTheBody) {
  ScriptedServer server(Always(HttpReply(204)));
  EXPECT_THAT(Send(server.url()), IsOkAndHolds(kId));
  const HttpSeen seen = server.seen().front();
  EXPECT_THAT(seen.body, HasSubstr("Kari"));
  for (const auto& [name, value] : seen.headers) EXPECT_THAT(value, Not(HasSubstr("Kari"))) << name;
  EXPECT_THAT(seen.first_line, Not(HasSubstr("Kari")));
}

TEST(WebhookLink, TakesAnAcknowledgementOfThisMessageAlone) {
  EXPECT_THAT(SendTo(HttpReply(200)), IsOkAndHolds(kId));
  EXPECT_THAT(SendTo(HttpReply(202, Acknowledgement(kId))), IsOkAndHolds(kId));
  EXPECT_THAT(SendTo(HttpReply(200, Acknowledgement("0123456789ABX.STATE.2"))),
              AllOf(StatusIs(absl::StatusCode::kInternal), HasReason("WEBHOOK_NOT_ACKNOWLEDGED")));
}

TEST(WebhookLink, TellsAgenciesThatAreAwayFromThoseThatRefuse) {
  EXPECT_THAT(SendTo(HttpReply(503, "<html>come back later")),
              AllOf(StatusIs(absl::StatusCode::kUnavailable), HasReason("WEBHOOK_BUSY")));
  EXPECT_THAT(SendTo(HttpReply(413)), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(SendTo(HttpReply(409)), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(SendTo(HttpReply(410)), HasReason("WEBHOOK_GONE"));
}

TEST(WebhookLink, FollowsNoRedirect) {
  ScriptedServer other(Always(HttpReply(200)));
  EXPECT_THAT(SendTo(HttpReply(301, "", absl::StrCat("location: ", other.url()))),
              AllOf(StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("redirects")),
                    HasReason("WEBHOOK_REDIRECT")));
  EXPECT_THAT(SendTo(HttpReply(307, "", absl::StrCat("location: ", other.url()))),
              HasReason("WEBHOOK_REDIRECT"));
  EXPECT_EQ(other.connections(), 0u);
}

TEST(WebhookLink, ReadsAnAnswerUpToItsLimit) {
  const std::string json = Acknowledgement(kId);
  const std::string full = json + std::string(kHttpAnswerBytesMax - json.size(), ' ');
  EXPECT_THAT(SendTo(HttpReply(200, full)), IsOkAndHolds(kId));
  EXPECT_THAT(SendTo(HttpReply(200, full + " ")),
              AllOf(StatusIs(absl::StatusCode::kInternal), HasReason("WEBHOOK_NOT_ACKNOWLEDGED")));
  // A long page of an overloaded proxy still says that it is overloaded.
  EXPECT_THAT(SendTo(HttpReply(503, full + full)), StatusIs(absl::StatusCode::kUnavailable));
}

TEST(WebhookLink, ReadsNoMoreOfAnEndlessAnswer) {
  const std::string page(1 << 20, 'x');
  EXPECT_THAT(SendTo({.bytes = absl::StrCat("HTTP/1.1 200 X\r\n\r\n", page)}),
              HasReason("WEBHOOK_NOT_ACKNOWLEDGED"));
}

// Whatever is cut off was not acknowledged, wherever it is cut.
TEST(WebhookLink, TakesNoHalfAnswerForAnAcknowledgement) {
  const std::string whole = HttpReply(200, Acknowledgement(kId)).bytes;
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_THAT(SendTo({.bytes = whole.substr(0, size), .close = true}),
                AllOf(StatusIs(absl::StatusCode::kUnavailable), HasReason("NOT_REACHED")))
        << size << " of " << whole.size();
  }
}

TEST(WebhookLink, TakesWhatIsNotHttpForAFailure) {
  EXPECT_THAT(SendTo({.bytes = "220 mail.example.test ESMTP\r\n", .close = true}),
              AllOf(StatusIs(absl::StatusCode::kInternal), HasReason("WEBHOOK_FAILED")));
}

TEST(WebhookLink, WaitsForASilentServerUntilTheTimeout) {
  const auto late =
      AllOf(StatusIs(absl::StatusCode::kDeadlineExceeded), HasReason("DEADLINE_EXCEEDED"));
  EXPECT_THAT(SendTo({}, kShort), late);
  EXPECT_THAT(SendTo({.bytes = "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n"}, kShort), late);
}

TEST(WebhookLink, CallsAnAgencyAwayThatItDidNotReach) {
  const auto away = AllOf(StatusIs(absl::StatusCode::kUnavailable), HasReason("NOT_REACHED"));
  EXPECT_THAT(Send(UnusedUrl()), away);
  EXPECT_THAT(Send("http://nobody.invalid/hook"), away);
  // Never gets to speak TLS, so that nothing is sent until the timeout.
  ScriptedServer silent(Always({}));
  const std::string url = absl::StrCat("https://127.0.0.1:", silent.port(), "/hook");
  EXPECT_THAT(Send(url, kShort), away);
}

TEST(WebhookLink, DoesNotRepeatTheUrlInAnError) {
  for (const std::string& url :
       {absl::StrCat(UnusedUrl(), "?secret=s3cret"), std::string("http://nobody.invalid/?s3cret"),
        std::string("http://a b/?s3cret"), std::string("gopher://a/?s3cret")}) {
    const absl::Status failed = Send(url).status();
    EXPECT_FALSE(failed.ok()) << url;
    EXPECT_THAT(failed.ToString(), Not(HasSubstr("s3cret")));
  }
}

TEST(WebhookLink, RefusesWhatIsNoUrlOfAWebServer) {
  for (const std::string url :
       {"", "hook", "localhost:4711", "ftp://localhost/", "file:///etc/passwd", "http://",
        "https:///hook", "http:/hook", "http://user@localhost/", "http://user:word@localhost/",
        "http://localhost/#part", "http://local host/", "http://localhost:99999/"}) {
    EXPECT_THAT(Send(url),
                AllOf(StatusIs(absl::StatusCode::kInvalidArgument), HasReason("WEBHOOK_URL")))
        << url;
  }
  for (const std::string url : {"http://a", "HTTPS://a.b:1/c?d=e", "https://[::1]:80/"}) {
    SKRANKE_EXPECT_OK(CheckHttpUrl(url));
  }
}

TEST(WebhookLink, KnowsItsEndpointsFromThoseOfGrpc) {
  EXPECT_TRUE(IsWebhookEndpoint("https://agency.example/hook"));
  EXPECT_TRUE(IsWebhookEndpoint("HTTP://agency.example"));
  EXPECT_FALSE(IsWebhookEndpoint("agency.example:443"));
  EXPECT_FALSE(IsWebhookEndpoint("https:443"));
}

TEST(WebhookLink, SendsOnlyMessagesThatCanBeSigned) {
  EXPECT_THAT(Send(UnusedUrl(), kLong, {}, v1::ReceiveRequest()),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Send(UnusedUrl(), kLong, {}, Message("a\r\nb")),
              StatusIs(absl::StatusCode::kInvalidArgument));
  Outcomes outcomes;
  const auto link = DialWebhook(UnusedUrl(), &Sign, &TestClock());
  outcomes.Start(*link, Message(), kLong, "/skranke.v1.AgencyIntakeService/Other");
  link->Start(kReceive, "\xFF", {}, [&outcomes](const absl::StatusOr<CallReply>& reply) {
    EXPECT_THAT(reply, HasReason("INVALID_MESSAGE"));
  });
  EXPECT_THAT(outcomes.WaitFor(1).front(), HasReason("WEBHOOK_METHOD"));
}

TEST(WebhookLink, SendsAMessageAsLargeAsAnyWithoutAskingFirst) {
  ScriptedServer server(Always(HttpReply(200)));
  v1::ReceiveRequest message = Message();
  message.mutable_handover()->mutable_citizen_case()->set_note(std::string(kMessageBytesMax, 'n'));
  EXPECT_THAT(Send(server.url(), kLong, {}, message), IsOkAndHolds(kId));
  EXPECT_EQ(server.seen().front().headers.count("expect"), 0u);
  EXPECT_GT(server.seen().front().body.size(), kMessageBytesMax);
}

// A slow answer holds up no other call of the link.
TEST(WebhookLink, HasManyCallsUnderWay) {
  ScriptedServer server([](size_t, const HttpSeen& seen) {
    const bool slow = seen.headers.at("webhook-id") == "slow";
    return slow ? HttpScript() : HttpReply(200);
  });
  Outcomes outcomes;
  auto link = DialWebhook(server.url(), &Sign, &TestClock());
  outcomes.Start(*link, Message("slow"), absl::Seconds(2));
  for (int i = 0; i < 8; ++i) outcomes.Start(*link, Message(absl::StrCat("quick", i)), kLong);
  for (const auto& outcome : outcomes.WaitFor(8)) SKRANKE_EXPECT_OK(outcome);
  EXPECT_THAT(outcomes.now(), SizeIs(8));
  EXPECT_THAT(outcomes.WaitFor(9).back(), StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST(WebhookLink, KeepsItsConnection) {
  ScriptedServer server(Always(HttpReply(200)));
  Outcomes outcomes;
  const auto link = DialWebhook(server.url(), &Sign, &TestClock());
  for (size_t i = 1; i <= 3; ++i) {
    outcomes.Start(*link, Message(), kLong);
    SKRANKE_EXPECT_OK(outcomes.WaitFor(i).back());
  }
  EXPECT_EQ(server.connections(), 1u);
}

TEST(WebhookLink, WaitsForItsCallsBeforeItGoes) {
  ScriptedServer server(Always({}));
  Outcomes outcomes;
  auto link = DialWebhook(server.url(), &Sign, &TestClock());
  outcomes.Start(*link, Message(), kShort);
  outcomes.Start(*link, Message(), kShort);
  link.reset();
  const auto ended = outcomes.now();
  ASSERT_THAT(ended, SizeIs(2));
  for (const auto& outcome : ended) {
    EXPECT_THAT(outcome, StatusIs(absl::StatusCode::kDeadlineExceeded));
  }
}

TEST(WebhookLink, SpeaksTlsWithWhomItTrusts) {
  const TestCertificate certificate = MakeTestCertificate("localhost");
  const TempDir dir;
  const HttpOptions trusting = {.ca_file = dir.Write("ca.pem", certificate.certificate)};
  ScriptedServer server(Always(HttpReply(200)), &certificate);
  EXPECT_THAT(Send(server.url(), kLong, trusting), IsOkAndHolds(kId));
  ASSERT_THAT(server.seen(), SizeIs(1));
}

TEST(WebhookLink, SendsNothingToAServerThatItDoesNotTrust) {
  const auto away = AllOf(StatusIs(absl::StatusCode::kUnavailable), HasReason("NOT_REACHED"));
  const TestCertificate certificate = MakeTestCertificate("localhost");
  const TestCertificate others = MakeTestCertificate("other.example");
  const TempDir dir;
  ScriptedServer unknown(Always(HttpReply(200)), &certificate);
  EXPECT_THAT(Send(unknown.url()), away);
  EXPECT_THAT(unknown.seen(), IsEmpty());
  ScriptedServer misnamed(Always(HttpReply(200)), &others);
  const HttpOptions trusting = {.ca_file = dir.Write("ca.pem", others.certificate)};
  EXPECT_THAT(Send(misnamed.url(), kLong, trusting), away);
  EXPECT_THAT(misnamed.seen(), IsEmpty());
}

// An environment variable must not send cases elsewhere.
TEST(WebhookLink, GoesThroughNoProxyOfTheEnvironment) {
  ScriptedServer proxy(Always(HttpReply(200)));
  ScriptedServer server(Always(HttpReply(200)));
  setenv("http_proxy", absl::StrCat("http://127.0.0.1:", proxy.port()).c_str(), 1);
  EXPECT_THAT(Send(server.url()), IsOkAndHolds(kId));
  unsetenv("http_proxy");
  EXPECT_EQ(proxy.connections(), 0u);
  EXPECT_EQ(server.connections(), 1u);
}

}  // namespace
}  // namespace skranke
