#include "skranke/v1/clock.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

std::string Method(absl::string_view name) {
  return absl::StrCat("/skranke.v1.ClockService/", name);
}

std::string ShowStops(const v1::ListStopsResponse& response) {
  TextTable table({"CASE", "TASK", "STATE", "RECEIVER", "WAITS FOR", "FROM", "TO", "FLAG", "NOTE"});
  for (const v1::CaseStop& row : response.stops()) {
    table.Add({row.name(), row.task(), ShortName(row.state()),
               OwnerText(row.receiver().agency(), row.receiver().unit()),
               ShortName(row.stop().reason()), LocalText(row.stop().start_time()),
               LocalText(row.stop().end_time()), ShortName(row.stop().flag()), row.stop().note()});
  }
  return table.Text();
}

std::string ShowReminders(const v1::ListRemindersResponse& response) {
  TextTable table({"CASE", "TASK", "ASKED", "WAITS UNTIL"});
  for (const v1::Case& row : response.cases()) {
    table.Add(
        {row.name(), row.task(), row.information_request(), LocalText(row.information_end_time())});
  }
  return table.Text();
}

}  // namespace

Commands ClockCommands() {
  return {
      {"stop", "CASE", "The case waits for somebody else: the clock that may stop does.",
       VerbFlags(
           {{"reason", "CITIZEN|OTHER_BODY|OTHER_CASE", "reason"}, {"note", "SENTENCE", "note"}}),
       CallCommand<v1::StopClockRequest, v1::StopClockResponse>(Method("StopClock"),
                                                                ShowCaseReply)},
      {"resume", "CASE", "The case waits no longer; its limits move by the days that it waited.",
       VerbFlags({}),
       CallCommand<v1::ResumeClockRequest, v1::ResumeClockResponse>(Method("ResumeClock"),
                                                                    ShowCaseReply)},
      {"provisional", "CASE", "The citizen was told in writing when an answer can be expected.",
       VerbFlags({}),
       CallCommand<v1::RecordProvisionalAnswerRequest, v1::RecordProvisionalAnswerResponse>(
           Method("RecordProvisionalAnswer"), ShowCaseReply)},
      {"demand", "CASE", "The citizen demands a decision, where the law lets that be.",
       VerbFlags({}),
       CallCommand<v1::DemandDecisionRequest, v1::DemandDecisionResponse>(Method("DemandDecision"),
                                                                          ShowCaseReply)},
      {"stops",
       "",
       "Lists when cases waited for somebody else, and what is unusual about it.",
       {{"agency", "CODE", "agency"},
        {"unit", "CODE", "unit"},
        {"flagged", "", "flagged"},
        {"running", "", "running"},
        kLimitFlag},
       ListCommand<v1::ListStopsRequest, v1::ListStopsResponse>(Method("ListStops"), ShowStops)},
      {"reminders",
       "",
       "Lists cases whose citizen is to be reminded of what was asked.",
       {kLimitFlag},
       ListCommand<v1::ListRemindersRequest, v1::ListRemindersResponse>(Method("ListReminders"),
                                                                        ShowReminders)},
  };
}

}  // namespace skranke
