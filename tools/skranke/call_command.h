// Commands that are one call: the request filled from words and flags, the reply printed. One
// thread at a time.
//
//   {"case show", "CASE", "Shows a case.", {},
//    CallCommand<v1::GetCaseRequest, v1::GetCaseResponse>(kGetCase, ShowReply)}
#ifndef SKRANKE_TOOLS_SKRANKE_CALL_COMMAND_H_
#define SKRANKE_TOOLS_SKRANKE_CALL_COMMAND_H_

#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/command.h"
#include "tools/skranke/json_object.h"

namespace skranke {

// A random id for a mutation, as a UUID (version 4) is written.
std::string NewRequestId();

// Fills request_id (--request-id, else a new one), name (the first word), message_id (the second)
// and every field that a given flag names; where the request has an etag: --etag, else the one of
// the case as it is now.
absl::Status FillRequest(Session& session, const Arguments& arguments,
                         google::protobuf::Message& request);

// Calls page after page into one response until it holds --limit rows (default 50, 0: all) or the
// last page is there.
absl::Status CallPages(Session& session, const Arguments& arguments, const std::string& method,
                       google::protobuf::Message& request, google::protobuf::Message& response);

// The flags of every mutation, of every verb on a case, and of every list.
inline const Flag kRequestIdFlag{"request-id", "ID"};
inline const Flag kEtagFlag{"etag", "ETAG", "etag"};
inline const Flag kOccurredFlag{"occurred", "TIME", "occur_time"};
inline const Flag kLimitFlag{"limit", "N"};

// `flags`, and those of every verb on a case.
std::vector<Flag> VerbFlags(std::vector<Flag> flags);

template <class Request, class Response>
Action CallCommand(std::string method, std::string (*show)(const Response&)) {
  auto run = [method, show](Session& session, const Arguments& arguments) -> absl::Status {
    Request request;
    Response response;
    SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
    SKRANKE_RETURN_IF_ERROR(session.Call(method, request, response));
    session.Print(MessageJson(response), show(response));
    return absl::OkStatus();
  };
  return {std::move(run), Request::descriptor()};
}

template <class Request, class Response>
Action ListCommand(std::string method, std::string (*show)(const Response&)) {
  auto run = [method, show](Session& session, const Arguments& arguments) -> absl::Status {
    Request request;
    Response response;
    SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
    SKRANKE_RETURN_IF_ERROR(CallPages(session, arguments, method, request, response));
    session.Print(MessageJson(response), show(response));
    return absl::OkStatus();
  };
  return {std::move(run), Request::descriptor()};
}

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_CALL_COMMAND_H_
