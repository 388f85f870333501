#include "libs/decision/feel/feel_expression.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/base/utf8.h"
#include "libs/decision/feel/feel_node.h"
#include "libs/decision/feel/feel_parser.h"
#include "libs/decision/feel/feel_text.h"

namespace skranke {

absl::Status CheckFeelText(absl::string_view text) {
  if (text.size() > kFeelBytesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat("an expression has at most ", kFeelBytesMax, " bytes"));
  }
  if (!IsValidUtf8(text)) return absl::InvalidArgumentError("an expression is UTF-8");
  return absl::OkStatus();
}

absl::StatusOr<FeelExpression> FeelExpression::Parse(absl::string_view text,
                                                     const NameScope& names) {
  SKRANKE_RETURN_IF_ERROR(CheckFeelText(text));
  FeelParser parser(text, names);
  SKRANKE_ASSIGN_OR_RETURN(NodePtr root, parser.ParseExpression());
  return FeelExpression(std::move(root), parser.TakeFreeNames());
}

Value FeelExpression::Evaluate(const FeelScope& scope, FeelRun& run) const {
  return root_->Evaluate(scope, run);
}

const Value* FeelExpression::literal() const { return root_->literal(); }

}  // namespace skranke
