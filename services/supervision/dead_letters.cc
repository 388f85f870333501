#include "services/supervision/dead_letters.h"

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/types/optional.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/engine/keys.h"
#include "libs/engine/page_token.h"
#include "services/supervision/sentence.h"
#include "services/supervision/shown_route.h"
#include "services/supervision/sight.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::MessageRecord;

constexpr char kList[] = "ListDeadLetters";

// In the order of the index; also the place in a page token.
std::string PlaceOf(const MessageKey& key) {
  std::string place;
  AppendCode(key.agency, place);
  AppendNumber(key.number, place);
  AppendNumber(key.sequence, place);
  return place;
}

// Up to `most` dead letters after the place.
absl::StatusOr<std::vector<MessageKey>> KeysAfter(const Snapshot& snapshot,
                                                  const absl::optional<std::string>& after,
                                                  size_t most) {
  std::vector<MessageKey> keys;
  SKRANKE_RETURN_IF_ERROR(
      snapshot.ScanDeadLetters([&](absl::string_view agency, uint64_t number, uint64_t sequence) {
        MessageKey key{.number = number, .agency = std::string(agency), .sequence = sequence};
        if (!after || PlaceOf(key) > *after) keys.push_back(std::move(key));
        return keys.size() < most;
      }));
  return keys;
}

v1::DeadLetter ToDeadLetter(const MessageKey& key, const MessageRecord& message) {
  v1::DeadLetter letter;
  letter.set_message_id(FormatMessageId(key));
  letter.set_name(FormatCaseName(key.number));
  letter.set_agency(key.agency);
  letter.set_kind(absl::AsciiStrToLower(
      WithoutPrefix(storage::v1::MessageKind_Name(message.kind()), "MESSAGE_KIND_")));
  letter.set_attempts(message.attempts());
  letter.set_last_error(message.last_error());
  *letter.mutable_dead_time() = ToTimestamp(message.dead_us());
  return letter;
}

// The letter; nothing if it is not there or not for the caller.
absl::StatusOr<absl::optional<v1::DeadLetter>> FindLetter(const Snapshot& snapshot,
                                                          const Caller& caller,
                                                          const MessageKey& key) {
  SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot.FindCase(key.number));
  if (c == nullptr || !ShowsLetters(caller, *c)) return absl::optional<v1::DeadLetter>();
  for (const MessageRecord& message : c->messages()) {
    if (message.agency() != key.agency || message.sequence() != key.sequence) continue;
    return absl::make_optional(ToDeadLetter(key, message));
  }
  return absl::optional<v1::DeadLetter>();
}

}  // namespace

bool ShowsLetters(const Caller& caller, const CaseState& c) {
  return caller.role == kOperator || ShowsUnits(SupervisingSight(caller, c));
}

absl::Status MayActOnLetters(const View& view, const Caller& caller, absl::string_view name) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(name, "name"));
  const CaseState* c = view.FindCase(number);
  if (c == nullptr) return CaseNotFound();
  const absl::optional<std::string> office = OfficeOf(caller);
  return office && c->office() != *office ? CaseNotFound() : absl::OkStatus();
}

absl::StatusOr<Judgement> IfShown(const View& view, const Caller& caller, absl::string_view name,
                                  absl::StatusOr<Judgement> judged) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(name, "name"));
  const CaseState* c = view.FindCase(number);
  const bool shown = c != nullptr && ShowsLetters(caller, *c);
  if (judged.ok() && !shown) return MessageNotFound();
  return judged;
}

absl::StatusOr<v1::ListDeadLettersResponse> AnswerListDeadLetters(
    const Snapshot& snapshot, const Caller& caller, const v1::ListDeadLettersRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const size_t most, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(auto after, ParsePlaceToken(request.page_token(), kList));
  v1::ListDeadLettersResponse response;
  std::string last_shown;
  bool more = true;
  while (more) {
    SKRANKE_ASSIGN_OR_RETURN(const auto keys, KeysAfter(snapshot, after, most + 1));
    more = keys.size() > most;
    for (const MessageKey& key : keys) {
      after = PlaceOf(key);
      SKRANKE_ASSIGN_OR_RETURN(auto letter, FindLetter(snapshot, caller, key));
      if (!letter) continue;
      if (static_cast<size_t>(response.dead_letters_size()) == most) {
        response.set_next_page_token(FormatPlaceToken(last_shown, kList));
        return response;
      }
      *response.add_dead_letters() = *std::move(letter);
      last_shown = *after;
    }
  }
  return response;
}

absl::StatusOr<Judgement> JudgeOwnRetry(const View& view, const Caller& caller,
                                        const v1::RetryDeadLetterRequest& request, absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(MayActOnLetters(view, caller, request.name()));
  return IfShown(view, caller, request.name(), JudgeRetryDeadLetter(view, caller, request, now));
}

absl::StatusOr<Judgement> JudgeOwnDiscard(const View& view, const Caller& caller,
                                          const v1::DiscardDeadLetterRequest& request,
                                          absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(MayActOnLetters(view, caller, request.name()));
  return IfShown(view, caller, request.name(), JudgeDiscardDeadLetter(view, caller, request, now));
}

}  // namespace skranke
