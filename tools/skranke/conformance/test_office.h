// An office that an agency is tried with, not one of citizens: cases are registered as a clerk
// would. For agencies that fetch, and for agencies on paper. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_CONFORMANCE_TEST_OFFICE_H_
#define SKRANKE_TOOLS_SKRANKE_CONFORMANCE_TEST_OFFICE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/channel.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/receivers.pb.h"
#include "tools/skranke/conformance/check.h"

namespace skranke {

struct TestOfficeOptions {
  // HOST:PORT.
  std::string server;
  // A clerk there.
  std::string clerk;
  // A task that the list gives to the agency.
  std::string task;
  // A test person's number; empty: somebody unknown.
  std::string person;
  // What the agency is waited for.
  absl::Duration wait = absl::Seconds(10);
};

class TestOffice {
 public:
  explicit TestOffice(TestOfficeOptions options);

  const TestOfficeOptions& options() const { return options_; }

  absl::StatusOr<v1::Case> Register();
  absl::StatusOr<v1::Case> Get(const std::string& name);
  absl::Status Withdraw(const v1::Case& citizen_case);
  // The case once the agency has accepted it, else in words where it is.
  absl::StatusOr<v1::Case> WaitForAcceptance(const std::string& name);

  absl::StatusOr<v1::RenderPacketResponse> RenderPacket(const std::string& name);
  absl::StatusOr<v1::Case> RegisterAcceptance(const std::string& packet_code);

 private:
  template <class Response, class Request>
  absl::StatusOr<Response> Call(const std::string& method, const Request& request) {
    return skranke::Call<Response>(*channel_, absl::StrCat("/skranke.v1.", method), request,
                                   {.caller = options_.clerk});
  }

  const TestOfficeOptions options_;
  const std::shared_ptr<grpc::Channel> channel_;
};

// What an agency that fetches does. `office` has to outlive them.
std::vector<Check> PullChecks(TestOffice* office);

// What the post room of an agency on paper does: each packet is laid as packet.pdf into `dir`, and
// the code read from it is waited for in packet.txt. `office` has to outlive them.
std::vector<Check> PacketChecks(TestOffice* office, const std::string& dir);

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_CONFORMANCE_TEST_OFFICE_H_
