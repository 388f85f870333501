#include "tools/skranke/case_json.h"

#include <vector>

#include "tools/skranke/enum_name.h"
#include "tools/skranke/json_object.h"
#include "tools/skranke/time_text.h"

namespace skranke {
namespace {

std::string CaseJson(const v1::Case& row) {
  return JsonObject()
      .Text("name", row.name())
      .Text("task", row.task())
      .Text("state", ShortName(row.state()))
      .Text("outcome", row.outcome())
      .Text("agency", row.responsibility().authority())
      .Text("unit", row.responsibility().unit())
      .Text("received_at", InstantText(row.receive_time()))
      .Json();
}

}  // namespace

std::string CaseListJson(const v1::ListCasesResponse& response) {
  std::vector<std::string> cases;
  for (const v1::Case& row : response.cases()) cases.push_back(CaseJson(row));
  return JsonObject().Raw("cases", JsonArray(cases)).Json();
}

}  // namespace skranke
