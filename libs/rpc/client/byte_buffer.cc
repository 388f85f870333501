#include "libs/rpc/client/byte_buffer.h"

#include <vector>

namespace skranke {
namespace {

std::string Text(const grpc::Slice& slice) {
  return std::string(reinterpret_cast<const char*>(slice.begin()), slice.size());
}

}  // namespace

std::string BytesOf(const grpc::ByteBuffer& buffer) {
  if (!buffer.Valid()) return std::string();
  grpc::Slice slice;
  // Most messages arrive in one slice, which needs no joining first.
  if (buffer.TrySingleSlice(&slice).ok()) return Text(slice);
  std::vector<grpc::Slice> slices;
  if (!buffer.Dump(&slices).ok()) return std::string();
  std::string bytes;
  bytes.reserve(buffer.Length());
  for (const grpc::Slice& piece : slices) {
    bytes.append(reinterpret_cast<const char*>(piece.begin()), piece.size());
  }
  return bytes;
}

grpc::ByteBuffer BufferOf(absl::string_view bytes) {
  const grpc::Slice slice(bytes.data(), bytes.size());
  return grpc::ByteBuffer(&slice, 1);
}

}  // namespace skranke
