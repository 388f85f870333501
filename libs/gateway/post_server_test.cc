#include "libs/gateway/post_server.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/gateway/gateway_fixture.h"

namespace skranke {
namespace {

std::unique_ptr<PostServer> Echo() {
  PostServerOptions options{.path = "/in"};
  options.http.body_bytes = 10;
  return PostServer::Start(options,
                           [](const HttpHead& head, const std::string& body) {
                             return HttpAnswer{
                                 .status = 202,
                                 .body = absl::StrCat(HeaderOf(head.headers, "x-who"), ":", body)};
                           })
      .value();
}

TEST(PostServer, HandsOverWhatIsPostedToItsPath) {
  const auto server = Echo();
  RawClient client(server->port());
  for (const char* path : {"/in", "/in?key=1"}) {
    client.Send(Post(path, "blue", "X-Who: me\r\n"));
    const HttpAnswer answer = client.Read();
    EXPECT_EQ(answer.status, 202);
    EXPECT_EQ(answer.body, "me:blue");
  }
}

TEST(PostServer, RefusesEverythingElse) {
  const auto server = Echo();
  RawClient client(server->port());
  client.Send(Post("/other", "blue"));
  EXPECT_EQ(client.Read().status, 404);
  client.Send("GET /in HTTP/1.1\r\nHost: here\r\n\r\n");
  EXPECT_EQ(client.Read().status, 405);
  client.Send(Post("/in", "0123456789"));
  EXPECT_EQ(client.Read().status, 202);
  client.Send(Post("/in", "0123456789a"));
  EXPECT_EQ(client.Read().status, 413);
}

TEST(PostServer, TellsTheOneTooManyWhileTheOthersWait) {
  Handover<bool> entered, go;
  PostServerOptions options{.path = "/in", .most_waiting = 1};
  const auto server = PostServer::Start(options, [&](const HttpHead&, const std::string&) {
                        entered.Put(true);
                        go.Take();
                        return HttpAnswer{.status = 202};
                      }).value();
  RawClient first(server->port());
  first.Send(Post("/in", "one"));
  entered.Take();
  // Of these one has room to wait, whichever comes first.
  Handover<int> statuses;
  std::vector<std::thread> others;
  for (int i = 0; i < 2; ++i) {
    others.emplace_back([&] {
      RawClient other(server->port());
      other.Send(Post("/in", "more"));
      statuses.Put(other.Read().status);
    });
  }
  EXPECT_EQ(statuses.Take(), 503);
  go.Put(true);
  go.Put(true);
  EXPECT_EQ(statuses.Take(), 202);
  EXPECT_EQ(first.Read().status, 202);
  for (std::thread& other : others) other.join();
}

TEST(PostServer, SaysWhereItCannotListen) {
  const auto server = Echo();
  EXPECT_THAT(PostServer::Start({.listen = absl::StrCat("127.0.0.1:", server->port())},
                                [](const HttpHead&, const std::string&) { return HttpAnswer(); }),
              HasReason("CANNOT_LISTEN"));
}

}  // namespace
}  // namespace skranke
