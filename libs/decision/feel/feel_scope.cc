#include "libs/decision/feel/feel_scope.h"

#include <algorithm>
#include <utility>

namespace skranke {

// A context, or one name by itself (a loop makes one a round).
struct FeelScope::Frame {
  // Let go one after another: a chain may be too long to do it in each other.
  ~Frame() {
    while (outer != nullptr && outer.use_count() == 1) outer = std::move(outer->outer);
  }

  const Value* Find(absl::string_view wanted) const {
    if (!context.is_null()) return context.context().Find(wanted);
    return name == wanted ? &value : nullptr;
  }

  // Not const only for the destructor.
  std::shared_ptr<Frame> outer;
  Value context;
  std::string name;
  Value value;
  int depth = 0;
};

FeelScope FeelScope::With(Context names) const {
  return WithEntriesOf(Value::OfContext(std::move(names)));
}

FeelScope FeelScope::With(absl::string_view name, Value value) const {
  const int depth_now = std::max(depth(), value.depth());
  return FeelScope(std::make_shared<Frame>(Frame{
      .outer = frame_, .name = std::string(name), .value = std::move(value), .depth = depth_now}));
}

FeelScope FeelScope::WithEntriesOf(const Value& context) const {
  if (!context.is(ValueType::kContext)) return *this;
  return FeelScope(std::make_shared<Frame>(
      Frame{.outer = frame_, .context = context, .depth = std::max(depth(), context.depth())}));
}

const Value* FeelScope::Find(absl::string_view name) const {
  for (const Frame* frame = frame_.get(); frame != nullptr; frame = frame->outer.get()) {
    if (const Value* const found = frame->Find(name)) return found;
  }
  return nullptr;
}

int FeelScope::depth() const { return frame_ == nullptr ? 0 : frame_->depth; }

}  // namespace skranke
