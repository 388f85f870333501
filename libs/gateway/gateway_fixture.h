// For the tests of this room: a handler of its own behind a real gateway, and a client that sends
// exactly the bytes it is told to. Threads may share the handler, not the client.
#ifndef SKRANKE_LIBS_GATEWAY_GATEWAY_FIXTURE_H_
#define SKRANKE_LIBS_GATEWAY_GATEWAY_FIXTURE_H_

#include <gmock/gmock.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/gateway/gateway_server.h"
#include "libs/gateway/http_message.h"
#include "libs/rpc/call_handler.h"
#include "libs/rpc/test_desk.h"
#include "libs/testing/matchers.h"

namespace skranke {

using ::testing::HasSubstr;
using ::testing::Not;

inline constexpr char kGetCase[] = "/skranke.v1.FrontDeskService/GetCase";
inline constexpr char kTakeNext[] = "/skranke.v1.AgencyDeskService/TakeNext";
inline constexpr char kSubscribe[] = "/skranke.v1.AgencyDeskService/SubscribeWork";
inline constexpr char kBulkRegister[] = "/skranke.v1.FrontDeskService/RegisterCases";

std::vector<RpcMethod> GatewayMethods();

// GetCase gives a case with the name that was asked for, or the error of `failures` with that name;
// TakeNext is handed to the test.
class GatewayHandler : public CallHandler {
 public:
  struct Held {
    IncomingCall call;
    AnswerCall answer;
  };

  void Unary(IncomingCall call, AnswerCall answer) override;
  void OpenStream(IncomingCall, std::shared_ptr<StreamWriter>) override { std::abort(); }

  // Filled before the gateway starts.
  std::map<std::string, absl::Status> failures;
  Handover<IncomingCall> seen;
  Handover<Held> held;
};

// One connection, byte for byte. Waits at most kPatience for anything, and then fails the test.
class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False where the server has closed.
  bool Send(absl::string_view bytes);
  // The next answer; status 0 where the connection ended before it was whole.
  HttpAnswer Read();
  // Whether the server closes, with nothing more said.
  bool IsClosed();
  // Says that nothing more will be sent.
  void EndSending();
  // Goes without a farewell (RST).
  void Break();

 private:
  // False at the end.
  bool Fill();

  int socket_ = -1;
  std::string buffer_;
};

// A request in order; `more` are whole header lines with their ends.
std::string Post(absl::string_view path, absl::string_view body, absl::string_view more = "",
                 absl::string_view type = "application/json");

class Gateway {
 public:
  explicit Gateway(GatewayServerOptions options = {},
                   std::map<std::string, absl::Status> failures = {});

  GatewayHandler& handler() { return handler_; }
  TestObserver& observer() { return observer_; }
  GatewayServer& server() { return *server_; }
  int port() const { return server_->port(); }
  // On a connection of its own.
  HttpAnswer Ask(absl::string_view request) {
    RawClient client(port());
    client.Send(request);
    return client.Read();
  }

 private:
  GatewayHandler handler_;
  TestObserver observer_;
  std::unique_ptr<GatewayServer> server_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_GATEWAY_GATEWAY_FIXTURE_H_
