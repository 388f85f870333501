#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "libs/base/reason.h"
#include "libs/rpc/client/call_status.h"
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

std::string ShowUnacceptedOf(const v1::ListUnacceptedResponse& response) {
  return ShowUnaccepted(response.cases());
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

// Each refusal under its case, with the sentence.
std::string ShowDisputes(const v1::ListDisputesResponse& response) {
  TextTable table({"CASE", "TASK", "REFUSED BY", "CODE", "SENTENCE"});
  for (const v1::Case& c : response.cases()) {
    for (const v1::Handover& handover : c.handovers()) {
      if (handover.outcome() != v1::Handover::OUTCOME_RETURNED) continue;
      table.Add({c.name(), c.task(),
                 OwnerText(handover.receiver().agency(), handover.receiver().unit()),
                 handover.return_code(), handover.return_sentence()});
    }
  }
  return table.Text();
}

std::string ShowMisroutings(const v1::ListMisroutingsResponse& response) {
  TextTable table({"LIST", "ROW", "OFFICE", "RETURNS", "BY CODE"});
  for (const v1::Misrouting& row : response.misroutings()) {
    const std::string codes =
        absl::StrJoin(row.by_code(), ", ", [](std::string* out, const v1::Count& count) {
          absl::StrAppend(out, count.key(), " ", count.count());
        });
    table.Add({row.list_version(), row.row(), row.office(), absl::StrCat(row.count()), codes});
  }
  return table.Text();
}

absl::Status RedeliverOne(Session& session, const v1::DeliveredMessage& message) {
  v1::RedeliverMessageRequest request;
  // New each time: a message that waits to be sent already stays as it is.
  request.set_request_id(NewRequestId());
  request.set_name(message.name());
  request.set_message_id(message.message_id());
  v1::RedeliverMessageResponse response;
  return session.Call(Method("RedeliverMessage"), request, response);
}

absl::Status AllSent(int all, int sent) {
  if (sent == all) return absl::OkStatus();
  return ReasonError(absl::StatusCode::kFailedPrecondition, "NOT_ALL_SENT",
                     absl::StrCat(all - sent, " of ", all, " messages are not sent again"));
}

// All pages are read before the first is sent again: what is acknowledged anew is not read twice.
// One that is refused holds up no other.
absl::Status Redeliver(Session& session, const Arguments& arguments) {
  v1::ListDeliveredMessagesRequest request;
  SKRANKE_RETURN_IF_ERROR(FillRequest(session, arguments, request));
  request.set_page_size(1000);
  v1::ListDeliveredMessagesResponse all;
  do {
    v1::ListDeliveredMessagesResponse page;
    SKRANKE_RETURN_IF_ERROR(session.Call(Method("ListDeliveredMessages"), request, page));
    request.set_page_token(page.next_page_token());
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  v1::ListDeliveredMessagesResponse sent;
  for (const v1::DeliveredMessage& message : all.messages()) {
    const absl::Status status = RedeliverOne(session, message);
    if (ReasonOf(status) == kNotReachedReason) return status;
    if (status.ok()) {
      *sent.add_messages() = message;
    } else {
      session.progress() << message.message_id() << ": " << PrintableText(status.message()) << "\n";
    }
  }
  session.Print(MessageJson(sent),
                absl::StrCat(sent.messages_size(), " messages are sent again.\n"));
  return AllSent(all.messages_size(), sent.messages_size());
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

Commands WatchCommands() {
  return {
      {"unaccepted",
       "",
       "Lists cases handed over and not accepted yet, and who has been told; a unit's head sees "
       "the "
       "unit's own.",
       {{"escalation", "REMINDED|UNIT_HEAD|SUPERVISOR", "escalation"}, kLimitFlag},
       ListCommand<v1::ListUnacceptedRequest, v1::ListUnacceptedResponse>(Method("ListUnaccepted"),
                                                                          ShowUnacceptedOf)},
      {"triage",
       "",
       "Lists cases with a sorting unit.",
       {kLimitFlag},
       ListCommand<v1::ListTriageRequest, v1::ListTriageResponse>(Method("ListTriage"),
                                                                  ShowCasesOf)},
      {"disputes",
       "",
       "Lists cases that two agencies have refused; a mediator routes them.",
       {kLimitFlag},
       ListCommand<v1::ListDisputesRequest, v1::ListDisputesResponse>(Method("ListDisputes"),
                                                                      ShowDisputes)},
      {"misroutings",
       "",
       "Lists rows of the list whose cases come back.",
       {{"list", "VERSION", "list_version"}},
       CallCommand<v1::ListMisroutingsRequest, v1::ListMisroutingsResponse>(
           Method("ListMisroutings"), ShowMisroutings)},
      {"redeliver",
       "",
       "Sends again what an agency acknowledged since a time and has lost, with the same ids.",
       {{"agency", "CODE", "agency"}, {"since", "TIME", "since_time"}},
       {Redeliver, v1::ListDeliveredMessagesRequest::descriptor()}},
  };
}

Commands DeadLetterCommands() {
  return {
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
  };
}

}  // namespace

Commands SupervisionCommands() {
  Commands all;
  for (const auto table : {WatchCommands, DeadLetterCommands}) {
    for (Command& command : table()) all.push_back(std::move(command));
  }
  all.push_back({"clock confirm",
                 "",
                 "Confirms the time after the wall clock jumped, so that writes go on.",
                 {{"time", "TIME", "confirmed_time"}, kRequestIdFlag},
                 {ConfirmClock, v1::ConfirmClockRequest::descriptor()}});
  return all;
}

}  // namespace skranke
