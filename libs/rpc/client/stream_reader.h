// One server stream, read message by message. Typed by the message, without generated stubs.
#ifndef SKRANKE_LIBS_RPC_CLIENT_STREAM_READER_H_
#define SKRANKE_LIBS_RPC_CLIENT_STREAM_READER_H_

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

// The raw stream. One thread reads; Cancel may come from any.
class ByteStreamReader {
 public:
  // Opens the stream at once. Without a timeout in the options it has no end of its own.
  ByteStreamReader(std::shared_ptr<grpc::Channel> channel, std::string method,
                   absl::string_view request, const CallOptions& options);
  // Leaves the stream.
  ~ByteStreamReader();
  ByteStreamReader(const ByteStreamReader&) = delete;
  ByteStreamReader& operator=(const ByteStreamReader&) = delete;

  // Waits for the next message; nothing when the server ended the stream in order, else its error
  // with ReasonOf. After the end every further call gives the same.
  absl::StatusOr<std::optional<std::string>> Next();

  // Ends a waiting Next with CANCELLED.
  void Cancel() { context_.TryCancel(); }

 private:
  const std::shared_ptr<grpc::Channel> channel_;
  const std::string method_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<grpc::ByteBuffer>> reader_;
  std::optional<absl::Status> end_;
};

// The stream of messages of type Message.
template <class Message>
class StreamReader {
 public:
  StreamReader(std::shared_ptr<grpc::Channel> channel, std::string method,
               const google::protobuf::MessageLite& request, const CallOptions& options)
      : bytes_(std::move(channel), std::move(method), request.SerializeAsString(), options) {}

  // As ByteStreamReader::Next; INTERNAL UNREADABLE_REPLY when a message is of another type.
  absl::StatusOr<std::optional<Message>> Next() {
    SKRANKE_ASSIGN_OR_RETURN(const std::optional<std::string> bytes, bytes_.Next());
    if (!bytes) return std::optional<Message>();
    SKRANKE_ASSIGN_OR_RETURN(Message message, ParseReply<Message>(*bytes));
    return std::optional<Message>(std::move(message));
  }

  void Cancel() { bytes_.Cancel(); }

 private:
  ByteStreamReader bytes_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_STREAM_READER_H_
