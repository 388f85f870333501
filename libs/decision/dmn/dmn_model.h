// A DMN file as it stands: its decisions, inputs, knowledge, services and types, with the texts of
// their expressions, not yet checked. ReadDmn (dmn_reader.h) makes it of XML, WriteDmn
// (dmn_writer.h) makes XML of it, DmnProgram (dmn_program.h) runs it.
// Plain values; threads may share one that nobody changes.
#ifndef SKRANKE_LIBS_DECISION_DMN_DMN_MODEL_H_
#define SKRANKE_LIBS_DECISION_DMN_DMN_MODEL_H_

#include <optional>
#include <string>
#include <vector>

#include "libs/decision/dmn/source_place.h"
#include "libs/decision/dmn/table_model.h"

namespace skranke {

// A name with the name of its type; "" for any.
struct TypedName {
  std::string name;
  std::string type;

  friend bool operator==(const TypedName&, const TypedName&) = default;
};

// A boxed expression. What `names` and `parts` hold depends on its kind:
//
//   kLiteral      text
//   kTable        table
//   kContext      names[i] is parts[i]; an entry without a name is the result
//   kInvocation   parts[0] is called with names[i] = parts[i + 1]
//   kList         parts
//   kRelation     names are the columns; each part is a kList, one row
//   kFunction     names are the parameters; parts[0] is the body; text is the kind if not FEEL
//   kConditional  parts are if, then, else
//   kFilter       parts are in, match
//   kFor          names[0] is the variable; parts are in, return
//   kSome, kEvery names[0] is the variable; parts are in, satisfies
struct BoxedExpression {
  enum class Kind {
    kNone,  // Nothing is there; its value is null.
    kLiteral,
    kTable,
    kContext,
    kInvocation,
    kList,
    kRelation,
    kFunction,
    kConditional,
    kFilter,
    kFor,
    kSome,
    kEvery,
  };

  Kind kind = Kind::kNone;
  std::string id;
  std::string type;
  TableText text;
  std::vector<TypedName> names;
  std::vector<BoxedExpression> parts;
  std::optional<TableModel> table;
  SourcePlace place;

  friend bool operator==(const BoxedExpression&, const BoxedExpression&) = default;
};

struct ItemDefinition {
  std::string id;
  std::string name;
  std::string type;      // Empty where it has components or is a function.
  TableText allowed;     // Of a collection: each item.
  TableText constraint;  // Of a collection: the whole (DMN 1.5's typeConstraint).
  bool is_collection = false;
  bool is_function = false;
  std::vector<TypedName> parameters;  // Of a function,
  std::string result_type;            // and what it gives.
  std::vector<ItemDefinition> components;
  SourcePlace place;

  friend bool operator==(const ItemDefinition&, const ItemDefinition&) = default;
};

struct InputData {
  std::string id;
  std::string name;
  std::string type;
  std::string description;
  SourcePlace place;

  friend bool operator==(const InputData&, const InputData&) = default;
};

// What a decision uses, as the file's hrefs have it: "#id", or "namespace#id".
struct Requirements {
  std::vector<std::string> inputs;
  std::vector<std::string> decisions;
  std::vector<std::string> knowledge;

  friend bool operator==(const Requirements&, const Requirements&) = default;
};

struct DecisionElement {
  std::string id;
  std::string name;
  std::string type;
  std::string description;
  std::string question;
  std::string allowed_answers;
  Requirements requires_;
  BoxedExpression logic;
  SourcePlace place;

  friend bool operator==(const DecisionElement&, const DecisionElement&) = default;
};

// A business knowledge model: a function with a name.
struct KnowledgeModel {
  std::string id;
  std::string name;
  std::string type;
  std::string description;
  Requirements requires_;
  BoxedExpression logic;  // Of kind kFunction.
  SourcePlace place;

  friend bool operator==(const KnowledgeModel&, const KnowledgeModel&) = default;
};

// Decisions that are asked for together; hrefs as in Requirements.
struct ServiceElement {
  std::string id;
  std::string name;
  std::string type;
  std::string description;
  std::vector<std::string> output_decisions;
  std::vector<std::string> encapsulated_decisions;
  std::vector<std::string> input_decisions;
  std::vector<std::string> input_data;
  SourcePlace place;

  friend bool operator==(const ServiceElement&, const ServiceElement&) = default;
};

struct DmnImport {
  std::string name;
  std::string space;     // The imported model's namespace.
  std::string location;  // A hint; may be empty.
  std::string type;      // The import type: a DMN namespace for models.
  SourcePlace place;

  friend bool operator==(const DmnImport&, const DmnImport&) = default;
};

struct DmnModel {
  std::string id;
  std::string name;
  std::string space;  // The model's own namespace.
  std::string description;
  std::vector<DmnImport> imports;
  std::vector<ItemDefinition> types;
  std::vector<InputData> inputs;
  std::vector<DecisionElement> decisions;
  std::vector<KnowledgeModel> knowledge;
  std::vector<ServiceElement> services;
  std::string file;     // For messages; no part of what is equal.
  std::string version;  // "1.1" to "1.5", as read; no part of what is equal.

  friend bool operator==(const DmnModel& a, const DmnModel& b);
};

// A model of one decision that is this table. Its inputs are the names that the table's input
// expressions begin with.
DmnModel ModelOfTable(const TableModel& table);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_DMN_DMN_MODEL_H_
