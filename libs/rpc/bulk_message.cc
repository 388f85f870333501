#include "libs/rpc/bulk_message.h"

#include <utility>

#include "absl/types/optional.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/wire_format_lite.h"
#include "google/rpc/status.pb.h"
#include "libs/base/reason.h"
#include "libs/base/text_field.h"
#include "libs/rpc/client/bulk_fields.h"
#include "libs/rpc/wire_status.h"

namespace skranke {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;
using google::protobuf::io::CodedOutputStream;

absl::Status NoSuchMessage() {
  return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_MESSAGE",
                     "the message is none of a bulk stream");
}

uint32_t TagOf(int field, WireFormatLite::WireType type) {
  return WireFormatLite::MakeTag(field, type);
}

// The last occurrence of a field of bytes, as parsing would take it; nothing where the message
// cannot be read.
absl::optional<std::string> FindBytes(absl::string_view message, int field) {
  CodedInputStream in(reinterpret_cast<const uint8_t*>(message.data()),
                      static_cast<int>(message.size()));
  std::string found;
  while (const uint32_t tag = in.ReadTag()) {
    const bool wanted = tag == TagOf(field, WireFormatLite::WIRETYPE_LENGTH_DELIMITED);
    if (wanted ? !WireFormatLite::ReadBytes(&in, &found) : !WireFormatLite::SkipField(&in, tag)) {
      return absl::nullopt;
    }
  }
  return in.ConsumedEntireMessage() ? absl::optional<std::string>(std::move(found)) : absl::nullopt;
}

void Write(const std::string& request_id, const Answer& answer, CodedOutputStream& out) {
  WireFormatLite::WriteString(kBulkIdField, request_id, &out);
  if (answer.status.ok()) {
    WireFormatLite::WriteBytes(kBulkReplyField, answer.reply, &out);
  } else {
    WireFormatLite::WriteBytes(kBulkErrorField, ErrorDetails(answer.status).SerializeAsString(),
                               &out);
  }
  if (answer.replayed) WireFormatLite::WriteBool(kBulkReplayedField, true, &out);
  WireFormatLite::WriteUInt64(kBulkPositionField, answer.position, &out);
}

}  // namespace

absl::StatusOr<BulkItem> UnwrapBulkItem(absl::string_view message, int id_field) {
  auto bytes = FindBytes(message, kBulkRequestField);
  if (!bytes) return NoSuchMessage();
  BulkItem item{.bytes = *std::move(bytes)};
  const auto id = FindBytes(item.bytes, id_field);
  if (id && CheckRequestId(*id).ok()) item.request_id = *id;
  return item;
}

std::string WrapBulkAnswer(absl::string_view request_id, const Answer& answer) {
  std::string bytes;
  bytes.reserve(answer.reply.size() + request_id.size() + 32);
  google::protobuf::io::StringOutputStream stream(&bytes);
  CodedOutputStream out(&stream);
  Write(std::string(request_id), answer, out);
  out.Trim();
  return bytes;
}

}  // namespace skranke
