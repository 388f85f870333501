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

namespace skranke {

enum class RpcKind { kUnary, kServerStream };

class RawService : public grpc::Service {
 public:
  // Adds "/package.Service/Method" and returns its index in this service. gRPC keeps the pointer,
  // so `full_name` has to outlive the service.
  int Add(const std::string& full_name, RpcKind kind) {
    const auto type = kind == RpcKind::kUnary ? grpc::internal::RpcMethod::NORMAL_RPC
                                              : grpc::internal::RpcMethod::SERVER_STREAMING;
    AddMethod(new grpc::internal::RpcServiceMethod(full_name.c_str(), type, nullptr));
    MarkMethodRaw(count_);
    return count_++;
  }

  void RequestUnary(int index, grpc::ServerContext* context, grpc::ByteBuffer* request,
                    grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>* writer,
                    grpc::ServerCompletionQueue* queue, void* tag) {
    RequestAsyncUnary(index, context, request, writer, queue, queue, tag);
  }

  void RequestStream(int index, grpc::ServerContext* context, grpc::ByteBuffer* request,
                     grpc::ServerAsyncWriter<grpc::ByteBuffer>* writer,
                     grpc::ServerCompletionQueue* queue, void* tag) {
    RequestAsyncServerStreaming(index, context, request, writer, queue, queue, tag);
  }

 private:
  int count_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_RAW_SERVICE_H_
