#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/decision/feel/basic_nodes.h"
#include "libs/decision/feel/feel_parser.h"
#include "libs/decision/feel/temporal_text.h"

namespace skranke {
namespace {

constexpr absl::string_view kKeywords[] = {"if",       "for",  "some",  "every",
                                           "function", "true", "false", "null"};

bool IsKeyword(absl::string_view word) {
  return std::find(std::begin(kKeywords), std::end(kKeywords), word) != std::end(kKeywords);
}

bool StartsNumber(absl::string_view text) {
  const size_t digit = !text.empty() && text[0] == '.' ? 1 : 0;
  return text.size() > digit && absl::ascii_isdigit(text[digit]);
}

}  // namespace

FeelParser::Parsed FeelParser::Primary() {
  if (--steps_left_ < 0) return scan_.Error("the expression is too tangled");
  const int position = scan_.Position();
  if (StartsNumber(scan_.rest())) {
    SKRANKE_ASSIGN_OR_RETURN(const Number number, scan_.TakeNumber());
    return std::make_shared<LiteralNode>(position, Value::OfNumber(number));
  }
  const absl::string_view word = scan_.SeeWord();
  const NameSet::Found known = KnownName();
  if (IsKeyword(word) && known.bytes <= word.size()) return Keyword(word);
  if (known.bytes > 0 || !word.empty()) return Name(position, known);
  if (scan_.Take("\"")) {
    SKRANKE_ASSIGN_OR_RETURN(std::string text, scan_.TakeString());
    return std::make_shared<LiteralNode>(position, Value::OfString(std::move(text)));
  }
  if (scan_.Take("(")) return Parenthesis(position);
  if (scan_.Take("[")) return ListOrRange(position);
  if (scan_.Take("{")) return ContextLiteral(position);
  if (scan_.Take("@")) return AtLiteral(position);
  if (scan_.Take("]")) {
    SKRANKE_ASSIGN_OR_RETURN(NodePtr low, Sum());
    SKRANKE_RETURN_IF_ERROR(Expect(".."));
    return RangeFrom(position, std::move(low), false);
  }
  if (scan_.Take("?")) {
    ++mentions_of_input_;
    return std::make_shared<NameNode>(position, "?");
  }
  return scan_.Error("a value was expected");
}

FeelParser::Parsed FeelParser::Keyword(absl::string_view word) {
  const int position = scan_.Position();
  scan_.Skip(word.size());
  if (word == "if") return If(position);
  if (word == "for") return For(position);
  if (word == "some") return Quantified(position, true);
  if (word == "every") return Quantified(position, false);
  if (word == "function") return Function(position);
  if (word == "null") return std::make_shared<LiteralNode>(position, Value());
  return std::make_shared<LiteralNode>(position, Value::OfBoolean(word == "true"));
}

// What no temporal value has is an error when it is evaluated, as date("foo") is.
FeelParser::Parsed FeelParser::AtLiteral(int position) {
  SKRANKE_RETURN_IF_ERROR(Expect("\""));
  SKRANKE_ASSIGN_OR_RETURN(const std::string text, scan_.TakeString());
  auto value = ParseFeelTemporal(text);
  if (value) return std::make_shared<LiteralNode>(position, *std::move(value));
  return std::make_shared<BrokenLiteralNode>(
      position, "@ needs a date, a time, a date and time or a duration");
}

FeelParser::Parsed FeelParser::Name(int position, const NameSet::Found& known) {
  std::string name = known.name;
  if (known.bytes > 0) {
    scan_.Skip(known.bytes);
  } else {
    name = UnknownName();
  }
  Mention(name);
  return std::make_shared<NameNode>(position, std::move(name));
}

// What follows "(": an expression, the test of a range's one end, or a range from there.
FeelParser::Parsed FeelParser::Parenthesis(int position) {
  const Within<bool> inside(may_close_range_, false);
  const absl::string_view sign = TakeSign();
  SKRANKE_ASSIGN_OR_RETURN(NodePtr node, sign.empty() ? Expression() : EndOfRange(sign));
  if (sign.empty() && scan_.Take("..")) return RangeFrom(position, std::move(node), false);
  SKRANKE_RETURN_IF_ERROR(Expect(")"));
  return node;
}

FeelParser::Parsed FeelParser::ListOrRange(int position) {
  const Within<bool> inside(may_close_range_, false);
  std::vector<NodePtr> items;
  if (!scan_.Take("]")) {
    do {
      SKRANKE_ASSIGN_OR_RETURN(NodePtr item, Expression());
      if (items.empty() && scan_.Take("..")) return RangeFrom(position, std::move(item), true);
      items.push_back(std::move(item));
    } while (scan_.Take(","));
    SKRANKE_RETURN_IF_ERROR(Expect("]"));
  }
  return Checked(std::make_shared<ListNode>(position, std::move(items)));
}

// What follows the two points.
FeelParser::Parsed FeelParser::RangeFrom(int position, NodePtr low, bool low_included) {
  const Within<bool> end(may_close_range_, true);
  SKRANKE_ASSIGN_OR_RETURN(NodePtr high, Sum());
  const bool high_included = scan_.Take("]");
  if (!high_included && !scan_.Take(")") && !scan_.Take("[")) {
    return scan_.Error("] or ) or [ is missing");
  }
  return Checked(
      std::make_shared<RangeNode>(position, RangeNode::Ends{.low = std::move(low),
                                                            .high = std::move(high),
                                                            .low_included = low_included,
                                                            .high_included = high_included}));
}

FeelParser::Parsed FeelParser::ContextLiteral(int position) {
  const Within<bool> inside(may_close_range_, false);
  std::vector<ContextNode::Entry> entries;
  WithLocals locals(*this);
  if (scan_.Take("}")) return std::make_shared<ContextNode>(position, std::move(entries));
  do {
    ContextNode::Entry entry;
    if (scan_.Take("\"")) {
      SKRANKE_ASSIGN_OR_RETURN(entry.name, scan_.TakeString());
      SKRANKE_RETURN_IF_ERROR(Expect(":"));
    } else {
      entry.name = NameBeforeColon();
      if (entry.name.empty()) return scan_.Error("a name and a colon were expected");
    }
    SKRANKE_ASSIGN_OR_RETURN(entry.value, Expression());
    locals.Add(entry.name);
    seen_members_.Add(entry.name);
    entries.push_back(std::move(entry));
  } while (scan_.Take(","));
  SKRANKE_RETURN_IF_ERROR(Expect("}"));
  return Checked(std::make_shared<ContextNode>(position, std::move(entries)));
}

}  // namespace skranke
