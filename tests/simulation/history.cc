#include "tests/simulation/history.h"

#include <algorithm>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/hex.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"

namespace skranke {
namespace {

// Enough to tell two histories apart.
constexpr size_t kDigestShown = 16;

absl::string_view ShortMethod(absl::string_view method) {
  return method.substr(method.rfind('/') + 1);
}

}  // namespace

size_t History::Ask(Asked asked) {
  asked.known_position = known_position_;
  Line(asked.first_sent, absl::StrCat("asks #", asked_.size(), " ", asked.caller, " ",
                                      ShortMethod(asked.method), " ", asked.request_id));
  Seal(asked.bytes);
  asked_.push_back(std::move(asked));
  return asked_.size() - 1;
}

void History::Tell(Told told) {
  const std::string outcome = told.status.ok()
                                  ? "OK"
                                  : absl::StrCat(absl::StatusCodeToString(told.status.code()), " ",
                                                 ReasonOf(told.status), " ", told.status.message());
  Line(told.received, absl::StrCat("told #", told.asked, " at ", told.position,
                                   told.replayed ? " again " : " ", outcome));
  Seal(told.reply);
  if (told.status.ok()) known_position_ = std::max(known_position_, told.position);
  told_.push_back(std::move(told));
}

void History::Push(absl::Time now, Pushed pushed) {
  Line(now, absl::StrCat("pushes, as of ", pushed.position));
  Seal(pushed.bytes);
  pushed_.push_back(std::move(pushed));
}

void History::Take(Taken taken) {
  constexpr const char* kDoes[] = {" takes ", " lies about ", " is as before "};
  Line(taken.when,
       absl::StrCat(taken.agency, kDoes[static_cast<int>(taken.fortune)], taken.message_id));
  taken_.push_back(std::move(taken));
}

void History::Note(absl::Time now, absl::string_view what) { Line(now, what); }

void History::Seal(absl::string_view bytes) { chain_ = Sha256(absl::StrCat(chain_, bytes)); }

void History::Line(absl::Time now, absl::string_view what) {
  const std::string line = absl::StrCat(
      absl::FormatTime("%Y-%m-%d %H:%M:%E6S", now, absl::UTCTimeZone()), "  ", what, "\n");
  Seal(line);
  if (trace_) std::cout << line;
}

std::string History::Digest() const { return ToHex(chain_).substr(0, kDigestShown); }

}  // namespace skranke
