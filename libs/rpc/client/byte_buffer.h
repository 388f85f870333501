// gRPC's buffers to and from plain strings. Pure functions; safe from any thread.
#ifndef SKRANKE_LIBS_RPC_CLIENT_BYTE_BUFFER_H_
#define SKRANKE_LIBS_RPC_CLIENT_BYTE_BUFFER_H_

#include <grpcpp/support/byte_buffer.h>

#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

// The buffer's content in one piece. An invalid buffer gives an empty string.
std::string BytesOf(const grpc::ByteBuffer& buffer);

// A buffer with a copy of `bytes`. Our messages are small: one copy costs less than handing over.
grpc::ByteBuffer BufferOf(absl::string_view bytes);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_BYTE_BUFFER_H_
