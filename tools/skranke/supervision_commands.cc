#include "absl/time/clock.h"
#include "skranke/v1/supervision.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

std::string Method(absl::string_view name) {
  return absl::StrCat("/skranke.v1.SupervisionService/", name);
}

template <class Response>
std::string ShowCasesOf(const Response& response) {
  return ShowCases(response.cases());
}

template <class Response>
std::string ShowDone(const Response&) {
  return "Done.\n";
}

std::string ShowDeadLetters(const v1::ListDeadLettersResponse& response) {
  TextTable table({"CASE", "MESSAGE", "AGENCY", "KIND", "TRIES", "LAST ERROR", "GIVEN UP"});
  for (const v1::DeadLetter& letter : response.dead_letters()) {
    table.Add({letter.name(), letter.message_id(), letter.agency(), letter.kind(),
               absl::StrCat(letter.attempts()), letter.last_error(),
               LocalText(letter.dead_time())});
  }
  return table.Text();
}

// The operator has looked at a clock of trust: --time is what it shows, else this machine's.
absl::Status ConfirmClock(Session& session, const Arguments& arguments) {
  v1::ConfirmClockRequest request;
  v1::ConfirmClockResponse response;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  if (!request.has_confirmed_time()) *request.mutable_confirmed_time() = ToTimestamp(absl::Now());
  SKRANKE_RETURN_IF_ERROR(session.Call(Method("ConfirmClock"), request, response));
  session.Print(MessageJson(response), ShowDone(response));
  return absl::OkStatus();
}

}  // namespace

Commands SupervisionCommands() {
  return {
      {"unaccepted",
       "",
       "Lists cases handed over and not accepted yet.",
       {kLimitFlag},
       ListCommand<v1::ListUnacceptedRequest, v1::ListUnacceptedResponse>(Method("ListUnaccepted"),
                                                                          ShowCasesOf)},
      {"triage",
       "",
       "Lists cases with a sorting unit.",
       {kLimitFlag},
       ListCommand<v1::ListTriageRequest, v1::ListTriageResponse>(Method("ListTriage"),
                                                                  ShowCasesOf)},
      {"dead-letter list",
       "",
       "Lists messages that agencies would not take.",
       {kLimitFlag},
       ListCommand<v1::ListDeadLettersRequest, v1::ListDeadLettersResponse>(
           Method("ListDeadLetters"), ShowDeadLetters)},
      {"dead-letter retry",
       "CASE MESSAGE",
       "Tries a dead letter again.",
       {kRequestIdFlag},
       CallCommand<v1::RetryDeadLetterRequest, v1::RetryDeadLetterResponse>(
           Method("RetryDeadLetter"), ShowDone)},
      {"dead-letter discard",
       "CASE MESSAGE",
       "Gives a dead letter up for good, with a reason.",
       {{"reason", "SENTENCE", "reason"}, kRequestIdFlag},
       CallCommand<v1::DiscardDeadLetterRequest, v1::DiscardDeadLetterResponse>(
           Method("DiscardDeadLetter"), ShowDone)},
      {"clock confirm",
       "",
       "Confirms the time after the wall clock jumped, so that writes go on.",
       {{"time", "TIME", "confirmed_time"}, kRequestIdFlag},
       {ConfirmClock, v1::ConfirmClockRequest::descriptor()}},
  };
}

}  // namespace skranke
