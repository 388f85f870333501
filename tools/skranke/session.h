// One run of the program: whom it talks to, as whom, and how it prints. One thread.
#ifndef SKRANKE_TOOLS_SKRANKE_SESSION_H_
#define SKRANKE_TOOLS_SKRANKE_SESSION_H_

#include <google/protobuf/message.h>

#include <memory>
#include <optional>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/client/channel.h"
#include "libs/rpc/client/stream_reader.h"
#include "libs/rpc/client/stream_writer.h"
#include "tools/skranke/request_field.h"

namespace skranke {

enum class OutputFormat { kTable, kJson };

struct SessionSettings {
  std::string server;  // HOST:PORT
  std::string caller;  // A name of staff.csv or an agency's code.
  OutputFormat output = OutputFormat::kTable;
};

class Session {
 public:
  // `out` takes the result, `progress` everything else; both outlive the session.
  Session(SessionSettings settings, std::ostream& out, std::ostream& progress);

  const SessionSettings& settings() const { return settings_; }
  bool json() const { return settings_.output == OutputFormat::kJson; }
  std::ostream& out() { return out_; }
  std::ostream& progress() { return progress_; }
  CallOptions options() const { return {.caller = settings_.caller}; }

  // Fills `response`. The server's error, with its reason; NOT_REACHED where none answered.
  // `timeout`: where the usual one of a unary call is too short.
  absl::Status Call(const std::string& method, const google::protobuf::Message& request,
                    google::protobuf::Message& response,
                    std::optional<absl::Duration> timeout = std::nullopt);

  template <class Message>
  StreamReader<Message> Stream(const std::string& method,
                               const google::protobuf::Message& request) {
    return StreamReader<Message>(channel_, method, request, options());
  }

  template <class Message, class Response>
  StreamSender<Message, Response> Send(const std::string& method) {
    return StreamSender<Message, Response>(channel_, method, options());
  }

  // The installation's zone, asked once.
  absl::StatusOr<absl::TimeZone> Zone();
  ZoneSource zone_source();

  // The id of the last mutation, so that a person can repeat it safely; empty if there was none.
  const std::string& last_request_id() const { return last_request_id_; }

  // Whether the last call that was answered got a stored reply: it had been made before.
  bool last_replayed() const { return last_replayed_; }

  // Prints a result: `json` on one line, or `table` as it is.
  void Print(const std::string& json, const std::string& table);

 private:
  const SessionSettings settings_;
  std::ostream& out_;
  std::ostream& progress_;
  const std::shared_ptr<grpc::Channel> channel_;
  std::optional<absl::TimeZone> zone_;
  std::string last_request_id_;
  bool last_replayed_ = false;
};

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_SESSION_H_
