#include "tools/skranke/show_work.h"

#include "absl/strings/str_cat.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {

std::string ShowWorkItem(const v1::WorkItem& item) {
  TextTable table({});
  table.AddField("lease token", item.lease().token());
  table.AddField("lease of", item.lease().holder());
  table.AddField("lease ends", LocalText(item.lease().expire_time()));
  return absl::StrCat(ShowCase(item.citizen_case()), table.Text());
}

std::string ShowWorkItems(const v1::ListWorkItemsResponse& response) {
  TextTable table({"CASE", "TASK", "STATE", "OWNER", "TAKEN BY", "RECEIVED"});
  for (const v1::WorkItem& item : response.work_items()) {
    const v1::Case& row = item.citizen_case();
    table.Add({row.name(), row.task(), ShortName(row.state()),
               OwnerText(row.responsibility().authority(), row.responsibility().unit()),
               item.lease().holder(), LocalText(row.receive_time())});
  }
  return table.Text();
}

std::string ShowWorkChange(const v1::SubscribeWorkResponse& change) {
  const std::string state =
      change.has_work_item() ? ShortName(change.work_item().citizen_case().state()) : "gone";
  return PrintableText(absl::StrCat(change.position(), "  ", LocalText(change.record_time()), "  ",
                                    change.name(), "  ", change.change(), "  ", state)) +
         "\n";
}

}  // namespace skranke
