// What citizens wrote appears in no error, no log line and no figure, however the request fares.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "libs/base/log.h"
#include "services/skranked/metrics_page.h"
#include "tests/hostile/hostile_fixture.h"

namespace skranke {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kMarker[] = "QzMarkedWord7";
constexpr char kLogged[] = "the test logs";

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

// A port that nobody listened on a moment ago.
int FreePort() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof(address);
  EXPECT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  close(listener);
  return ntohs(address.sin_port);
}

std::string Fetch(int port) {
  const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(port);
  EXPECT_EQ(connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
  EXPECT_EQ(send(connection, request.data(), request.size(), 0),
            static_cast<ssize_t>(request.size()));
  std::string page;
  char buffer[4096];
  for (ssize_t got; (got = recv(connection, buffer, sizeof(buffer), 0)) > 0;) {
    page.append(buffer, static_cast<size_t>(got));
  }
  close(connection);
  return page;
}

class HostileLeak : public HostileFixture {
 protected:
  // Texts with the marker that are taken, and others that are refused for one fault each.
  static std::vector<std::string> MarkedTexts() {
    return {kMarker, absl::StrCat(kMarker, "\x01"), absl::StrCat(kMarker, "\xFF"),
            absl::StrCat(kMarker, std::string(64 * 1024, 'x')),
            absl::StrCat("\n{\"level\":\"error\",\"event\":\"", kMarker, "\"}\n")};
  }

  void SendMarked() {
    for (const Seed& seed : Seeds()) {
      if (seed.shape == Shape::kStream) continue;
      for (const FieldPath& path : FieldsOf(seed.request(), &IsText)) {
        if (Secret(path, kMarker).empty()) continue;
        for (const std::string& text : MarkedTexts()) {
          const Outcome outcome = Send(seed, *WithText(seed, path, text));
          EXPECT_THAT(outcome.status.ToString(), Not(HasSubstr(kMarker)))
              << seed.method << " " << path.value();
        }
      }
    }
  }
};

TEST_F(HostileLeak, IsNowhereOutsideTheCase) {
  const int port = FreePort();
  const auto page = MetricsPage::Serve(absl::StrCat("127.0.0.1:", port), &server());
  SKRANKE_ASSERT_OK(page);
  ::testing::internal::CaptureStderr();
  Log(LogLevel::kInfo, kLogged);
  SendMarked();
  const std::string figures = Fetch(port);
  Stop();
  const std::string log = ::testing::internal::GetCapturedStderr();
  // Both were there to be looked at.
  EXPECT_THAT(figures, HasSubstr("skranke_call_seconds"));
  EXPECT_THAT(figures, Not(HasSubstr(kMarker)));
  EXPECT_THAT(log, HasSubstr(kLogged));
  EXPECT_THAT(log, Not(HasSubstr(kMarker)));
}

}  // namespace
}  // namespace skranke
