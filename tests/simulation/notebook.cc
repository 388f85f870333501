#include "tests/simulation/notebook.h"

#include <utility>

namespace skranke {
namespace {

// How many of the latest cases are on people's minds, and how often of a thousand.
constexpr size_t kOnMind = 12;
constexpr int kOnMindPermille = 800;

}  // namespace

void Notebook::See(const v1::Case& shown, const std::string& token) {
  KnownCase& known = cases_[shown.name()];
  if (known.name.empty()) names_.push_back(shown.name());
  known.name = shown.name();
  if (known.etag != shown.etag()) known.old_etag = std::exchange(known.etag, shown.etag());
  known.state = shown.state();
  if (!token.empty() && known.token != token) {
    known.old_token = std::exchange(known.token, token);
  }
}

const KnownCase& Notebook::Pick(Chance& chance) const {
  const size_t count = names_.size();
  const bool latest = count > kOnMind && chance.Happens(kOnMindPermille);
  const size_t i = latest ? count - 1 - chance.Below(kOnMind) : chance.Below(count);
  return cases_.at(names_[i]);
}

}  // namespace skranke
