#include "libs/tasklist/fact_schema.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/decision/unary_test.h"
#include "libs/tasklist/fact_test.h"
#include "libs/tasklist/requirement_words.h"

namespace skranke {
namespace {

using storage::v1::AllowedValue;
using storage::v1::FactRow;
using storage::v1::LabelText;

std::string LabelColumn(absl::string_view language) { return absl::StrCat("label_", language); }

// Reads the rows and remembers which belong together.
class FactRowReader {
 public:
  FactRowReader(PackageReader& reader, const std::string& path,
                const absl::flat_hash_set<std::string>* tasks)
      : reader_(reader), path_(path), tasks_(tasks) {}

  std::vector<FactRow> Read() {
    std::vector<std::string> labels;
    for (const absl::string_view language : kLabelLanguages)
      labels.push_back(LabelColumn(language));
    TableShape shape{.file = path_,
                     .required = {"task_code", "fact", "type"},
                     .optional = {"unit", "value", "required_when_fact", "required_when_test"}};
    shape.optional.insert(shape.optional.end(), labels.begin(), labels.end());
    const std::vector<PackageRow> rows = reader_.Rows(shape);
    for (const PackageRow& row : rows) {
      if (row.Cell("value").empty()) {
        AddFact(row);
      } else {
        AddValue(row);
      }
    }
    for (const PackageRow& row : rows) CheckRequiredWhen(row);
    return std::move(facts_);
  }

 private:
  using Name = std::pair<std::string, std::string>;  // Task and fact.

  static Name NameOf(const PackageRow& row) {
    return {std::string(row.Cell("task_code")), std::string(row.Cell("fact"))};
  }

  void AddFact(const PackageRow& row) {
    FactRow fact;
    fact.set_line(row.line());
    fact.set_task(reader_.Code(row, "task_code"));
    if (!fact.task().empty() && tasks_ != nullptr && !tasks_->contains(fact.task())) {
      reader_.Fault(row, "task_code", "is not in tasks.csv");
    }
    fact.set_fact(reader_.Code(row, "fact"));
    fact.set_type(std::string(row.Cell("type")));
    if (!IsFactType(fact.type())) {
      reader_.Fault(row, "type", "must be text, number, flag or date");
    }
    fact.set_unit(reader_.Text(row, "unit"));
    if (!fact.unit().empty() && fact.type() != "number") {
      reader_.Fault(row, "unit", "is for numbers only");
    }
    SetRequiredWhen(row, fact);
    AddLabels(row, *fact.mutable_labels());
    if (!places_.emplace(NameOf(row), facts_.size()).second) {
      return reader_.Fault(row, "fact", "stands twice; a further row names a value");
    }
    facts_.push_back(std::move(fact));
  }

  void SetRequiredWhen(const PackageRow& row, FactRow& fact) {
    fact.set_required_when_fact(reader_.CodeOrEmpty(row, "required_when_fact"));
    fact.set_required_when_test(std::string(row.Cell("required_when_test")));
    if (fact.required_when_fact().empty() != fact.required_when_test().empty()) {
      reader_.Fault(row, "required_when_test", "needs both the fact and its test");
    }
  }

  void AddValue(const PackageRow& row) {
    const auto place = places_.find(NameOf(row));
    if (place == places_.end()) {
      return reader_.Fault(row, "fact", "has a value, but no row of its own before it");
    }
    for (const absl::string_view column :
         {"type", "unit", "required_when_fact", "required_when_test"}) {
      if (!row.Cell(column).empty()) reader_.Fault(row, column, "is said in the fact's own row");
    }
    FactRow& fact = facts_[place->second];
    if (fact.type() != "text") reader_.Fault(row, "value", "is for text only");
    AllowedValue value;
    value.set_code(reader_.Code(row, "value"));
    AddLabels(row, *value.mutable_labels());
    for (const AllowedValue& other : fact.allowed()) {
      if (other.code() == value.code()) reader_.Fault(row, "value", "stands twice");
    }
    *fact.add_allowed() = std::move(value);
  }

  void AddLabels(const PackageRow& row, google::protobuf::RepeatedPtrField<LabelText>& labels) {
    for (const absl::string_view language : kLabelLanguages) {
      std::string text = reader_.Text(row, LabelColumn(language));
      if (text.empty()) continue;
      LabelText* const label = labels.Add();
      label->set_language(std::string(language));
      label->set_text(std::move(text));
    }
  }

  void CheckRequiredWhen(const PackageRow& row) {
    const absl::string_view other = row.Cell("required_when_fact");
    if (other.empty()) return;
    if (other == row.Cell("fact")) {
      return reader_.Fault(row, "required_when_fact", "is the fact itself");
    }
    const auto asked = places_.find({std::string(row.Cell("task_code")), std::string(other)});
    if (asked == places_.end()) {
      return reader_.Fault(row, "required_when_fact", "is no fact of this task");
    }
    const absl::string_view text = row.Cell("required_when_test");
    if (text.empty()) return;  // Told before.
    const auto test = CanonicalTest(text, &facts_[asked->second], row.decimal_comma());
    if (!test.ok()) return reader_.Fault(row, "required_when_test", test.status().message());
    const auto own = places_.find(NameOf(row));
    if (own != places_.end()) facts_[own->second].set_required_when_test(*test);
  }

  PackageReader& reader_;
  const std::string& path_;
  const absl::flat_hash_set<std::string>* tasks_;
  std::vector<FactRow> facts_;
  std::map<Name, size_t> places_;  // In facts_.
};

}  // namespace

std::vector<FactRow> ReadFactRows(PackageReader& reader, const std::string& path,
                                  const absl::flat_hash_set<std::string>* tasks) {
  if (!reader.Has(path)) return {};
  return FactRowReader(reader, path, tasks).Read();
}

const FactRow* FindFactRow(absl::Span<const FactRow* const> schema, absl::string_view fact) {
  for (const FactRow* row : schema) {
    if (row->fact() == fact) return row;
  }
  return nullptr;
}

ValueType ValueTypeOf(absl::string_view fact_type) {
  if (fact_type == "number") return ValueType::kNumber;
  if (fact_type == "flag") return ValueType::kBoolean;
  if (fact_type == "date") return ValueType::kDate;
  return ValueType::kString;
}

std::string FactFault(const FactRow& row, const Value& value) {
  if (value.type() != ValueTypeOf(row.type())) return absl::StrCat("must be a ", row.type());
  if (row.allowed().empty()) return "";
  std::vector<absl::string_view> codes;
  for (const AllowedValue& allowed : row.allowed()) codes.push_back(allowed.code());
  if (std::find(codes.begin(), codes.end(), value.string()) != codes.end()) return "";
  return absl::StrCat("must be one of ", absl::StrJoin(codes, ", "));
}

bool IsAskedFor(const FactRow& row, absl::Span<const NamedValue> stated) {
  if (row.required_when_fact().empty()) return true;
  const auto test = ParseUnaryTest(row.required_when_test());
  if (!test.ok()) return true;
  for (const NamedValue& fact : stated) {
    if (fact.name == row.required_when_fact()) return test->Test(fact.value) != Verdict::kNo;
  }
  return test->Test(Value()) != Verdict::kNo;
}

}  // namespace skranke
