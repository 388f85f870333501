#include "absl/strings/str_cat.h"
#include "libs/decision/feel/builtin.h"
#include "libs/decision/feel/feel_node.h"

namespace skranke {
namespace {

Value GetValue(const BuiltinCall& call) {
  const Value* const value = call[0].context().Find(call.text(1));
  return value != nullptr ? *value : call.Error("the context has no such entry");
}

Value GetEntries(const BuiltinCall& call) {
  std::vector<Value> entries;
  for (const Context::Entry& entry : call[0].context().entries()) {
    entries.push_back(MakeContext(
        Context({{"key", Value::OfString(entry.name)}, {"value", entry.value}}), call.run));
  }
  return MakeList(std::move(entries), call.run);
}

// A list of {key, value}.
Value MakeFromEntries(const BuiltinCall& call) {
  Context made;
  for (const Value& entry : call[0].list()) {
    const bool is_context = entry.is(ValueType::kContext);
    const Value* const key = is_context ? entry.context().Find("key") : nullptr;
    const Value* const value = is_context ? entry.context().Find("value") : nullptr;
    if (key == nullptr || value == nullptr || !key->is(ValueType::kString)) {
      return call.Error("an entry has a key, which is a string, and a value");
    }
    if (made.Find(key->string()) != nullptr) return call.Error("two entries have one key");
    made.Set(key->string(), *value);
  }
  return MakeContext(std::move(made), call.run);
}

Value Put(const BuiltinCall& call) {
  Context changed = call[0].context();
  changed.Set(call.text(1), call[2]);
  return MakeContext(std::move(changed), call.run);
}

// Along a path of keys: every one but the last names a context.
Value PutAlong(const Value& value, absl::Span<const Value> keys, const Value& put, FeelRun& run) {
  if (!value.is(ValueType::kContext)) return run.Error("a key leads to no context");
  if (keys.empty() || !keys[0].is(ValueType::kString)) return run.Error("keys are strings");
  Context changed = value.context();
  const std::string& key = keys[0].string();
  if (keys.size() == 1) {
    changed.Set(key, put);
    return MakeContext(std::move(changed), run);
  }
  const Value* const next = changed.Find(key);
  if (next == nullptr) return run.Error("a key leads to no context");
  Value inner = PutAlong(*next, keys.subspan(1), put, run);
  if (inner.is_null()) return inner;
  changed.Set(key, std::move(inner));
  return MakeContext(std::move(changed), run);
}

Value PutNested(const BuiltinCall& call) {
  // As deep as a context can be.
  if (call[1].list().size() > Value::kDepthMax) return call.Error("the keys are too many");
  return PutAlong(call[0], call[1].list(), call[2], call.run);
}

Value Merge(const BuiltinCall& call) {
  Context merged;
  for (const Value& context : call[0].list()) {
    if (!context.is(ValueType::kContext)) return call.Error("only contexts can be merged");
    for (const Context::Entry& entry : context.context().entries()) {
      merged.Set(entry.name, entry.value);
    }
  }
  return MakeContext(std::move(merged), call.run);
}

const Builtin kRows[] = {
    {"get value", {{"m", kContext}, {"key", kString}}, &GetValue},
    {"get entries", {{"m", kContext}}, &GetEntries},
    {"context", {{"entries", kList}}, &MakeFromEntries},
    {"context put", {{"context", kContext}, {"key", kString}, {"value"}}, &Put},
    {"context put", {{"context", kContext}, {"keys", kList}, {"value"}}, &PutNested},
    {"context merge", {{"contexts", kList}}, &Merge},
};

}  // namespace

absl::Span<const Builtin> ContextBuiltins() { return kRows; }

}  // namespace skranke
