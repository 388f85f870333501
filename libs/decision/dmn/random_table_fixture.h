// Random tables and facts for property tests: small pools of values, so that rules match often.
// One thread.
#ifndef SKRANKE_LIBS_DECISION_DMN_RANDOM_TABLE_FIXTURE_H_
#define SKRANKE_LIBS_DECISION_DMN_RANDOM_TABLE_FIXTURE_H_

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "libs/decision/dmn/decision_table.h"
#include "libs/decision/dmn/table_model.h"
#include "libs/decision/value.h"

namespace skranke {

class RandomTable {
 public:
  explicit RandomTable(uint32_t seed) : random_(seed) {}

  // A table that compiles in that mode. In plain mode some columns have no type, and some cells
  // need FEEL; in strict mode some columns have allowed values.
  TableModel Next(TableMode mode, HitPolicy policy, Aggregation aggregation);
  // One value a column, of the column's type or now and then another, or none.
  std::vector<Value> Facts(const TableModel& table);
  std::string Cell(const std::string& type, TableMode mode);
  // A number from 0 to `count` - 1.
  int Below(int count);

 private:
  // Gives some columns allowed values, which some facts are not among.
  void AllowLess(TableModel& table);
  std::string Literal(const std::string& type);
  std::string Interval(const std::string& type);
  std::string Alternative(const std::string& type);
  std::string Type();
  Value ValueOf(const std::string& type);

  std::mt19937 random_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_RANDOM_TABLE_FIXTURE_H_
