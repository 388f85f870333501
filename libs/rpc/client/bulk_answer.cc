#include "libs/rpc/client/bulk_answer.h"

#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/wire_format_lite.h"
#include "google/rpc/status.pb.h"
#include "libs/rpc/client/bulk_fields.h"
#include "libs/rpc/client/call_status.h"

namespace skranke {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

absl::Status Unreadable() {
  return ReasonError(absl::StatusCode::kInternal, "UNREADABLE_REPLY",
                     "the server's message is no answer of a bulk stream");
}

// The fields as they stand on the wire.
struct Fields {
  std::string request_id;
  std::optional<std::string> reply;
  std::optional<std::string> error;
  uint64_t replayed = 0;
  uint64_t position = 0;
};

bool ReadField(uint32_t tag, CodedInputStream& in, Fields& fields) {
  switch (WireFormatLite::GetTagFieldNumber(tag)) {
    case kBulkIdField:
      return WireFormatLite::ReadBytes(&in, &fields.request_id);
    case kBulkReplyField:
      return WireFormatLite::ReadBytes(&in, &fields.reply.emplace());
    case kBulkErrorField:
      return WireFormatLite::ReadBytes(&in, &fields.error.emplace());
    case kBulkReplayedField:
      return in.ReadVarint64(&fields.replayed);
    case kBulkPositionField:
      return in.ReadVarint64(&fields.position);
    default:
      return WireFormatLite::SkipField(&in, tag);
  }
}

absl::Status ErrorOf(const std::string& bytes) {
  google::rpc::Status error;
  if (!error.ParseFromString(bytes) || error.code() == 0) return Unreadable();
  // A number that is none of the codes has no value of the enum.
  const bool known = error.code() > 0 && error.code() <= grpc::UNAUTHENTICATED;
  const auto code = known ? static_cast<grpc::StatusCode>(error.code()) : grpc::UNKNOWN;
  return CallStatus(grpc::Status(code, error.message(), bytes));
}

CallReply ReplyOf(Fields& fields) {
  CallReply reply{.bytes = *std::move(fields.reply)};
  reply.trailing.emplace_back(kPositionMetadata, absl::StrCat(fields.position));
  if (fields.replayed != 0) reply.trailing.emplace_back(kReplayedMetadata, "1");
  return reply;
}

}  // namespace

absl::StatusOr<BulkAnswer> ReadBulkAnswer(absl::string_view message) {
  CodedInputStream in(reinterpret_cast<const uint8_t*>(message.data()),
                      static_cast<int>(message.size()));
  Fields fields;
  while (const uint32_t tag = in.ReadTag()) {
    if (!ReadField(tag, in, fields)) return Unreadable();
  }
  if (!in.ConsumedEntireMessage() || fields.reply.has_value() == fields.error.has_value()) {
    return Unreadable();
  }
  if (fields.error) return BulkAnswer{std::move(fields.request_id), ErrorOf(*fields.error)};
  std::string id = std::move(fields.request_id);
  return BulkAnswer{std::move(id), ReplyOf(fields)};
}

std::string WrapBulkRequest(absl::string_view request) {
  std::string message;
  message.reserve(request.size() + 8);
  google::protobuf::io::StringOutputStream stream(&message);
  google::protobuf::io::CodedOutputStream out(&stream);
  WireFormatLite::WriteBytes(kBulkRequestField, std::string(request), &out);
  out.Trim();
  return message;
}

}  // namespace skranke
