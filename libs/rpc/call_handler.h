// What the transport hands over and takes back: calls as bytes. It knows no message and no case;
// the method table stands on the other side of CallHandler.
#ifndef SKRANKE_LIBS_RPC_CALL_HANDLER_H_
#define SKRANKE_LIBS_RPC_CALL_HANDLER_H_

#include <cassert>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace skranke {

// One request as it came in.
struct IncomingCall {
  // "/skranke.v1.FrontDeskService/RegisterCase"; lives as long as the server.
  absl::string_view method;
  // Its place in the list of methods the server was started with.
  size_t method_index = 0;
  // The metadata `skranke-dev-caller`; empty if none. A claim, not a proof.
  std::string caller;
  // When the answer loses its reader: never more than kMaxUnaryTime away for a unary call.
  absl::Time deadline = absl::InfiniteFuture();
  // The request message, not parsed, at most the server's max_message_bytes.
  std::string bytes;
  // Where from, as gRPC writes it ("ipv4:127.0.0.1:4711").
  std::string peer;
};

// What a unary call ends with.
struct UnaryAnswer {
  // An error travels with its reason and field (wire_status.h), `bytes` then stay here.
  absl::Status status;
  std::string bytes;
  // Keys in lower case, values in printable ASCII.
  std::vector<std::pair<std::string, std::string>> trailing_metadata;
};

// Ends one unary call. Has to be called exactly once, from any thread; a server waits for it when
// it stops. Has no effect but that when the caller has gone meanwhile: what was done stands.
using AnswerCall = std::function<void(UnaryAnswer)>;

// Answers one message of a bulk stream by one message. The same rules as for AnswerCall.
using AnswerBulk = std::function<void(std::string bytes)>;

// A stream that is open, for who has to end it. Safe from any thread.
class ServedStream {
 public:
  virtual ~ServedStream() = default;

  // Ends the stream after what is under way. Later calls have no effect.
  virtual void Finish(absl::Status status) = 0;
};

// The sending end of one server stream. Safe from any thread.
class StreamWriter : public ServedStream {
 public:
  // Takes one message while none is under way. False when one is, or the stream is over; then
  // nothing was taken.
  virtual bool Write(std::string bytes) = 0;

  // Breaks the stream at once, for a reader that does not take its message.
  virtual void Drop() = 0;

  // What to run when the message under way went out and the next may come (`ready`: never for a
  // reader that does not read), and when the stream is over, for whatever reason (`over`: exactly
  // once, and last; at once if it already is). `whole`: it ended with OK, and all of it went out to
  // a caller that had not left; that its caller read it, the transport cannot tell. Both run on a
  // polling thread or the caller's and must not block. Called once, before the first Write.
  virtual void Notify(std::function<void()> ready, std::function<void(bool whole)> over) = 0;
};

// The receiving end of one client stream. Safe from any thread.
class StreamReceiver : public ServedStream {
 public:
  // Asks for the next message, one at a time: the rest waits at the caller, by gRPC's flow control.
  virtual void Read() = 0;

  // Ends the stream with one message or an error. Later calls have no effect.
  virtual void Answer(UnaryAnswer answer) = 0;

  // What to run when the message came that was asked for (`came`; nothing where the caller has sent
  // its last or is gone), and when the stream is over, for whatever reason (`over`: exactly once,
  // and last). Both run on a polling thread and must not block. Called once, before the first Read.
  virtual void Notify(std::function<void(std::optional<std::string>)> came,
                      std::function<void()> over) = 0;
};

// Takes the calls of a server. Its functions run on polling threads, several at a time if there are
// several, and must not block: real work goes to a queue.
class CallHandler {
 public:
  virtual ~CallHandler() = default;
  virtual void Unary(IncomingCall call, AnswerCall answer) = 0;
  // The stream stays open until Finish or its `over`, also if the writer is let go.
  virtual void OpenStream(IncomingCall call, std::shared_ptr<StreamWriter> writer) = 0;
  // A client stream: `call` has no bytes. The stream stays open until Answer, Finish or its `over`.
  // Only a handler with methods of that kind gets any.
  virtual void OpenUpload(IncomingCall, std::shared_ptr<StreamReceiver>) {
    assert(false && "no client stream is listed");
  }
  // One message of a bulk stream. Only a handler with bulk methods gets any.
  virtual void Bulk(IncomingCall, AnswerBulk) { assert(false && "no bulk method is listed"); }
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CALL_HANDLER_H_
