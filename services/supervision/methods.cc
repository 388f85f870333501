#include "services/supervision/methods.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/rpc/reads_case.h"
#include "services/supervision/case_lists.h"
#include "services/supervision/confirm_clock.h"
#include "services/supervision/dead_letters.h"
#include "services/supervision/delivered_messages.h"
#include "services/supervision/export_event_log.h"
#include "services/supervision/history.h"
#include "services/supervision/misroutings.h"
#include "services/supervision/one_at_a_time.h"
#include "services/supervision/replay_task_list.h"
#include "services/supervision/shuttling.h"
#include "services/supervision/statistics.h"
#include "services/supervision/stock.h"

namespace skranke {
namespace {

std::string Name(absl::string_view rpc) {
  return absl::StrCat("/skranke.v1.SupervisionService/", rpc);
}

}  // namespace

std::vector<Method> SupervisionMethods() {
  Method replay =
      OneAtATime(QueryMethod(Name("ReplayTaskList"), kSupervisionRoles | kRuleOwner | kAdopter,
                             &ValidateReplayTaskList, &AnswerReplayTaskList));
  replay.max_bytes = kPackageBytesMax;
  return {
      std::move(replay),
      QueryMethod(Name("GetCaseHistory"), kSupervisionRoles,
                  &NothingToCheck<v1::GetCaseHistoryRequest>, &AnswerGetCaseHistory),
      QueryMethod(Name("ExplainCase"), kSupervisionRoles, &NothingToCheck<v1::ExplainCaseRequest>,
                  &AnswerExplainCase),
      QueryMethod(Name("GetStatistics"), kSupervisionRoles, &ValidateGetStatistics,
                  &AnswerGetStatistics),
      QueryMethod(Name("GetStock"), kSupervisionRoles, &ValidateGetStock, &AnswerGetStock),
      QueryMethod(Name("ListUnaccepted"), kSupervisionRoles | kUnitHead | kAgencySystem,
                  &NothingToCheck<v1::ListUnacceptedRequest>, &AnswerListUnaccepted),
      QueryMethod(Name("ListTriage"), kSupervisionRoles, &NothingToCheck<v1::ListTriageRequest>,
                  &AnswerListTriage),
      QueryMethod(Name("ListDisputes"), kSupervisionRoles, &NothingToCheck<v1::ListDisputesRequest>,
                  &AnswerListDisputes),
      QueryMethod(Name("ListMisroutings"), kSupervisionRoles | kRuleOwner,
                  &NothingToCheck<v1::ListMisroutingsRequest>, &AnswerListMisroutings),
      QueryMethod(Name("ListDeliveredMessages"), kSupervisionRoles | kOperator,
                  &ValidateListDelivered, &AnswerListDelivered),
      MutationMethod(Name("RedeliverMessage"), kSupervisor | kOperator, {},
                     &NothingToCheck<v1::RedeliverMessageRequest>,
                     &ReadsCase<v1::RedeliverMessageRequest>, &JudgeOwnRedelivery),
      QueryMethod(Name("ListDeadLetters"), kSupervisionRoles | kOperator,
                  &NothingToCheck<v1::ListDeadLettersRequest>, &AnswerListDeadLetters),
      MutationMethod(Name("RetryDeadLetter"), kSupervisor | kOperator, {},
                     &NothingToCheck<v1::RetryDeadLetterRequest>,
                     &ReadsCase<v1::RetryDeadLetterRequest>, &JudgeOwnRetry),
      MutationMethod(Name("DiscardDeadLetter"), kSupervisor | kOperator, {},
                     &NothingToCheck<v1::DiscardDeadLetterRequest>,
                     &ReadsCase<v1::DiscardDeadLetterRequest>, &JudgeOwnDiscard),
      MutationMethod(Name("ConfirmClock"), kOperator, {.despite_clock = true},
                     &NothingToCheck<v1::ConfirmClockRequest>,
                     &ReadsNothing<v1::ConfirmClockRequest>, &JudgeConfirmClock),
  };
}

std::vector<Method> ShuttlingMethods() {
  const std::string service = "/skranke.v1.ShuttlingService/";
  return {
      OneAtATime(QueryMethod(service + "GetShuttling", kSupervisionRoles | kRuleOwner,
                             &ValidateGetShuttling, &AnswerGetShuttling)),
      // Cases by name, and none of the protected: whoever lists an office's cases at the counter's
      // sight would find those by what is missing.
      QueryMethod(service + "ListShuttledCases", kSupervisor | kAuditor | kMediator,
                  &ValidateListShuttledCases, &AnswerListShuttledCases),
      StreamMethod(service + "ExportEventLog", kSupervisionRoles, &ValidateExportEventLog,
                   &ExportBegins, &NextOfExport),
  };
}

}  // namespace skranke
