#include "tools/skranke/explanation.h"

#include "libs/base/json_string.h"
#include "tools/skranke/enum_name.h"
#include "tools/skranke/json_object.h"
#include "tools/skranke/show_case.h"
#include "tools/skranke/text_table.h"

namespace skranke {
namespace {

template <class Verdict>
void TakeVerdict(const Verdict& verdict, Explanation& explanation) {
  // A person or a proposal decides by no list: version and row stay those of the classification.
  if (!verdict.list_hash().empty()) {
    explanation.list_hash = verdict.list_hash();
    explanation.list_version = verdict.list_version();
    explanation.row = verdict.row();
  }
  explanation.reason = verdict.reason();
  for (const v1::DecisionInput& input : verdict.inputs()) {
    explanation.inputs[input.name()] = input.value();
  }
}

std::string InputsJson(const Explanation& explanation) {
  JsonObject inputs;
  for (const auto& [name, value] : explanation.inputs) inputs.Text(name, value);
  return inputs.Json();
}

std::string DifferencesJson(const Explanation& explanation) {
  std::vector<std::string> values;
  for (const std::string& text : explanation.differences) values.push_back(JsonString(text));
  return JsonArray(values);
}

std::string AlternativesJson(const Explanation& explanation) {
  std::vector<std::string> values;
  for (const auto& alternative : explanation.alternatives) {
    values.push_back(JsonObject()
                         .Text("row", alternative.row)
                         .Text("receiver", alternative.receiver)
                         .Text("reason", alternative.reason)
                         .Json());
  }
  return JsonArray(values);
}

}  // namespace

Explanation ExplanationOf(const v1::ExplainCaseResponse& response, const std::string& office) {
  Explanation explanation{.receiver = office};
  TakeVerdict(response.classification(), explanation);
  explanation.case_class = ShortName(response.classification().case_class());
  if (response.has_decision()) {
    TakeVerdict(response.decision(), explanation);
    const v1::Receiver& receiver = response.decision().receiver();
    explanation.receiver = OwnerText(receiver.agency(), receiver.unit());
  }
  explanation.re_derived_same = response.re_derived_same();
  explanation.differences.assign(response.differences().begin(), response.differences().end());
  explanation.emergency_list = response.emergency_list();
  for (const v1::Alternative& other : response.alternatives()) {
    explanation.alternatives.push_back(
        {other.row(), OwnerText(other.agency(), other.unit()), other.reason()});
  }
  return explanation;
}

std::string ExplanationJson(const Explanation& explanation) {
  return JsonObject()
      .Text("list_hash", explanation.list_hash)
      .Text("list_version", explanation.list_version)
      .Text("row", explanation.row)
      .Text("class", explanation.case_class)
      .Text("receiver", explanation.receiver)
      .Raw("inputs", InputsJson(explanation))
      .Text("reason", explanation.reason)
      .Bool("re_derived_same", explanation.re_derived_same)
      .Raw("differences", DifferencesJson(explanation))
      .Bool("emergency_list", explanation.emergency_list)
      .Raw("alternatives", AlternativesJson(explanation))
      .Json();
}

std::string ShowExplanation(const Explanation& explanation) {
  TextTable table({});
  table.AddField("class", explanation.case_class);
  table.AddField("receiver", explanation.receiver);
  table.AddField("why", explanation.reason);
  table.AddField("row", explanation.row);
  table.AddField("list", absl::StrCat(explanation.list_version,
                                      explanation.emergency_list ? ", an emergency list" : ""));
  table.AddField("list hash", explanation.list_hash);
  for (const auto& [name, value] : explanation.inputs) {
    table.AddField("input", absl::StrCat(name, " = ", value));
  }
  table.AddField("judged again", explanation.re_derived_same ? "the same" : "something else");
  for (const std::string& difference : explanation.differences) {
    table.AddField("differs", difference);
  }
  for (const auto& other : explanation.alternatives) {
    table.AddField("not", absl::StrCat(other.row, " to ", other.receiver, ": ", other.reason));
  }
  return table.Text();
}

}  // namespace skranke
