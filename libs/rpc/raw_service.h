// A gRPC service made at run time from a list of methods, with messages as bytes: what protoc would
// generate as WithRawMethod_, for any service. Built by one thread; then requests from any.
#ifndef SKRANKE_LIBS_RPC_RAW_SERVICE_H_
#define SKRANKE_LIBS_RPC_RAW_SERVICE_H_

#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/impl/service_type.h>
#include <grpcpp/support/async_stream.h>
#include <grpcpp/support/async_unary_call.h>
#include <grpcpp/support/byte_buffer.h>

#include <string>

#include "libs/rpc/client/completion_tag.h"

namespace skranke {

enum class RpcKind { kUnary, kServerStream, kBulk, kClientStream };

class RawService : public grpc::Service {
 public:
  // Adds "/package.Service/Method" and returns its index in this service. gRPC keeps the pointer,
  // so `full_name` has to outlive the service.
  int Add(const std::string& full_name, RpcKind kind) {
    AddMethod(new grpc::internal::RpcServiceMethod(full_name.c_str(), TypeOf(kind), nullptr));
    MarkMethodRaw(count_);
    return count_++;
  }

  void RequestUnary(int index, grpc::ServerContext* context, grpc::ByteBuffer* request,
                    grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>* writer,
                    grpc::ServerCompletionQueue* queue, void* tag) {
    RequestAsyncUnary(index, context, request, writer, queue, queue, ToQueue(tag));
  }

  void RequestStream(int index, grpc::ServerContext* context, grpc::ByteBuffer* request,
                     grpc::ServerAsyncWriter<grpc::ByteBuffer>* writer,
                     grpc::ServerCompletionQueue* queue, void* tag) {
    RequestAsyncServerStreaming(index, context, request, writer, queue, queue, ToQueue(tag));
  }

  void RequestBulk(int index, grpc::ServerContext* context,
                   grpc::ServerAsyncReaderWriter<grpc::ByteBuffer, grpc::ByteBuffer>* stream,
                   grpc::ServerCompletionQueue* queue, void* tag) {
    RequestAsyncBidiStreaming(index, context, stream, queue, queue, ToQueue(tag));
  }

  void RequestClientStream(int index, grpc::ServerContext* context,
                           grpc::ServerAsyncReader<grpc::ByteBuffer, grpc::ByteBuffer>* reader,
                           grpc::ServerCompletionQueue* queue, void* tag) {
    RequestAsyncClientStreaming(index, context, reader, queue, queue, ToQueue(tag));
  }

 private:
  static grpc::internal::RpcMethod::RpcType TypeOf(RpcKind kind) {
    switch (kind) {
      case RpcKind::kUnary:
        return grpc::internal::RpcMethod::NORMAL_RPC;
      case RpcKind::kServerStream:
        return grpc::internal::RpcMethod::SERVER_STREAMING;
      case RpcKind::kClientStream:
        return grpc::internal::RpcMethod::CLIENT_STREAMING;
      case RpcKind::kBulk:
        break;
    }
    return grpc::internal::RpcMethod::BIDI_STREAMING;
  }

  int count_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_RAW_SERVICE_H_
