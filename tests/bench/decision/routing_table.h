// A generated routing table, facts for it, and what it has to answer: for the benchmark alone.
// The same for the same number of rules, so that programs in other languages get the same one.
#ifndef SKRANKE_TESTS_BENCH_DECISION_ROUTING_TABLE_H_
#define SKRANKE_TESTS_BENCH_DECISION_ROUTING_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "libs/decision/dmn/table_model.h"
#include "libs/decision/value.h"

namespace skranke {

// One row, before it is text. What is missing is "-".
struct RoutingRule {
  std::string task;
  std::vector<std::string> places;
  std::optional<std::pair<int, int>> ages;  // From, and up to but not with.
  std::optional<bool> urgent;
  std::string unit;
};

struct RoutingFacts {
  std::string task;
  std::string place;
  int age = 0;
  bool urgent = false;
};

struct RoutingTable {
  std::vector<RoutingRule> rules;
  std::vector<RoutingFacts> facts;
  // By facts, the unit of the first rule that matches; empty where none does. Found by a plain walk
  // over the rules that shares nothing with the engine.
  std::vector<std::string> answers;
};

RoutingTable MakeRoutingTable(int rules, int facts);

// The hit policy is FIRST; inputs are task, place, age, urgent.
TableModel ModelOf(const RoutingTable& table);
std::vector<Value> InputsOf(const RoutingFacts& facts);

// One JSON object: "cells" (texts by row), "rules", "facts" and "answers".
std::string JsonOf(const RoutingTable& table);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_DECISION_ROUTING_TABLE_H_
