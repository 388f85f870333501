#include "tools/skranke/show_case.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

std::string OwnerOf(const v1::Responsibility& owner) {
  return OwnerText(owner.authority(), owner.unit());
}

std::string WithReason(const std::string& what, const std::string& reason) {
  return reason.empty() ? what : absl::StrCat(what, ": ", reason);
}

std::string TextOf(const v1::Handover& handover) {
  std::string text =
      absl::StrCat(LocalText(handover.ready_time()), " ",
                   OwnerText(handover.receiver().agency(), handover.receiver().unit()), " ",
                   ShortName(handover.outcome()));
  if (handover.return_code().empty()) return text;
  return absl::StrCat(text, " (", WithReason(handover.return_code(), handover.return_sentence()),
                      ")");
}

std::string TextOf(const v1::Link& link) {
  switch (link.kind()) {
    case v1::LINK_KIND_DUPLICATE_OF:
      return absl::StrCat(link.inverse() ? "has the duplicate " : "a duplicate of ",
                          link.citizen_case());
    case v1::LINK_KIND_APPEAL_OF:
      return absl::StrCat(link.inverse() ? "appealed by " : "an appeal of ", link.citizen_case());
    default:
      return absl::StrCat(link.inverse() ? "followed by " : "follows ", link.citizen_case());
  }
}

void AddReferences(const v1::Case& citizen_case, TextTable& table) {
  const v1::ExternalReference& external = citizen_case.external_reference();
  if (!external.id().empty()) {
    table.AddField("external", absl::StrCat(external.system(), ":", external.id()));
  }
  table.AddField("agency's number", citizen_case.agency_case_number());
  table.AddField("bundle", citizen_case.bundle());
  table.AddField("mandate", citizen_case.mandate());
}

// What the unit keeps with it beside the work.
void AddKept(const v1::Case& citizen_case, TextTable& table) {
  table.AddField("service line", citizen_case.service_line());
  const v1::Appointment& appointment = citizen_case.appointment();
  table.AddField("appointment",
                 WithReason(LocalText(appointment.slot_time()), appointment.place()));
  const v1::Plan& plan = citizen_case.plan();
  const v1::Receiver& responsible = plan.responsible();
  table.AddField("plan",
                 WithReason(OwnerText(responsible.agency(), responsible.unit()), plan.reference()));
  table.AddField("follow up", LocalText(plan.follow_up_time()));
}

void AddTimes(const v1::Case& citizen_case, TextTable& table) {
  table.AddField("received", LocalText(citizen_case.receive_time()));
  table.AddField("promised by", LocalText(citizen_case.promise_time()));
  table.AddField("waits until", LocalText(citizen_case.incomplete_end_time()));
}

// "12 days left", "today", "3 days over".
std::string LeftText(const google::protobuf::Timestamp& due, absl::Time now) {
  const auto day_of = [](absl::Time time) { return absl::ToCivilDay(time, absl::LocalTimeZone()); };
  const auto days = day_of(InstantOf(due)) - day_of(now);
  if (days == 0) return "today";
  const auto count = days < 0 ? -days : days;
  return absl::StrCat(count, count == 1 ? " day" : " days", days < 0 ? " over" : " left");
}

void AddDeadlines(const v1::Case& citizen_case, absl::Time now, TextTable& table) {
  for (const v1::Deadline& deadline : citizen_case.deadlines()) {
    const std::string met = LocalText(deadline.meet_time());
    table.AddField(
        "limit",
        absl::StrCat(ShortName(deadline.kind()), " by ", LocalText(deadline.due_time()), " (",
                     deadline.source(), "), ",
                     met.empty() ? LeftText(deadline.due_time(), now) : absl::StrCat("met ", met)));
  }
}

void AddStops(const v1::Case& citizen_case, TextTable& table) {
  for (const v1::Stop& stop : citizen_case.stops()) {
    const std::string to = LocalText(stop.end_time());
    const std::string flag = ShortName(stop.flag());
    table.AddField("waited", absl::StrCat("for ", ShortName(stop.reason()), " from ",
                                          LocalText(stop.start_time()), to.empty() ? "" : " to ",
                                          to, flag.empty() ? "" : ", flagged ", flag));
  }
}

void AddOwner(const v1::Case& citizen_case, TextTable& table) {
  table.AddField("owner", OwnerOf(citizen_case.responsibility()));
  table.AddField("person", citizen_case.responsibility().person());
  table.AddField("local status", citizen_case.local_status());
  table.AddField("referred to", citizen_case.referred_to());
}

void AddMatter(const v1::Case& citizen_case, TextTable& table) {
  table.AddField("task", citizen_case.task());
  table.AddField("class", WithReason(ShortName(citizen_case.classification().case_class()),
                                     citizen_case.classification().reason()));
  table.AddField("channel", ShortName(citizen_case.channel()));
  table.AddField("office", OwnerText(citizen_case.office(), citizen_case.service_point()));
  table.AddField("place", citizen_case.place());
}

}  // namespace

std::string OwnerText(absl::string_view authority, absl::string_view unit) {
  if (authority.empty() || unit.empty()) return absl::StrCat(authority, unit);
  return absl::StrCat(authority, "/", unit);
}

std::string MissingText(const google::protobuf::RepeatedPtrField<v1::Requirement>& missing) {
  std::vector<std::string> texts;
  for (const v1::Requirement& requirement : missing) {
    const std::string whose = absl::AsciiStrToLower(ShortName(requirement.of_role()));
    texts.push_back(absl::StrCat(absl::AsciiStrToLower(ShortName(requirement.kind())), " ",
                                 requirement.code(), whose.empty() ? "" : " of ", whose));
  }
  return absl::StrJoin(texts, ", ");
}

std::string ShowCase(const v1::Case& citizen_case) { return ShowCase(citizen_case, absl::Now()); }

std::string ShowCase(const v1::Case& citizen_case, absl::Time now) {
  TextTable table({});
  table.AddField("case", citizen_case.name());
  table.AddField("state", WithReason(ShortName(citizen_case.state()), citizen_case.outcome()));
  AddMatter(citizen_case, table);
  AddOwner(citizen_case, table);
  AddTimes(citizen_case, table);
  AddDeadlines(citizen_case, now, table);
  AddStops(citizen_case, table);
  table.AddField("missing", MissingText(citizen_case.missing()));
  table.AddField("asked for", citizen_case.information_request());
  table.AddField("reminds", LocalText(citizen_case.information_remind_time()));
  table.AddField("asked until", LocalText(citizen_case.information_end_time()));
  AddKept(citizen_case, table);
  AddReferences(citizen_case, table);
  for (const v1::Handover& handover : citizen_case.handovers()) {
    table.AddField("hand-over", TextOf(handover));
  }
  table.AddField("incident", citizen_case.incident());
  for (const v1::Link& link : citizen_case.links()) table.AddField("link", TextOf(link));
  if (citizen_case.correction_count() > 0) {
    table.AddField("corrected", absl::StrCat(citizen_case.correction_count(), " times"));
  }
  table.AddField("note", citizen_case.note());
  table.AddField("etag", citizen_case.etag());
  return table.Text();
}

std::string ShowAnswer(const v1::CounterAnswer& answer) {
  TextTable table({});
  const std::string& title = answer.authority_title();
  table.AddField("who has it", title.empty() ? answer.authority() : title);
  table.AddField("why", answer.reason());
  table.AddField("answer by", LocalText(answer.promise_time()));
  table.AddField("on duty", answer.duty_phone());
  table.AddField("away", answer.outage());
  table.AddField("away until", LocalText(answer.outage_end_time()));
  table.AddField("still needed", MissingText(answer.missing()));
  table.AddField("finish with", absl::StrJoin(answer.outcomes(), ", "));
  return table.Text();
}

std::string ShowCases(const google::protobuf::RepeatedPtrField<v1::Case>& cases) {
  TextTable table({"CASE", "TASK", "STATE", "OUTCOME", "OWNER", "RECEIVED"});
  for (const v1::Case& row : cases) {
    table.Add({row.name(), row.task(), ShortName(row.state()), row.outcome(),
               OwnerOf(row.responsibility()), LocalText(row.receive_time())});
  }
  return table.Text();
}

std::string ShowUnaccepted(const google::protobuf::RepeatedPtrField<v1::Case>& cases) {
  TextTable table({"CASE", "TASK", "STATE", "OWNER", "RECEIVED", "ACCEPT BY", "TOLD"});
  for (const v1::Case& row : cases) {
    const int handovers = row.handovers_size();
    const v1::Handover latest = handovers == 0 ? v1::Handover() : row.handovers(handovers - 1);
    table.Add({row.name(), row.task(), ShortName(row.state()), OwnerOf(row.responsibility()),
               LocalText(row.receive_time()), LocalText(latest.accept_by_time()),
               ShortName(latest.escalation())});
  }
  return table.Text();
}

std::string ShowOpenCases(const google::protobuf::RepeatedPtrField<v1::OpenCase>& cases) {
  TextTable table({"CASE", "TASK", "STATE", "RECEIVED"});
  for (const v1::OpenCase& row : cases) {
    table.Add({row.name(), row.task(), ShortName(row.state()), LocalText(row.receive_time())});
  }
  return table.Text();
}

}  // namespace skranke
