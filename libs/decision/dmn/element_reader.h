// What the readers of models, expressions and tables share: where they are, and what was wrong so
// far. Used by dmn_reader.cc alone. One thread.
#ifndef SKRANKE_LIBS_DECISION_DMN_ELEMENT_READER_H_
#define SKRANKE_LIBS_DECISION_DMN_ELEMENT_READER_H_

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "libs/decision/dmn/dmn_model.h"
#include "libs/decision/dmn/table_fault.h"
#include "libs/decision/dmn/xml_element.h"

namespace skranke {

class ElementReader {
 public:
  ElementReader(absl::string_view file, bool has_prefixed_types)
      : file_(file), has_prefixed_types_(has_prefixed_types) {}

  // Faults name this decision from here on.
  void set_table(absl::string_view name) { table_ = std::string(name); }
  const std::string& table() const { return table_; }
  const std::string& file() const { return file_; }

  void AddFault(const XmlElement& at, std::string message);
  void AddFault(TableFault fault);
  std::vector<TableFault> TakeFaults() { return std::move(faults_); }

  // The id; a fault where another element has it too.
  std::string Id(const XmlElement& element);
  // The name; a fault where it is missing.
  std::string Name(const XmlElement& element);
  // The type that `typeRef` names, without the prefix that DMN 1.1 has there.
  std::string Type(absl::string_view type_ref) const;
  // The `text` in an element; empty where either is missing. A fault where it is too long.
  TableText Text(const XmlElement* element);
  // The same of unary tests and values, where no text is not "any": a fault where the element is
  // there without its `text`. `row` counts from 1; 0 where it is in none.
  TableText CellText(const XmlElement* element, size_t row = 0);
  // Everything a child element of that name says, e.g. a description.
  static std::string TextOf(const XmlElement& element, absl::string_view child);

  // The boxed expression among an element's children; kNone where there is none.
  BoxedExpression ReadChildExpression(const XmlElement& parent);
  TableModel ReadTable(const XmlElement& element);
  // A <functionDefinition>, or the <encapsulatedLogic> of a BKM, which is one.
  BoxedExpression ReadFunction(const XmlElement& element);

 private:
  BoxedExpression ReadExpression(const XmlElement& element);
  void ReadParts(const XmlElement& element, BoxedExpression& expression);
  void ReadContext(const XmlElement& element, BoxedExpression& expression);
  void ReadInvocation(const XmlElement& element, BoxedExpression& expression);
  void ReadRelation(const XmlElement& element, BoxedExpression& expression);
  void ReadInto(const XmlElement& element, std::initializer_list<absl::string_view> children,
                BoxedExpression& expression);
  TypedName ReadTypedName(const XmlElement& element);

  void ReadHitPolicy(const XmlElement& element, TableModel& table);
  TableInput ReadInput(const XmlElement& element);
  TableOutput ReadOutput(const XmlElement& element);
  TableRule ReadRule(const XmlElement& element, const TableModel& table, size_t row);
  std::vector<TableText> ReadCells(const XmlElement& rule, absl::string_view name, size_t row);
  void CheckWidth(const XmlElement& rule, size_t row, absl::string_view what, size_t cells,
                  size_t columns);

  const std::string file_;
  const bool has_prefixed_types_;
  std::string table_;
  absl::flat_hash_set<std::string> ids_;
  std::vector<TableFault> faults_;
};

// Where we keep what DMN has no place for.
inline constexpr char kExtensionSpace[] = "urn:skranke:dmn:1";

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_ELEMENT_READER_H_
