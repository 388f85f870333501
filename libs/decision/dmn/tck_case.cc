#include "libs/decision/dmn/tck_case.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/decision/dmn/xml_element.h"
#include "libs/decision/feel/feel_expression.h"

namespace skranke {
namespace {

constexpr char kTckSpace[] = "http://www.omg.org/spec/DMN/20160719/testcase";
constexpr char kInstanceSpace[] = "http://www.w3.org/2001/XMLSchema-instance";

// What FEEL's own conversion makes of the text, e.g. date("2024-02-29").
Value Converted(absl::string_view function, const std::string& text) {
  NameScope names;
  names.AddName("text");
  const auto expression = FeelExpression::Parse(absl::StrCat(function, "(text)"), names);
  if (!expression.ok()) return Value();
  FeelRun run;
  return expression->Evaluate(FeelScope().With("text", Value::OfString(text)), run);
}

absl::StatusOr<Value> ReadSimple(const XmlElement& element) {
  if (element.Attribute(kInstanceSpace, "nil") == "true") return Value();
  std::string type(element.Attribute(kInstanceSpace, "type"));
  type.erase(0, type.find(':') + 1);
  if (type.empty() || type == "string") return Value::OfString(element.text);
  const std::string text = TrimmedXmlText(element.text);
  if (type == "boolean") return Value::OfBoolean(text == "true" || text == "1");
  if (type == "date") return Converted("date", text);
  if (type == "time") return Converted("time", text);
  if (type == "dateTime") return Converted("date and time", text);
  if (type == "duration") return Converted("duration", text);
  SKRANKE_ASSIGN_OR_RETURN(const Number number, Number::ParseFeel(text));
  return Value::OfNumber(number);
}

// The value in an inputNode, expected, component or item.
absl::StatusOr<Value> ReadValue(const XmlElement& element) {
  if (const XmlElement* value = element.Find("value")) return ReadSimple(*value);
  if (const XmlElement* list = element.Find("list")) {
    if (list->Attribute(kInstanceSpace, "nil") == "true") return Value();
    std::vector<Value> items;
    for (const XmlElement* item : list->FindAll("item")) {
      SKRANKE_ASSIGN_OR_RETURN(Value each, ReadValue(*item));
      items.push_back(std::move(each));
    }
    return Value::OfList(std::move(items));
  }
  const std::vector<const XmlElement*> components = element.FindAll("component");
  if (components.empty()) return Value();
  Context context;
  for (const XmlElement* component : components) {
    SKRANKE_ASSIGN_OR_RETURN(Value each, ReadValue(*component));
    context.Set(NormalName(component->Attribute("name")), std::move(each));
  }
  return Value::OfContext(std::move(context));
}

absl::StatusOr<TckCase> ReadCase(const XmlElement& element) {
  TckCase test{.id = std::string(element.Attribute("id"))};
  if (element.Attribute("type") == "decisionService") {
    test.service = std::string(element.Attribute("invocableName"));
  }
  for (const XmlElement* input : element.FindAll("inputNode")) {
    SKRANKE_ASSIGN_OR_RETURN(Value value, ReadValue(*input));
    test.facts.Set(NormalName(input->Attribute("name")), std::move(value));
  }
  for (const XmlElement* result : element.FindAll("resultNode")) {
    TckExpectation& wanted = test.expected.emplace_back();
    wanted.decision = std::string(result->Attribute("name"));
    const XmlElement* expected = result->Find("expected");
    if (!expected || result->Attribute("errorResult") == "true") continue;
    SKRANKE_ASSIGN_OR_RETURN(wanted.value, ReadValue(*expected));
  }
  if (test.expected.empty()) {
    return absl::InvalidArgumentError(absl::StrCat("the case ", test.id, " expects nothing"));
  }
  return test;
}

bool AreNear(const Number& a, const Number& b) {
  static const Number* const tolerance = new Number(*Number::Parse("0.00000001"));
  const std::optional<Number> difference = Number::Subtract(a, b);
  return difference && difference->Abs() < *tolerance;
}

bool AreListsExpected(const Value& result, const Value& expected) {
  return std::equal(result.list().begin(), result.list().end(), expected.list().begin(),
                    expected.list().end(), &IsExpected);
}

bool AreContextsExpected(const Value& result, const Value& expected) {
  if (result.context().entries().size() != expected.context().entries().size()) return false;
  for (const Context::Entry& entry : expected.context().entries()) {
    const Value* found = result.context().Find(entry.name);
    if (!found || !IsExpected(*found, entry.value)) return false;
  }
  return true;
}

}  // namespace

bool TckCase::expects_value() const {
  return std::any_of(expected.begin(), expected.end(),
                     [](const TckExpectation& each) { return !each.value.is_null(); });
}

absl::StatusOr<TckFile> ReadTckFile(absl::string_view file, absl::string_view bytes) {
  const XmlDocument document = ParseXml(file, bytes);
  SKRANKE_RETURN_IF_ERROR(FaultStatus(document.faults));
  const XmlElement& root = document.root;
  if (root.name != "testCases") {
    return absl::NotFoundError(absl::StrCat(file, " is no file of test cases"));
  }
  if (root.space != kTckSpace) {
    return absl::InvalidArgumentError(absl::StrCat(file, " has test cases of another kind"));
  }
  TckFile tests;
  if (const XmlElement* model = root.Find("modelName")) tests.model = TrimmedXmlText(model->text);
  for (const XmlElement* element : root.FindAll("testCase")) {
    SKRANKE_ASSIGN_OR_RETURN(TckCase test, ReadCase(*element));
    tests.cases.push_back(std::move(test));
  }
  if (tests.cases.empty()) return absl::InvalidArgumentError(absl::StrCat(file, " has no cases"));
  return tests;
}

bool IsExpected(const Value& result, const Value& expected) {
  if (result.type() != expected.type()) return false;
  switch (expected.type()) {
    case ValueType::kNumber:
      return AreNear(result.number(), expected.number());
    case ValueType::kList:
      return AreListsExpected(result, expected);
    case ValueType::kContext:
      return AreContextsExpected(result, expected);
    default:
      return result == expected || FeelEqual(result, expected) == true;
  }
}

}  // namespace skranke
