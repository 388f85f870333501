#include "services/frontdesk/document_keeper.h"

#include "libs/base/log.h"

namespace skranke {
namespace {

// What is removed has waited for a day or a month: some minutes more matter to nobody.
constexpr absl::Duration kCleanEvery = absl::Minutes(10);

}  // namespace

DocumentKeeper::DocumentKeeper(Engine* engine, Documents* documents)
    : engine_(engine), documents_(documents) {}

absl::Time DocumentKeeper::Step(absl::Time now) {
  // A clock that was set back must not stop it for long.
  const bool due = now >= next_ || next_ - now > kCleanEvery;
  // In doubt about the time nothing is removed.
  if (!due || !engine_->health().clock_trusted) return now + kCleanEvery;
  next_ = now + kCleanEvery;
  const absl::Status cleaned = documents_->Clean(*engine_->snapshot(), now);
  if (!cleaned.ok()) {
    Log(LogLevel::kError, "documents cannot be looked through", {{"cause", cleaned.message()}});
  }
  return next_;
}

}  // namespace skranke
