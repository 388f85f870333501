// The part of ElementReader that reads boxed expressions.
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/decision/dmn/element_reader.h"

namespace skranke {
namespace {

using Kind = BoxedExpression::Kind;

constexpr std::pair<absl::string_view, Kind> kKinds[] = {
    {"literalExpression", Kind::kLiteral},
    {"decisionTable", Kind::kTable},
    {"context", Kind::kContext},
    {"invocation", Kind::kInvocation},
    {"list", Kind::kList},
    {"relation", Kind::kRelation},
    {"functionDefinition", Kind::kFunction},
    {"conditional", Kind::kConditional},
    {"filter", Kind::kFilter},
    {"for", Kind::kFor},
    {"some", Kind::kSome},
    {"every", Kind::kEvery},
};

Kind KindOf(absl::string_view name) {
  for (const auto& [known, kind] : kKinds) {
    if (known == name) return kind;
  }
  return Kind::kNone;
}

bool IsExpression(const XmlElement& element, absl::string_view space) {
  return element.space == space && KindOf(element.name) != Kind::kNone;
}

}  // namespace

BoxedExpression ElementReader::ReadChildExpression(const XmlElement& parent) {
  for (const XmlElement& child : parent.children) {
    if (IsExpression(child, parent.space)) return ReadExpression(child);
  }
  return {.place = parent.place};
}

BoxedExpression ElementReader::ReadExpression(const XmlElement& element) {
  if (KindOf(element.name) == Kind::kFunction) return ReadFunction(element);
  BoxedExpression expression{.kind = KindOf(element.name),
                             .id = Id(element),
                             .type = Type(element.Attribute("typeRef")),
                             .place = element.place};
  ReadParts(element, expression);
  return expression;
}

void ElementReader::ReadParts(const XmlElement& element, BoxedExpression& expression) {
  switch (expression.kind) {
    case Kind::kNone:
    case Kind::kFunction:  // ReadFunction reads it.
      return;
    case Kind::kLiteral:
      expression.text = Text(&element);
      return;
    case Kind::kTable:
      expression.table = ReadTable(element);
      return;
    case Kind::kContext:
      return ReadContext(element, expression);
    case Kind::kInvocation:
      return ReadInvocation(element, expression);
    case Kind::kList:
      for (const XmlElement& child : element.children) {
        if (IsExpression(child, element.space)) expression.parts.push_back(ReadExpression(child));
      }
      return;
    case Kind::kRelation:
      return ReadRelation(element, expression);
    case Kind::kConditional:
      return ReadInto(element, {"if", "then", "else"}, expression);
    case Kind::kFilter:
      return ReadInto(element, {"in", "match"}, expression);
    case Kind::kFor:
      expression.names.push_back({.name = std::string(element.Attribute("iteratorVariable"))});
      return ReadInto(element, {"in", "return"}, expression);
    case Kind::kSome:
    case Kind::kEvery:
      expression.names.push_back({.name = std::string(element.Attribute("iteratorVariable"))});
      return ReadInto(element, {"in", "satisfies"}, expression);
  }
}

void ElementReader::ReadInto(const XmlElement& element,
                             std::initializer_list<absl::string_view> children,
                             BoxedExpression& expression) {
  for (const absl::string_view name : children) {
    const XmlElement* child = element.Find(name);
    if (!child) AddFault(element, absl::StrCat("this ", element.name, " has no <", name, ">"));
    expression.parts.push_back(child ? ReadChildExpression(*child) : BoxedExpression());
  }
}

TypedName ElementReader::ReadTypedName(const XmlElement& element) {
  return {.name = TrimmedXmlText(element.Attribute("name")),
          .type = Type(element.Attribute("typeRef"))};
}

void ElementReader::ReadContext(const XmlElement& element, BoxedExpression& expression) {
  for (const XmlElement* entry : element.FindAll("contextEntry")) {
    const XmlElement* variable = entry->Find("variable");
    expression.names.push_back(variable ? ReadTypedName(*variable) : TypedName());
    expression.parts.push_back(ReadChildExpression(*entry));
  }
}

void ElementReader::ReadInvocation(const XmlElement& element, BoxedExpression& expression) {
  expression.parts.push_back(ReadChildExpression(element));
  for (const XmlElement* binding : element.FindAll("binding")) {
    const XmlElement* parameter = binding->Find("parameter");
    if (!parameter) AddFault(*binding, "this binding has no <parameter>");
    expression.names.push_back(parameter ? ReadTypedName(*parameter) : TypedName());
    expression.parts.push_back(ReadChildExpression(*binding));
  }
}

void ElementReader::ReadRelation(const XmlElement& element, BoxedExpression& expression) {
  for (const XmlElement* column : element.FindAll("column")) {
    expression.names.push_back(ReadTypedName(*column));
  }
  for (const XmlElement* row : element.FindAll("row")) {
    BoxedExpression list{.kind = Kind::kList, .id = Id(*row), .place = row->place};
    ReadParts(*row, list);
    if (list.parts.size() != expression.names.size()) {
      AddFault(*row, absl::StrCat("has ", list.parts.size(), " cells where the relation has ",
                                  expression.names.size(), " columns"));
    }
    expression.parts.push_back(std::move(list));
  }
}

BoxedExpression ElementReader::ReadFunction(const XmlElement& element) {
  BoxedExpression expression{.kind = Kind::kFunction,
                             .id = Id(element),
                             .type = Type(element.Attribute("typeRef")),
                             .place = element.place};
  const std::string kind(element.Attribute("kind"));
  if (kind != "FEEL") expression.text.text = kind;
  for (const XmlElement* parameter : element.FindAll("formalParameter")) {
    expression.names.push_back(ReadTypedName(*parameter));
  }
  expression.parts.push_back(ReadChildExpression(element));
  return expression;
}

}  // namespace skranke
