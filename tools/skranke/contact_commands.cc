#include "skranke/v1/front_desk.pb.h"
#include "tools/skranke/call_command.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

std::string ShowContact(const v1::RecordContactResponse& response) {
  const v1::Contact& contact = response.contact();
  TextTable table({});
  table.AddField("contact", contact.name());
  table.AddField("case", contact.citizen_case());
  table.AddField("channel", ShortName(contact.channel()));
  table.AddField("outgoing", contact.outgoing() ? "yes" : "");
  table.AddField("outcome", ShortName(contact.outcome()));
  table.AddField("point", contact.service_point());
  table.AddField("task", contact.task());
  table.AddField("when", LocalText(contact.contact_time()));
  table.AddField("note", contact.note());
  return table.Text();
}

}  // namespace

Commands ContactCommands() {
  return {{"contact record",
           "",
           "Records one interaction with a citizen, with or without a case.",
           {{"case", "CASE", "citizen_case"},
            {"channel", "CHANNEL", "channel"},
            {"outcome", "OUTCOME", "outcome"},
            {"point", "CODE", "service_point"},
            {"task", "CODE", "task"},
            {"note", "TEXT", "note"},
            {"outgoing", "", "outgoing"},
            kOccurredFlag,
            kRequestIdFlag},
           CallCommand<v1::RecordContactRequest, v1::RecordContactResponse>(
               "/skranke.v1.FrontDeskService/RecordContact", ShowContact)}};
}

}  // namespace skranke
