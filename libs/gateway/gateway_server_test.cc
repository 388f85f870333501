#include "libs/gateway/gateway_server.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "libs/gateway/gateway_fixture.h"
#include "libs/gateway/gzip.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/front_desk.pb.h"

namespace skranke {
namespace {

constexpr char kOne[] = R"({"name":"cases/1"})";
constexpr char kOneAnswered[] = R"({"citizenCase":{"name":"cases/1"}})";

std::string BinaryOne() {
  v1::GetCaseRequest request;
  request.set_name("cases/1");
  return request.SerializeAsString();
}

std::string Chunk(absl::string_view bytes) {
  return absl::StrCat(absl::Hex(bytes.size()), "\r\n", bytes, "\r\n");
}

// A request whose body comes in chunks.
std::string Chunked(absl::string_view chunks, absl::string_view type = "application/json") {
  return absl::StrCat("POST ", kGetCase,
                      " HTTP/1.1\r\nHost: office\r\nConnect-Protocol-Version: 1\r\nContent-Type: ",
                      type, "\r\nTransfer-Encoding: chunked\r\n\r\n", chunks);
}

void ExpectOne(const HttpAnswer& answer) {
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.body, kOneAnswered);
}

void ExpectError(const HttpAnswer& answer, int status, absl::string_view reason) {
  EXPECT_EQ(answer.status, status) << answer.body;
  EXPECT_EQ(HeaderOf(answer.headers, "content-type"), "application/json");
  EXPECT_THAT(answer.body, HasSubstr(absl::StrCat("\"reason\":\"", reason, "\"")));
}

TEST(GatewayServer, AnswersACallWithItsTrailersAndNothingToKeep) {
  Gateway gateway;
  const HttpAnswer answer = gateway.Ask(
      Post(kGetCase, kOne, "Skranke-Dev-Caller: clerk\r\nConnect-Timeout-Ms: 9000\r\n"));
  ExpectOne(answer);
  EXPECT_EQ(HeaderOf(answer.headers, "content-type"), "application/json");
  EXPECT_EQ(HeaderOf(answer.headers, "trailer-skranke-position"), "7");
  EXPECT_EQ(HeaderOf(answer.headers, "trailer-skranke-test-bin"), "Af8");
  EXPECT_EQ(HeaderOf(answer.headers, "cache-control"), "no-store");
  EXPECT_EQ(HeaderOf(answer.headers, "x-content-type-options"), "nosniff");
  EXPECT_TRUE(HasHeader(answer.headers, "date"));
  for (const char* absent : {"access-control-allow-origin", "set-cookie", "location", "b", "server",
                             "trailer-skranke-broken"}) {
    EXPECT_FALSE(HasHeader(answer.headers, absent)) << absent;
  }
  const IncomingCall seen = gateway.handler().seen.Take();
  EXPECT_EQ(seen.method, kGetCase);
  EXPECT_EQ(seen.method_index, 0);
  EXPECT_EQ(seen.caller, "clerk");
  EXPECT_EQ(seen.bytes, BinaryOne());
  EXPECT_THAT(seen.peer, HasSubstr("ipv4:127.0.0.1:"));
  EXPECT_LT(seen.deadline, absl::Now() + absl::Seconds(10));
  const auto ended = gateway.observer().ended.Take();
  EXPECT_EQ(ended.method_index, 0);
  EXPECT_EQ(ended.code, absl::StatusCode::kOk);
}

TEST(GatewayServer, AnswersBinaryAsItCame) {
  Gateway gateway;
  const HttpAnswer answer = gateway.Ask(Post(kGetCase, BinaryOne(), "", "application/proto"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(HeaderOf(answer.headers, "content-type"), "application/proto");
  v1::GetCaseResponse response;
  ASSERT_TRUE(response.ParseFromString(answer.body));
  EXPECT_EQ(response.citizen_case().name(), "cases/1");
}

TEST(GatewayServer, RefusesByTheHeadAndGoesOn) {
  Gateway gateway;
  RawClient client(gateway.port());
  client.Send(Post("/skranke.v1.FrontDeskService/Nothing", kOne));
  HttpAnswer answer = client.Read();
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "");
  EXPECT_EQ(HeaderOf(answer.headers, "x-content-type-options"), "nosniff");
  client.Send(absl::StrCat("GET ", kGetCase, " HTTP/1.1\r\nHost: office\r\n\r\n"));
  answer = client.Read();
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(HeaderOf(answer.headers, "allow"), "POST");
  client.Send(Post(kGetCase, kOne, "", "text/plain"));
  EXPECT_EQ(client.Read().status, 415);
  client.Send(Post(kSubscribe, kOne));
  EXPECT_EQ(client.Read().status, 415);
  client.Send(Post(kGetCase, kOne, "Content-Encoding: br\r\n"));
  ExpectError(client.Read(), 501, "UNSUPPORTED_ENCODING");
  client.Send(Post(kGetCase, kOne, "Connect-Timeout-Ms: soon\r\n"));
  ExpectError(client.Read(), 400, "BAD_TIMEOUT");
  client.Send(Post(kGetCase, kOne));
  ExpectOne(client.Read());
  const auto unlisted = gateway.observer().ended.Take();
  EXPECT_EQ(unlisted.method_index, kUnlistedMethod);
  EXPECT_EQ(unlisted.code, absl::StatusCode::kUnimplemented);
  EXPECT_EQ(gateway.observer().ended.Take().method_index, 0);
}

TEST(GatewayServer, GivesTheHandlersErrorWithItsReason) {
  Gateway gateway({}, {{"cases/2", ReasonError(absl::StatusCode::kNotFound, "NO_SUCH_CASE", "no")},
                       {"cases/3", absl::InternalError("row of ola")}});
  for (const char* type : {"application/json", "application/proto"}) {
    v1::GetCaseRequest request;
    request.set_name("cases/2");
    const bool json = absl::string_view(type) == "application/json";
    const HttpAnswer answer = gateway.Ask(
        Post(kGetCase, json ? R"({"name":"cases/2"})" : request.SerializeAsString(), "", type));
    ExpectError(answer, 404, "NO_SUCH_CASE");
    EXPECT_EQ(HeaderOf(answer.headers, "trailer-skranke-position"), "7");
    EXPECT_EQ(gateway.observer().ended.Take().code, absl::StatusCode::kNotFound);
  }
  const HttpAnswer inside = gateway.Ask(Post(kGetCase, R"({"name":"cases/3"})"));
  EXPECT_EQ(inside.status, 500);
  EXPECT_THAT(inside.body, Not(HasSubstr("ola")));
  EXPECT_EQ(gateway.Ask(Post(kGetCase, R"({"name":"cases/broken"})")).status, 500);
}

TEST(GatewayServer, NeverRepeatsAnInputThatItCannotRead) {
  Gateway gateway;
  for (const char* body :
       {"{\"name\":\"ola", "{\"name\":\"\xff ola\"}", "{\"name\":[\"ola\"]}", ""}) {
    const HttpAnswer answer = gateway.Ask(Post(kGetCase, body));
    ExpectError(answer, 400, "INVALID_MESSAGE");
    EXPECT_THAT(answer.body, Not(HasSubstr("ola")));
  }
  EXPECT_EQ(gateway.handler().seen.size(), 0);
}

TEST(GatewayServer, ReadsBodiesInChunksAlsoEmptyOnes) {
  Gateway gateway;
  ExpectOne(gateway.Ask(Chunked(Chunk("{\"na") + Chunk("me\":\"cases/1\"}") + Chunk(""))));
  // As buf curl sends an empty message.
  const HttpAnswer empty = gateway.Ask(Chunked(Chunk(""), "application/proto"));
  EXPECT_EQ(empty.status, 200);
  EXPECT_EQ(gateway.Ask(Post(kGetCase, "", "", "application/proto")).status, 200);
  EXPECT_EQ(gateway.Ask(Chunked(Chunk(""))).status, 400) << "nothing is no JSON";
  // Headers behind the body are nothing to us.
  ExpectOne(gateway.Ask(Chunked(Chunk(kOne) + "0\r\nX: y\r\n\r\n")));
}

TEST(GatewayServer, TakesGzipAndGivesIt) {
  Gateway gateway;
  ExpectOne(gateway.Ask(Post(kGetCase, Gzip(kOne), "Content-Encoding: gzip\r\n")));
  const std::string name(5'000, 'n');
  const std::string long_one = absl::StrCat(R"({"name":")", name, R"("})");
  const HttpAnswer answer = gateway.Ask(Post(kGetCase, long_one, "Accept-Encoding: br, gzip\r\n"));
  EXPECT_EQ(HeaderOf(answer.headers, "content-encoding"), "gzip");
  EXPECT_THAT(Gunzip(answer.body, 10'000),
              IsOkAndHolds(absl::StrCat(R"({"citizenCase":{"name":")", name, R"("}})")));
  EXPECT_FALSE(HasHeader(gateway.Ask(Post(kGetCase, long_one)).headers, "content-encoding"));
  ExpectError(gateway.Ask(Post(kGetCase, kOne, "Content-Encoding: gzip\r\n")), 400, "BAD_ENCODING");
}

GatewayServerOptions SmallMessages() {
  GatewayServerOptions options;
  options.max_message_bytes = 1'000;
  return options;
}

std::string JsonOfSize(size_t size) {
  constexpr char kAround[] = R"({"name":""})";
  return absl::StrCat(R"({"name":")", std::string(size + 1 - sizeof(kAround), 'n'), R"("})");
}

TEST(GatewayServer, TakesTheLargestMessageAndNotOneByteMore) {
  Gateway gateway(SmallMessages());
  EXPECT_EQ(gateway.Ask(Post(kGetCase, JsonOfSize(1'000))).status, 200);
  ExpectError(gateway.Ask(Post(kGetCase, JsonOfSize(1'001))), 429, "MESSAGE_TOO_LARGE");
  EXPECT_EQ(gateway.Ask(Chunked(Chunk(JsonOfSize(1'000)) + Chunk(""))).status, 200);
  ExpectError(gateway.Ask(Chunked(Chunk(JsonOfSize(1'001)) + Chunk(""))), 429, "MESSAGE_TOO_LARGE");
  const std::string bomb = Gzip(std::string(10'000, ' ') + kOne);
  ASSERT_LT(bomb.size(), 1'000);
  ExpectError(gateway.Ask(Post(kGetCase, bomb, "Content-Encoding: gzip\r\n")), 429,
              "MESSAGE_TOO_LARGE");
}

// The answer comes before the body has been sent, and is not lost because more is coming.
TEST(GatewayServer, TellsASenderOfTooMuchAtOnceAndHangsUp) {
  Gateway gateway(SmallMessages());
  RawClient client(gateway.port());
  const std::string head = Post(kGetCase, std::string(9'000'000, ' '));
  client.Send(absl::string_view(head).substr(0, 300));
  ExpectError(client.Read(), 429, "MESSAGE_TOO_LARGE");
  client.Send(absl::string_view(head).substr(300, 500'000));
  client.EndSending();
  EXPECT_TRUE(client.IsClosed());
  EXPECT_EQ(gateway.handler().seen.size(), 0);
}

TEST(GatewayServer, DoesNotWaitForTheEndOfTooMuch) {
  Gateway gateway(SmallMessages());
  RawClient client(gateway.port());
  // More than is read at a time, and no last chunk.
  client.Send(Chunked(Chunk(std::string(40'000, ' '))));
  ExpectError(client.Read(), 429, "MESSAGE_TOO_LARGE");
}

TEST(GatewayServer, DoesNotReadALongBodyThatNobodyWants) {
  Gateway gateway;
  RawClient client(gateway.port());
  client.Send(Post("/nothing", std::string(70'000, ' ')).substr(0, 300));
  EXPECT_EQ(client.Read().status, 404);
}

TEST(GatewayServer, AsksForABodyOnlyWhereItWantsIt) {
  Gateway gateway;
  RawClient client(gateway.port());
  const std::string request = Post(kGetCase, kOne, "Expect: 100-continue\r\n");
  const size_t body = request.size() - sizeof(kOne) + 1;
  client.Send(request.substr(0, body));
  EXPECT_EQ(client.Read().status, 100);
  client.Send(request.substr(body));
  ExpectOne(client.Read());
  RawClient unwanted(gateway.port());
  unwanted.Send(Post("/nothing", "", "Expect: 100-continue\r\n"));
  EXPECT_EQ(unwanted.Read().status, 404);
}

TEST(GatewayServer, RefusesWhatIsNoHttp) {
  Gateway gateway;
  for (const std::string& bytes : {
           std::string("nonsense\r\n\r\n"),
           std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n",
           std::string("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
           absl::StrCat("POST ", kGetCase, " HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
           absl::StrCat("POST ", kGetCase,
                        " HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"),
           absl::StrCat("POST ", kGetCase,
                        " HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
           absl::StrCat("POST ", kGetCase, " HTTP/1.1\r\nno colon\r\n\r\n"),
           absl::StrCat("POST ", kGetCase, " HTTP/1.1\r\nContent-Length: 0\r\n\r\n"),
           Post(kGetCase, kOne, "Host: another\r\n"),
           absl::StrCat("POST ", kGetCase, " HTTP/1.1\r\nHost : office\r\n\r\n"),
           Chunked("zz\r\n"),
           Chunked("fffffffffffffffff\r\n"),
       }) {
    RawClient client(gateway.port());
    client.Send(bytes);
    const HttpAnswer answer = client.Read();
    EXPECT_EQ(answer.status, 400) << bytes;
    EXPECT_EQ(answer.body, "") << bytes;
    client.EndSending();
    EXPECT_TRUE(client.IsClosed()) << bytes;
  }
  EXPECT_EQ(gateway.handler().seen.size(), 0);
}

TEST(GatewayServer, TakesHeadsUpToItsLimit) {
  Gateway gateway;
  const auto padded = [](size_t size) {
    return Post(kGetCase, kOne, absl::StrCat("X: ", std::string(size, 'x'), "\r\n"));
  };
  ExpectOne(gateway.Ask(padded(15'000)));
  EXPECT_EQ(gateway.Ask(padded(17'000)).status, 431);
  EXPECT_EQ(gateway.Ask(padded(60'000)).status, 431);
}

TEST(GatewayServer, AnswersPipelinedRequestsInOrder) {
  Gateway gateway;
  RawClient client(gateway.port());
  std::string requests;
  for (int i = 0; i < 50; ++i) {
    requests += i % 5 == 4 ? Post("/nothing", "x")
                           : Post(kGetCase, absl::StrCat(R"({"name":"cases/)", i, R"("})"));
  }
  client.Send(requests);
  for (int i = 0; i < 50; ++i) {
    const HttpAnswer answer = client.Read();
    ASSERT_EQ(answer.status, i % 5 == 4 ? 404 : 200) << i;
    EXPECT_THAT(answer.body, HasSubstr(i % 5 == 4 ? "" : absl::StrCat("\"cases/", i, "\"")));
  }
}

TEST(GatewayServer, AnswersOneWhoHasSaidAllAndListens) {
  Gateway gateway;
  RawClient client(gateway.port());
  client.Send(Post(kGetCase, kOne));
  client.EndSending();
  ExpectOne(client.Read());
  EXPECT_TRUE(client.IsClosed());
}

TEST(GatewayServer, ClosesWhereItIsAskedTo) {
  Gateway gateway;
  RawClient client(gateway.port());
  client.Send(Post(kGetCase, kOne, "Connection: close\r\n"));
  const HttpAnswer answer = client.Read();
  ExpectOne(answer);
  EXPECT_EQ(HeaderOf(answer.headers, "connection"), "close");
  EXPECT_TRUE(client.IsClosed());
}

GatewayServerOptions ShortTimes() {
  GatewayServerOptions options;
  options.http.head_time = absl::Milliseconds(200);
  options.http.body_time = absl::Milliseconds(200);
  options.http.idle_time = absl::Milliseconds(200);
  options.http.linger_time = absl::Milliseconds(200);
  return options;
}

TEST(GatewayServer, DoesNotWaitForEverForTheRest) {
  Gateway gateway(ShortTimes());
  const std::string request = Post(kGetCase, kOne);
  for (const size_t sent : {size_t{0}, size_t{1}, size_t{40}, request.size() - 1}) {
    RawClient client(gateway.port());
    client.Send(request.substr(0, sent));
    EXPECT_TRUE(client.IsClosed()) << sent;
  }
  // Drop by drop is no better.
  RawClient slow(gateway.port());
  bool open = slow.Send(request.substr(0, 20));
  for (int i = 0; i < 10'000 && open; ++i) {
    absl::SleepFor(absl::Milliseconds(20));
    open = slow.Send("X");
  }
  EXPECT_FALSE(open);
  EXPECT_EQ(gateway.handler().seen.size(), 0);
}

TEST(GatewayServer, ClosesAConnectionThatIsIdle) {
  Gateway gateway(ShortTimes());
  RawClient client(gateway.port());
  client.Send(Post(kGetCase, kOne));
  ExpectOne(client.Read());
  EXPECT_TRUE(client.IsClosed());
}

TEST(GatewayServer, HangsUpOnARefusedClientThatGoesOnSending) {
  GatewayServerOptions options = ShortTimes();
  options.max_message_bytes = 1'000;
  Gateway gateway(options);
  RawClient client(gateway.port());
  client.Send(Post(kGetCase, std::string(2'000, ' ')));
  EXPECT_EQ(client.Read().status, 429);
  bool open = true;
  for (int i = 0; i < 10'000 && open; ++i) {
    absl::SleepFor(absl::Milliseconds(20));
    open = client.Send("X");
  }
  EXPECT_FALSE(open);
}

TEST(GatewayServer, HangsUpOnWhoDoesNotTakeItsAnswers) {
  GatewayServerOptions options;
  options.http.write_time = absl::Milliseconds(200);
  Gateway gateway(options);
  RawClient client(gateway.port());
  // More, there and back, than any socket holds.
  const std::string request = Post(kGetCase, JsonOfSize(900'000));
  bool open = true;
  for (int i = 0; i < 64 && open; ++i) open = client.Send(request);
  EXPECT_FALSE(open);
}

TEST(GatewayServer, BeginsNothingForWhoDoesNotWait) {
  Gateway gateway;
  ExpectError(gateway.Ask(Post(kGetCase, kOne, "Connect-Timeout-Ms: 0\r\n")), 504,
              "DEADLINE_EXCEEDED");
  gateway.server().Drain(kPatience);
  EXPECT_EQ(gateway.handler().seen.size(), 0);
}

TEST(GatewayServer, AnswersInTimeAndDropsWhatComesLater) {
  Gateway gateway;
  RawClient client(gateway.port());
  client.Send(Post(kTakeNext, "{}", "Connect-Timeout-Ms: 50\r\n"));
  const HttpAnswer late = client.Read();
  ExpectError(late, 504, "DEADLINE_EXCEEDED");
  EXPECT_THAT(late.body, HasSubstr(R"("code":"deadline_exceeded")"));
  // The connection lives, and the late answer is not taken for the next one's.
  gateway.handler().held.Take().answer({.status = absl::AbortedError("too late")});
  client.Send(Post(kGetCase, kOne));
  ExpectOne(client.Read());
  client.Send(Post(kTakeNext, "{}", "Connect-Timeout-Ms: 0\r\n"));
  ExpectError(client.Read(), 504, "DEADLINE_EXCEEDED");
}

TEST(GatewayServer, ClampsATimeoutThatIsLongerThanAnybodyWaits) {
  Gateway gateway;
  RawClient client(gateway.port());
  client.Send(Post(kTakeNext, "{}", "Connect-Timeout-Ms: 9999999999\r\n"));
  auto held = gateway.handler().held.Take();
  EXPECT_LT(held.call.deadline, absl::Now() + absl::Seconds(31));
  held.answer({});
  EXPECT_EQ(client.Read().status, 200);
}

TEST(GatewayServer, OutlivesAClientThatGoesAway) {
  Gateway gateway;
  {
    RawClient client(gateway.port());
    client.Send(Post(kTakeNext, "{}"));
    auto held = gateway.handler().held.Take();
    client.Break();
    held.answer({});
  }
  {
    RawClient half(gateway.port());
    half.Send(Post(kGetCase, kOne).substr(0, 100));
    half.Break();
  }
  EXPECT_EQ(gateway.observer().ended.Take().code, absl::StatusCode::kOk);
  ExpectOne(gateway.Ask(Post(kGetCase, kOne)));
}

TEST(GatewayServer, AnswersManyAtATimeAndNoneWaitsForAnother) {
  Gateway gateway;
  RawClient waiting(gateway.port());
  waiting.Send(Post(kTakeNext, "{}"));
  auto held = gateway.handler().held.Take();
  std::vector<std::thread> clients;
  for (int t = 0; t < 4; ++t) {
    clients.emplace_back([&gateway, t] {
      RawClient client(gateway.port());
      for (int i = 0; i < 50; ++i) {
        const std::string name = absl::StrCat("cases/", t, "-", i);
        client.Send(Post(kGetCase, absl::StrCat(R"({"name":")", name, R"("})")));
        EXPECT_THAT(client.Read().body, HasSubstr(name));
      }
    });
  }
  for (std::thread& client : clients) client.join();
  held.answer({});
  EXPECT_EQ(waiting.Read().status, 200);
}

TEST(GatewayServer, TellsTheOneTooManyAndTakesTheNext) {
  GatewayServerOptions options;
  options.http.connections = 2;
  Gateway gateway(options);
  auto first = std::make_unique<RawClient>(gateway.port());
  RawClient second(gateway.port());
  for (RawClient* client : {first.get(), &second}) {
    client->Send(Post(kGetCase, kOne));
    ExpectOne(client->Read());
  }
  RawClient third(gateway.port());
  const HttpAnswer full = third.Read();
  ExpectError(full, 503, "GATEWAY_BUSY");
  EXPECT_THAT(full.body, HasSubstr(R"("code":"resource_exhausted")"));
  EXPECT_THAT(full.body, HasSubstr("retryDelay"));
  first.reset();
  // The place is free as soon as the server has seen that.
  for (int i = 0; i < 10'000; ++i) {
    if (gateway.Ask(Post(kGetCase, kOne)).status == 200) return;
  }
  FAIL() << "no place became free";
}

TEST(GatewayServer, TellsNotEvenThatToTooMany) {
  GatewayServerOptions options;
  options.http.connections = 1;
  // Who is told so stays for as long.
  options.http.linger_time = kPatience;
  Gateway gateway(options);
  RawClient first(gateway.port());
  first.Send(Post(kGetCase, kOne));
  ExpectOne(first.Read());
  RawClient second(gateway.port());
  EXPECT_EQ(second.Read().status, 503);
  RawClient third(gateway.port());
  EXPECT_EQ(third.Read().status, 0);
}

TEST(GatewayServer, TakesOnlySoManyBodiesAtATime) {
  GatewayServerOptions options;
  options.http.bodies_bytes = 1'000;
  Gateway gateway(options);
  RawClient first(gateway.port());
  first.Send(Post(kTakeNext, "{}" + std::string(800, ' ')));
  auto held = gateway.handler().held.Take();
  ExpectError(gateway.Ask(Post(kGetCase, JsonOfSize(300))), 429, "GATEWAY_BUSY");
  held.answer({});
  EXPECT_EQ(first.Read().status, 200);
  EXPECT_EQ(gateway.Ask(Post(kGetCase, JsonOfSize(300))).status, 200);
}

TEST(GatewayServer, DrainsWhatIsUnderWayAndWaitsForNoIdleOne) {
  Gateway gateway;
  RawClient idle(gateway.port()), silent(gateway.port()), busy(gateway.port());
  idle.Send(Post(kGetCase, kOne));
  ExpectOne(idle.Read());
  busy.Send(Post(kTakeNext, "{}"));
  auto held = gateway.handler().held.Take();
  std::thread drain([&] { gateway.server().Drain(kPatience); });
  EXPECT_TRUE(idle.IsClosed());
  EXPECT_TRUE(silent.IsClosed());
  held.answer({});
  const HttpAnswer last = busy.Read();
  EXPECT_EQ(last.status, 200);
  EXPECT_EQ(HeaderOf(last.headers, "connection"), "close");
  EXPECT_TRUE(busy.IsClosed());
  held = {};
  drain.join();
  gateway.server().Drain(kPatience);
}

TEST(GatewayServer, CutsWhatDoesNotEndInTimeButWaitsForItsHandler) {
  Gateway gateway;
  RawClient busy(gateway.port());
  busy.Send(Post(kTakeNext, "{}"));
  auto held = gateway.handler().held.Take();
  std::atomic<bool> drained = false;
  std::thread drain([&] {
    gateway.server().Drain(absl::Milliseconds(50));
    drained = true;
  });
  EXPECT_EQ(busy.Read().status, 0);
  // Long enough for one who does not wait.
  absl::SleepFor(absl::Milliseconds(50));
  EXPECT_FALSE(drained);
  held.answer({});
  held = {};
  drain.join();
  EXPECT_EQ(gateway.observer().ended.size(), 1);
}

TEST(GatewayServer, SaysWhyItCannotStart) {
  Gateway gateway;
  GatewayHandler handler;
  for (const std::string& listen :
       {absl::StrCat("127.0.0.1:", gateway.port()), std::string("192.0.2.1:0"),
        std::string("no.address:0"), std::string("127.0.0.1"), std::string("127.0.0.1:65536"),
        std::string("127.0.0.1:x"), std::string()}) {
    EXPECT_THAT(GatewayServer::Start({.listen = listen}, GatewayMethods(), &handler),
                HasReason("CANNOT_LISTEN"))
        << listen;
  }
  EXPECT_THAT(GatewayServer::Start({}, {{.full_name = "/x/y"}}, &handler),
              HasReason("BAD_METHOD_NAME"));
}

}  // namespace
}  // namespace skranke
