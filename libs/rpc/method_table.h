// The one table of methods: what is not in it does not exist (DESIGN section 2). A row says the
// full name, who may call, and the functions of one of these shapes:
//
//   Mutation   Status Validate(request) on the caller's thread · ReadSet Reads(request) ·
//              StatusOr<Judgement> Judge(view, caller, request, now) on the writer, pure
//   Query      StatusOr<Response> Answer(snapshot, caller, request) on the reader pool
//   Stream     StatusOr<StreamStep> Next(snapshot, caller, request, position) on the reader pool
//   Upload     Status take(message), then StatusOr<Response> end() · for documents' bytes, on
//   Download   StatusOr<message or nothing> next()                   threads that may wait
//
// A mutation may have a second row as a bulk stream: many calls of it on one stream.
//
// Rows are values; threads may share them.
#ifndef SKRANKE_LIBS_RPC_METHOD_TABLE_H_
#define SKRANKE_LIBS_RPC_METHOD_TABLE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/access/caller.h"
#include "libs/base/limits.h"
#include "libs/engine/command.h"
#include "libs/engine/snapshot.h"
#include "libs/rpc/parse_request.h"

namespace skranke {

// What one look at the log gives a stream: messages to send, in order, and how far it has looked.
struct StreamStep {
  // What a stream does once the messages are with its reader.
  enum class Then {
    kFollow,  // look at what is behind the position, and again after each commit
    kLookOn,  // look again at once: the position is a place of the method's own
    kEnd,     // end: that was everything
  };

  std::vector<std::string> messages;
  uint64_t position = 0;
  Then then = Then::kFollow;
};

// A stream's state between looks: its request is parsed once.
struct StreamPlan {
  uint64_t after_position = 0;
  std::function<absl::StatusOr<StreamStep>(const Snapshot&, const Caller&, uint64_t position)> next;
};

// An upload under way. Its functions run one at a time and may wait.
struct UploadPlan {
  std::function<absl::Status(const std::string& message)> take;
  // The caller has sent its last, or is gone: the reply.
  std::function<absl::StatusOr<std::string>()> end;
};

// A download under way. Its functions run one at a time and may wait.
struct DownloadPlan {
  // The next message; nothing after the last.
  std::function<absl::StatusOr<std::optional<std::string>>()> next;
  // All messages and the end have gone out, to a caller that had not left. Must not block.
  std::function<void()> sent;
};

struct Method {
  // "/skranke.v1.FrontDeskService/RegisterCase".
  std::string full_name;
  RoleSet roles = kNoRole;
  // Larger requests are refused: INVALID_ARGUMENT (MESSAGE_TOO_LARGE).
  size_t max_bytes = kMessageBytesMax;
  // Exactly one of these is set. Errors are those of parsing and Validate.
  std::function<absl::StatusOr<Command>(std::string bytes)> mutation;
  std::function<absl::StatusOr<std::string>(const Snapshot&, const Caller&, const std::string&)>
      query;
  std::function<absl::StatusOr<StreamPlan>(const std::string& bytes)> stream;
  std::function<absl::StatusOr<UploadPlan>(const Caller&)> upload;
  std::function<absl::StatusOr<DownloadPlan>(const Snapshot&, const Caller&, const std::string&)>
      download;
  // A mutation that makes a case: refused first where too much waits.
  bool grows = false;
  // A mutation whose command takes long to make: that is done on the reader pool.
  bool prepares = false;
  // Not 0: a bulk stream of the mutation, which carries request_id in this field.
  int bulk_id_field = 0;
};

// What a mutation may do besides the usual.
struct MutationTraits {
  bool grows = false;
  bool despite_clock = false;
};

template <typename Request>
Method MutationMethod(std::string full_name, RoleSet roles, MutationTraits traits,
                      absl::Status (*validate)(const Request&), ReadSet (*reads)(const Request&),
                      absl::StatusOr<Judgement> (*judge)(const View&, const Caller&, const Request&,
                                                         absl::Time)) {
  Method method{.full_name = full_name, .roles = roles, .grows = traits.grows};
  method.mutation = [=](std::string bytes) -> absl::StatusOr<Command> {
    auto request = std::make_shared<Request>();
    if (absl::Status parsed = ParseRequest(bytes, *request); !parsed.ok()) return parsed;
    if (absl::Status id = CheckMutationId(request->request_id()); !id.ok()) return id;
    if (absl::Status valid = validate(*request); !valid.ok()) return valid;
    Command command;
    command.method = full_name;
    command.roles = roles;
    command.request_id = request->request_id();
    command.request_bytes = std::move(bytes);
    command.reads = reads(*request);
    command.grows = traits.grows;
    command.despite_clock = traits.despite_clock;
    command.judge = [judge, request = std::move(request)](const View& view, const Caller& caller,
                                                          absl::Time now) {
      return judge(view, caller, *request, now);
    };
    return command;
  };
  return method;
}

// `answer` is a StatusOr<Response>(const Snapshot&, const Caller&, const Request&): a function, or
// a lambda that knows more than the snapshot.
template <typename Request, typename Answer>
Method QueryMethod(std::string full_name, RoleSet roles, absl::Status (*validate)(const Request&),
                   Answer answer) {
  Method method{.full_name = std::move(full_name), .roles = roles};
  method.query = [=](const Snapshot& snapshot, const Caller& caller,
                     const std::string& bytes) -> absl::StatusOr<std::string> {
    Request request;
    if (absl::Status parsed = ParseRequest(bytes, request); !parsed.ok()) return parsed;
    if (absl::Status valid = validate(request); !valid.ok()) return valid;
    const auto response = answer(snapshot, caller, request);
    if (!response.ok()) return response.status();
    return response->SerializeAsString();
  };
  return method;
}

template <typename Request>
Method StreamMethod(std::string full_name, RoleSet roles, absl::Status (*validate)(const Request&),
                    uint64_t (*after)(const Request&),
                    absl::StatusOr<StreamStep> (*next)(const Snapshot&, const Caller&,
                                                       const Request&, uint64_t position)) {
  Method method{.full_name = std::move(full_name), .roles = roles};
  method.stream = [=](const std::string& bytes) -> absl::StatusOr<StreamPlan> {
    auto request = std::make_shared<Request>();
    if (absl::Status parsed = ParseRequest(bytes, *request); !parsed.ok()) return parsed;
    if (absl::Status valid = validate(*request); !valid.ok()) return valid;
    return StreamPlan{
        .after_position = after(*request),
        .next = [next, request](const Snapshot& snapshot, const Caller& caller, uint64_t position) {
          return next(snapshot, caller, *request, position);
        }};
  };
  return method;
}

// The mutation as a bulk stream: each message is judged, stored and answered as one call of `each`.
template <typename Request>
Method BulkMethod(std::string full_name, Method each) {
  each.full_name = std::move(full_name);
  each.bulk_id_field = Request::kRequestIdFieldNumber;
  return each;
}

// For requests that need no check of their own.
template <typename Request>
absl::Status NothingToCheck(const Request&) {
  return absl::OkStatus();
}

// For mutations whose only read is the case they name.
template <typename Request>
ReadSet ReadsNothing(const Request&) {
  return {};
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_METHOD_TABLE_H_
