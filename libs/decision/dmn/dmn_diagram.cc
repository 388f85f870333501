#include "libs/decision/dmn/dmn_diagram.h"

#include <algorithm>
#include <map>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace skranke {
namespace {

// In the units of a diagram: what editors draw elements as, and room between them.
constexpr int kLeft = 160;
constexpr int kTop = 80;
constexpr int kColumn = 220;
constexpr int kRow = 150;

// By id, how many requirements an element stands above the lowest.
using Levels = absl::flat_hash_map<std::string, int>;

int LevelAbove(const Levels& levels, const std::vector<std::string>& hrefs, int level) {
  for (const std::string& href : hrefs) {
    const auto found =
        levels.find(absl::string_view(href).substr(0, 1) == "#" ? href.substr(1) : href);
    if (found != levels.end()) level = std::max(level, found->second + 1);
  }
  return level;
}

int LevelOf(const Levels& levels, const Requirements& requirements, int lowest) {
  int level = LevelAbove(levels, requirements.inputs, lowest);
  level = LevelAbove(levels, requirements.decisions, level);
  return LevelAbove(levels, requirements.knowledge, level);
}

// Levels rise until they fit; who requires himself would rise for ever, so rounds are counted.
Levels FindLevels(const DmnModel& model) {
  Levels levels;
  for (const InputData& each : model.inputs) levels[each.id] = 0;
  for (const KnowledgeModel& each : model.knowledge) levels[each.id] = 0;
  for (const DecisionElement& each : model.decisions) levels[each.id] = 1;
  const size_t rounds = std::min<size_t>(model.decisions.size() + model.knowledge.size(), 50);
  for (size_t round = 0; round < rounds; ++round) {
    for (const KnowledgeModel& each : model.knowledge) {
      levels[each.id] = LevelOf(levels, each.requires_, 0);
    }
    for (const DecisionElement& each : model.decisions) {
      levels[each.id] = LevelOf(levels, each.requires_, 1);
    }
  }
  return levels;
}

class Layout {
 public:
  explicit Layout(const DmnModel& model) : levels_(FindLevels(model)) {
    for (const auto& [id, level] : levels_) highest_ = std::max(highest_, level);
    for (const DecisionElement& each : model.decisions) Place(each.id, 180, 80);
    for (const KnowledgeModel& each : model.knowledge) Place(each.id, 135, 46);
    for (const InputData& each : model.inputs) Place(each.id, 125, 45);
    // Services stand under all else: what they hold may stand anywhere.
    int x = kLeft;
    for (const ServiceElement& each : model.services) {
      shapes_.push_back({each.id, x, kTop + (highest_ + 1) * kRow, 180, 120});
      x += kColumn;
    }
  }

  std::vector<DiagramShape> Take() { return std::move(shapes_); }

 private:
  void Place(const std::string& id, int width, int height) {
    const int level = levels_[id];
    shapes_.push_back(
        {id, kLeft + kColumn * in_row_[level]++, kTop + (highest_ - level) * kRow, width, height});
  }

  Levels levels_;
  int highest_ = 0;
  std::map<int, int> in_row_;
  std::vector<DiagramShape> shapes_;
};

}  // namespace

std::vector<DiagramShape> LayOut(const DmnModel& model) { return Layout(model).Take(); }

}  // namespace skranke
