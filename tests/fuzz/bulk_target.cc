// A message of a bulk stream: what the server unwraps is what the caller wrapped, and an answer
// that the caller reads is one that the server could have written.
#include "libs/base/reason.h"
#include "libs/base/text_field.h"
#include "libs/rpc/bulk_message.h"
#include "libs/rpc/client/bulk_answer.h"
#include "skranke/v1/front_desk.pb.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

constexpr int kIdField = v1::RegisterCaseRequest::kRequestIdFieldNumber;

std::string FaultOfItem(absl::string_view bytes) {
  const auto item = UnwrapBulkItem(bytes, kIdField);
  if (!item.ok()) {
    return ReasonOf(item.status()) == "INVALID_MESSAGE" ? "" : "is refused for another reason";
  }
  if (!item->request_id.empty() && !CheckRequestId(item->request_id).ok()) {
    return "gives an id that is none";
  }
  const auto again = UnwrapBulkItem(WrapBulkRequest(item->bytes), kIdField);
  if (!again.ok() || again->bytes != item->bytes) return "is not wrapped again";
  return again->request_id == item->request_id ? "" : "has another id when it is wrapped again";
}

std::string FaultOfAnswer(absl::string_view bytes) {
  const auto answer = ReadBulkAnswer(bytes);
  if (!answer.ok()) {
    return ReasonOf(answer.status()) == "UNREADABLE_REPLY" ? "" : "is unreadable otherwise";
  }
  if (!answer->outcome.ok()) return "";
  Answer written{.reply = answer->outcome->bytes, .replayed = IsReplayed(*answer->outcome)};
  const auto again = ReadBulkAnswer(WrapBulkAnswer(answer->request_id, written));
  if (!again.ok() || again->request_id != answer->request_id) return "is not written again";
  return again->outcome.ok() && again->outcome->bytes == written.reply ? "" : "has another reply";
}

std::string FaultOf(absl::string_view bytes) {
  const std::string fault = FaultOfItem(bytes);
  return fault.empty() ? FaultOfAnswer(bytes) : fault;
}

bool Takes(absl::string_view bytes) { return UnwrapBulkItem(bytes, kIdField).ok(); }

std::vector<std::string> Seeds() {
  const Answer refused{.status = FieldError("task", "task is missing"), .position = 9};
  return {"", WrapBulkRequest("\x0a\x04id-1"), WrapBulkRequest(""),
          WrapBulkAnswer("id-1", {.reply = "reply", .position = 7, .replayed = true}),
          WrapBulkAnswer("id-2", refused)};
}

}  // namespace

const FuzzTarget kBulkTarget = {"bulk", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
