#include "libs/directory/endpoint.h"

#include <gtest/gtest.h>

#include <string>

#include "libs/testing/matchers.h"

namespace skranke {
namespace {

TEST(Endpoint, SaysHowAnAgencyIsReached) {
  for (const auto& [endpoint, kind] : std::initializer_list<std::pair<const char*, EndpointKind>>{
           {"", EndpointKind::kPull},
           {"agency.example:443", EndpointKind::kGrpc},
           {"[::1]:443", EndpointKind::kGrpc},
           {"https://agency.example", EndpointKind::kWebhook},
           {"HTTPS://agency.example:8443/in?key=1", EndpointKind::kWebhook},
           {"http://127.0.0.1:80/in", EndpointKind::kWebhook},
           {"http://localhost/in", EndpointKind::kWebhook},
           {"http://[::1]:80", EndpointKind::kWebhook},
           {"dir:/srv/drop", EndpointKind::kFileDrop},
           {"dir:/srv/a..b", EndpointKind::kFileDrop},
           {"paper:", EndpointKind::kPaper}}) {
    EXPECT_EQ(KindOfEndpoint(endpoint), kind) << endpoint;
    SKRANKE_EXPECT_OK(CheckEndpoint(endpoint)) << endpoint;
  }
}

TEST(Endpoint, RefusesWhatReachesNobody) {
  for (const char* endpoint : {"agency.example",
                               ":443",
                               "agency.example:0",
                               "agency.example:65536",
                               "agency.example:4x",
                               "agency example:443",
                               "agency.example/in:443",
                               "paper:A4",
                               "ftp://agency.example:21",
                               "https://",
                               "https:///in",
                               "https://:443/in",
                               "https://agency.example:0/",
                               "https://agency.example:65536",
                               "https://user:secret@agency.example",
                               "https://agency.example/#top",
                               "https://agency.example/a b",
                               "http://agency.example/in",
                               "http://localhost.example/in",
                               "http://127.agency.example/in",
                               "http://127.0.0.1.agency.example:80/in",
                               "dir:",
                               "dir:/",
                               "dir:srv/drop",
                               "dir:/srv/../etc",
                               "dir:/srv/\ndrop"}) {
    EXPECT_THAT(CheckEndpoint(endpoint), StatusIs(absl::StatusCode::kInvalidArgument)) << endpoint;
  }
}

TEST(Endpoint, IsNotRepeatedInItsFault) {
  EXPECT_EQ(CheckEndpoint("http://agency.example/in?secret").message().find("secret"),
            std::string::npos);
}

TEST(MailAddress, IsOneThatStandsInAHeaderAsItIs) {
  SKRANKE_EXPECT_OK(CheckMailAddress("post+skranke@agency.example"));
  SKRANKE_EXPECT_OK(CheckMailAddress(std::string(252, 'a') + "@b"));
  for (const std::string& address :
       {std::string("post"), std::string("@agency.example"), std::string("post@"),
        std::string("a@b@c"), std::string("a@b, c"), std::string("a@b\nBcc:c@d"),
        std::string("<a@b>"), std::string("å@b"), std::string(253, 'a') + "@b"}) {
    EXPECT_THAT(CheckMailAddress(address), StatusIs(absl::StatusCode::kInvalidArgument)) << address;
  }
}

}  // namespace
}  // namespace skranke
