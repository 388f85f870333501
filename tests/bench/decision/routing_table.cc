#include "tests/bench/decision/routing_table.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/base/json_string.h"

namespace skranke {
namespace {

constexpr int kPlaces = 40;
constexpr int kAges = 100;
// Rules of one task: a citizen's matter, split by place, age and urgency.
constexpr int kRulesPerTask = 10;

class Generator {
 public:
  explicit Generator(int rules) : tasks_(std::max(1, rules / kRulesPerTask)) {}

  RoutingRule Rule(int number) {
    RoutingRule rule{.task = Task(), .unit = absl::StrCat("UNIT-", number)};
    for (int i = 0, count = Below(4); i < count; ++i) rule.places.push_back(Place());
    if (Below(4) > 0) {
      const int low = Below(kAges);
      rule.ages = {low, low + 1 + Below(kAges - low)};
    }
    if (Below(2) == 0) rule.urgent = Below(2) == 0;
    return rule;
  }

  RoutingFacts Facts() {
    return {.task = Task(), .place = Place(), .age = Below(kAges), .urgent = Below(2) == 0};
  }

 private:
  int Below(int count) { return static_cast<int>(random_() % static_cast<uint32_t>(count)); }
  std::string Task() { return absl::StrCat("TASK-", Below(tasks_)); }
  std::string Place() { return absl::StrCat("PLACE-", Below(kPlaces)); }

  const int tasks_;
  std::mt19937 random_{42};
};

bool Matches(const RoutingRule& rule, const RoutingFacts& facts) {
  const bool has_place = rule.places.empty() || std::find(rule.places.begin(), rule.places.end(),
                                                          facts.place) != rule.places.end();
  const bool has_age =
      !rule.ages || (facts.age >= rule.ages->first && facts.age < rule.ages->second);
  return rule.task == facts.task && has_place && has_age &&
         (!rule.urgent || *rule.urgent == facts.urgent);
}

std::string Quoted(const std::string& text) { return absl::StrCat("\"", text, "\""); }

std::vector<std::string> CellsOf(const RoutingRule& rule) {
  const std::string places =
      absl::StrJoin(rule.places, ", ",
                    [](std::string* out, const std::string& place) { out->append(Quoted(place)); });
  return {Quoted(rule.task), rule.places.empty() ? "-" : places,
          rule.ages ? absl::StrCat("[", rule.ages->first, "..", rule.ages->second, ")") : "-",
          rule.urgent ? (*rule.urgent ? "true" : "false") : "-"};
}

// A JSON list of what `write` makes of each.
template <typename T, typename Write>
std::string JsonList(const std::vector<T>& all, Write write) {
  return absl::StrCat(
      "[",
      absl::StrJoin(all, ",", [&](std::string* out, const T& each) { out->append(write(each)); }),
      "]");
}

std::string JsonStrings(const std::vector<std::string>& texts) {
  return JsonList(texts, [](const std::string& text) { return JsonString(text); });
}

std::string JsonRule(const RoutingRule& rule) {
  return absl::StrCat(
      "{\"task\":", JsonString(rule.task), ",\"places\":", JsonStrings(rule.places), ",\"ages\":",
      rule.ages ? absl::StrCat("[", rule.ages->first, ",", rule.ages->second, "]") : "null",
      ",\"urgent\":", rule.urgent ? (*rule.urgent ? "true" : "false") : "null",
      ",\"unit\":", JsonString(rule.unit), "}");
}

std::string JsonFacts(const RoutingFacts& facts) {
  return absl::StrCat("{\"task\":", JsonString(facts.task), ",\"place\":", JsonString(facts.place),
                      ",\"age\":", facts.age, ",\"urgent\":", facts.urgent ? "true" : "false", "}");
}

}  // namespace

RoutingTable MakeRoutingTable(int rules, int facts) {
  Generator generator(rules);
  RoutingTable table;
  for (int i = 0; i < rules; ++i) table.rules.push_back(generator.Rule(i));
  for (int i = 0; i < facts; ++i) {
    table.facts.push_back(generator.Facts());
    const auto first =
        std::find_if(table.rules.begin(), table.rules.end(),
                     [&](const RoutingRule& rule) { return Matches(rule, table.facts.back()); });
    table.answers.push_back(first == table.rules.end() ? "" : first->unit);
  }
  return table;
}

TableModel ModelOf(const RoutingTable& table) {
  TableModel model{.name = "Routing", .hit_policy = HitPolicy::kFirst};
  model.inputs = {{.expression = {"task"}, .type = "string"},
                  {.expression = {"place"}, .type = "string"},
                  {.expression = {"age"}, .type = "number"},
                  {.expression = {"urgent"}, .type = "boolean"}};
  model.outputs = {{.name = "unit", .type = "string"}};
  for (const RoutingRule& rule : table.rules) {
    TableRule& row = model.rules.emplace_back();
    for (std::string& cell : CellsOf(rule)) row.inputs.push_back({std::move(cell)});
    row.outputs.push_back({Quoted(rule.unit)});
  }
  return model;
}

std::vector<Value> InputsOf(const RoutingFacts& facts) {
  return {Value::OfString(facts.task), Value::OfString(facts.place),
          Value::OfNumber(Number(facts.age)), Value::OfBoolean(facts.urgent)};
}

std::string JsonOf(const RoutingTable& table) {
  return absl::StrCat(
      "{\"cells\":",
      JsonList(table.rules, [](const RoutingRule& rule) { return JsonStrings(CellsOf(rule)); }),
      ",\"rules\":", JsonList(table.rules, &JsonRule),
      ",\"facts\":", JsonList(table.facts, &JsonFacts), ",\"answers\":", JsonStrings(table.answers),
      "}\n");
}

}  // namespace skranke
