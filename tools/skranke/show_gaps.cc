#include "tools/skranke/show_gaps.h"

#include "absl/strings/str_cat.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/text_table.h"
#include "tools/skranke/time_text.h"

namespace skranke {

std::string ShowGaps(const v1::ListGapsResponse& response) {
  if (!response.has_sweep_time()) return "Nothing has been looked through yet.\n";
  TextTable table({"SINCE", "GAP", "CASE", "WHO", "STATE", "NEXT STEP"});
  for (const v1::Gap& gap : response.gaps()) {
    table.Add({LocalText(gap.since_time()), ShortName(gap.kind()),
               gap.citizen_case().empty() ? gap.subject() : gap.citizen_case(),
               OwnerText(gap.authority(), gap.unit()), ShortName(gap.state()), gap.next_step()});
  }
  return absl::StrCat(table.Text(), "Looked through at ", LocalText(response.sweep_time()),
                      response.incomplete() ? "; there are more than are kept.\n" : ".\n");
}

}  // namespace skranke
