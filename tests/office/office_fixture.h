// A whole installation in the test's own process: real store, engine, services and wire over a
// temporary directory; only the clock and chance are the test's. One thread, but for Call, which
// any thread may use.
//
//   TEST_F(CounterTest, FinishesACopyInOneCall) {
//     auto response = Call<v1::RegisterCaseResponse>("clerk", Matter("copy"));
#ifndef SKRANKE_TESTS_OFFICE_OFFICE_FIXTURE_H_
#define SKRANKE_TESTS_OFFICE_OFFICE_FIXTURE_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/channel.h"
#include "libs/testing/fake_clock.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "libs/vault/entropy.h"
#include "services/skranked/office_server.h"
#include "skranke/v1/agency_desk.pb.h"
#include "skranke/v1/directory.pb.h"
#include "skranke/v1/front_desk.pb.h"
#include "skranke/v1/supervision.pb.h"
#include "tests/office/matters.h"
#include "tests/office/town_package.h"

namespace skranke {

class OfficeFixture : public ::testing::Test {
 protected:
  explicit OfficeFixture(const PackageFiles& package = TownPackage());

  // Stops the server in order and opens the same data directory again, with the options as they
  // now stand.
  void Restart();
  void Stop() { server_.reset(); }
  // Opens the data directory; the server's error where it is refused.
  absl::Status Open();

  // Calls the method that takes the request; a mutation without request_id gets a fresh one.
  template <class Response, class Request>
  absl::StatusOr<Response> Call(absl::string_view caller, Request request) {
    return skranke::Call<Response>(*channel_, MethodTaking(*Request::descriptor()),
                                   WithId(std::move(request)), {.caller = std::string(caller)});
  }

  // The same, with the reply's bytes and trailing metadata.
  template <class Request>
  absl::StatusOr<CallReply> CallRaw(absl::string_view caller, Request request) {
    return CallBytes(*channel_, MethodTaking(*Request::descriptor()),
                     WithId(std::move(request)).SerializeAsString(),
                     {.caller = std::string(caller)});
  }

  // The case as the caller sees it at the counter, in supervision, or at its unit; fails the test
  // where it is not there.
  v1::Case Get(absl::string_view caller, absl::string_view name);
  v1::WorkItem GetItem(absl::string_view caller, absl::string_view name);

  // Registers and gives the case; fails the test where it is refused.
  v1::Case Register(absl::string_view caller, const v1::RegisterCaseRequest& request);

  // A verb's request about the case as it is now.
  template <class Request>
  static Request About(const v1::Case& citizen_case) {
    Request request;
    request.set_name(citizen_case.name());
    request.set_etag(citizen_case.etag());
    return request;
  }

  // Verbs with the least that they need; each fails the test where it is refused.
  v1::Case Accept(absl::string_view caller, const v1::Case& citizen_case);
  v1::Case Start(absl::string_view caller, const v1::Case& citizen_case);
  v1::Case Close(absl::string_view caller, const v1::Case& citizen_case,
                 absl::string_view outcome = "GRANTED");

  // Time passes, on both clocks, and the office notices at once.
  void Pass(absl::Duration time);

  // Waits until the predicate holds, for at most ten real seconds.
  template <class Predicate>
  bool Eventually(Predicate holds) {
    const absl::Time give_up = absl::Now() + absl::Seconds(10);
    while (!holds()) {
      if (absl::Now() > give_up) return false;
      absl::SleepFor(absl::Milliseconds(10));
    }
    return true;
  }

  absl::Time Local(absl::string_view text) const;
  OfficeServer& server() { return *server_; }
  FakeClock& clock() { return clock_; }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  const TempDir& dir() const { return dir_; }

  OfficeServerOptions options_;

 private:
  template <class Request>
  Request WithId(Request request) {
    if constexpr (requires { request.request_id(); }) {
      if (request.request_id().empty()) request.set_request_id(absl::StrCat("id-", ++requests_));
    }
    return request;
  }

  const TempDir dir_;
  FakeClock clock_;
  SeededEntropy entropy_;
  std::atomic<int> requests_ = 0;
  std::unique_ptr<OfficeServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_OFFICE_OFFICE_FIXTURE_H_
