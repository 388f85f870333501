#include "libs/decision/feel/feel_scope.h"

#include <algorithm>
#include <utility>

namespace skranke {

// A context, or one name by itself (a loop makes one a round).
struct FeelScope::Frame {
  std::shared_ptr<const Frame> outer;
  Value context;
  std::string name;
  Value value;
  int depth = 1;

  const Value* Find(absl::string_view wanted) const {
    if (!context.is_null()) return context.context().Find(wanted);
    return name == wanted ? &value : nullptr;
  }
};

FeelScope FeelScope::With(Context names) const {
  return WithEntriesOf(Value::OfContext(std::move(names)));
}

FeelScope FeelScope::With(absl::string_view name, Value value) const {
  const int inner = std::max(depth(), value.depth());
  return FeelScope(std::make_shared<const Frame>(Frame{
      .outer = frame_, .name = std::string(name), .value = std::move(value), .depth = inner + 1}));
}

FeelScope FeelScope::WithEntriesOf(const Value& context) const {
  if (!context.is(ValueType::kContext)) return *this;
  return FeelScope(std::make_shared<const Frame>(
      Frame{.outer = frame_, .context = context, .depth = std::max(depth(), context.depth()) + 1}));
}

const Value* FeelScope::Find(absl::string_view name) const {
  for (const Frame* frame = frame_.get(); frame != nullptr; frame = frame->outer.get()) {
    if (const Value* const found = frame->Find(name)) return found;
  }
  return nullptr;
}

int FeelScope::depth() const { return frame_ == nullptr ? 0 : frame_->depth; }

}  // namespace skranke
