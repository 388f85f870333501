// The messages of a bulk stream, without knowing what they carry: a request is one of the unary
// method's in field 1; an answer is its request_id, then its reply or its error. Whatever the
// method, the fields of its bulk messages have these numbers. Pure functions; any thread.
#ifndef SKRANKE_LIBS_RPC_BULK_MESSAGE_H_
#define SKRANKE_LIBS_RPC_BULK_MESSAGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/engine/command.h"

namespace skranke {

// A request out of its bulk message.
struct BulkItem {
  // As the caller wrote it, or empty where it is no request_id.
  std::string request_id;
  // Byte for byte what the unary method would get, so that its fingerprint is the same.
  std::string bytes;
};

// `id_field`: number of request_id in the unary method's request.
// INVALID_ARGUMENT (INVALID_MESSAGE): the bytes are no message of this form.
absl::StatusOr<BulkItem> UnwrapBulkItem(absl::string_view message, int id_field);

std::string WrapBulkAnswer(absl::string_view request_id, const Answer& answer);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_BULK_MESSAGE_H_
