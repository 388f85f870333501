#include "tools/skranke/show_case.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
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
  return absl::StrCat(text, " (", handover.return_code(), ": ", handover.return_sentence(), ")");
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

void AddTimes(const v1::Case& citizen_case, TextTable& table) {
  table.AddField("received", LocalText(citizen_case.receive_time()));
  table.AddField("promised by", LocalText(citizen_case.promise_time()));
  table.AddField("waits until", LocalText(citizen_case.incomplete_end_time()));
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

std::string ShowCase(const v1::Case& citizen_case) {
  TextTable table({});
  table.AddField("case", citizen_case.name());
  table.AddField("state", WithReason(ShortName(citizen_case.state()), citizen_case.outcome()));
  AddMatter(citizen_case, table);
  AddOwner(citizen_case, table);
  AddTimes(citizen_case, table);
  table.AddField("missing", MissingText(citizen_case.missing()));
  table.AddField("asked for", citizen_case.information_request());
  AddReferences(citizen_case, table);
  for (const v1::Handover& handover : citizen_case.handovers()) {
    table.AddField("hand-over", TextOf(handover));
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

std::string ShowOpenCases(const google::protobuf::RepeatedPtrField<v1::OpenCase>& cases) {
  TextTable table({"CASE", "TASK", "STATE", "RECEIVED"});
  for (const v1::OpenCase& row : cases) {
    table.Add({row.name(), row.task(), ShortName(row.state()), LocalText(row.receive_time())});
  }
  return table.Text();
}

}  // namespace skranke
