// Names with their values, inner ones before outer ones: what an expression is evaluated in.
// A value that never changes, cheap to copy (a closure keeps one); threads may share it.
#ifndef SKRANKE_LIBS_DECISION_FEEL_FEEL_SCOPE_H_
#define SKRANKE_LIBS_DECISION_FEEL_FEEL_SCOPE_H_

#include <memory>
#include <utility>

#include "absl/strings/string_view.h"
#include "libs/decision/value.h"

namespace skranke {

class FeelScope {
 public:
  // No names.
  FeelScope() = default;

  // This scope with more names before it. A context's entries become names.
  FeelScope With(Context names) const;
  FeelScope With(absl::string_view name, Value value) const;
  // `context` is a value of that type, which is shared and not copied.
  FeelScope WithEntriesOf(const Value& context) const;

  // Null pointer where no such name is known (a name may well have the value null). Valid as long
  // as the scope.
  const Value* Find(absl::string_view name) const;

  // Of its deepest value.
  int depth() const;

 private:
  struct Frame;
  explicit FeelScope(std::shared_ptr<Frame> frame) : frame_(std::move(frame)) {}

  std::shared_ptr<Frame> frame_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_DECISION_FEEL_FEEL_SCOPE_H_
