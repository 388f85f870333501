// One client stream: messages written one after another, then the reply. Typed by the messages,
// without generated stubs.
#ifndef SKRANKE_LIBS_RPC_CLIENT_STREAM_WRITER_H_
#define SKRANKE_LIBS_RPC_CLIENT_STREAM_WRITER_H_

#include <google/protobuf/message_lite.h>
#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>
#include <grpcpp/support/sync_stream.h>

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "libs/rpc/client/call.h"

namespace skranke {

// The raw stream. One thread writes; Cancel may come from any.
class ByteStreamWriter {
 public:
  // Opens the stream at once. Without a timeout in the options it has no end of its own.
  ByteStreamWriter(std::shared_ptr<grpc::Channel> channel, std::string method,
                   const CallOptions& options);
  // Leaves the stream, unless Finish was called.
  ~ByteStreamWriter();
  ByteStreamWriter(const ByteStreamWriter&) = delete;
  ByteStreamWriter& operator=(const ByteStreamWriter&) = delete;

  // Waits until the message is on its way. False where the server has ended the stream: Finish says
  // how.
  bool Write(absl::string_view message);

  // Says that all is sent and waits for the reply, or the error with ReasonOf. Once, as the last.
  absl::StatusOr<std::string> Finish();

  // Breaks the stream, as a caller that dies does.
  void Cancel() { context_.TryCancel(); }

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const std::string method_;
  grpc::ClientContext context_;
  grpc::ByteBuffer reply_;
  std::unique_ptr<grpc::ClientWriter<grpc::ByteBuffer>> writer_;
  bool finished_ = false;
};

// The stream of messages of type Message, answered by a Response.
template <class Message, class Response>
class StreamSender {
 public:
  StreamSender(std::shared_ptr<grpc::Channel> channel, std::string method,
               const CallOptions& options)
      : bytes_(std::move(channel), std::move(method), options) {}

  bool Write(const Message& message) { return bytes_.Write(message.SerializeAsString()); }

  // As ByteStreamWriter::Finish; INTERNAL UNREADABLE_REPLY when the reply is of another type.
  absl::StatusOr<Response> Finish() {
    SKRANKE_ASSIGN_OR_RETURN(const std::string reply, bytes_.Finish());
    return ParseReply<Response>(reply);
  }

  void Cancel() { bytes_.Cancel(); }

 private:
  ByteStreamWriter bytes_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_STREAM_WRITER_H_
