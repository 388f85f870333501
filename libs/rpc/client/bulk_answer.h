// The messages of a bulk stream at the caller's end, without knowing what they carry; the server's
// end and the form are libs/rpc/bulk_message.h. Pure functions; any thread.
#ifndef SKRANKE_LIBS_RPC_CLIENT_BULK_ANSWER_H_
#define SKRANKE_LIBS_RPC_CLIENT_BULK_ANSWER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/rpc/client/call.h"

namespace skranke {

struct BulkAnswer {
  std::string request_id;
  // As the unary method would have answered, its trailing metadata too.
  absl::StatusOr<CallReply> outcome;
};

// INTERNAL (UNREADABLE_REPLY): the bytes are no answer.
absl::StatusOr<BulkAnswer> ReadBulkAnswer(absl::string_view message);

// The unary method's request as a message of the stream.
std::string WrapBulkRequest(absl::string_view request);

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_BULK_ANSWER_H_
