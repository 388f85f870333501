#include "services/supervision/delivered_messages.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/engine/page_token.h"
#include "services/supervision/dead_letters.h"

namespace skranke {
namespace {

using storage::v1::Record;

// Records read at a time.
constexpr size_t kRecordsAtOnce = 512;

// The last position before the time; records' times never fall.
absl::StatusOr<uint64_t> PositionBefore(const Snapshot& snapshot, absl::Time time) {
  uint64_t before = 0;
  uint64_t after = snapshot.position() + 1;
  while (after - before > 1) {
    const uint64_t middle = before + (after - before) / 2;
    SKRANKE_ASSIGN_OR_RETURN(const auto records, snapshot.FindRecords({middle}));
    const bool earlier =
        !records.empty() && absl::FromUnixMicros(records.front().record_us()) < time;
    (earlier ? before : after) = middle;
  }
  return before;
}

// Fills a page with acknowledgements, one record after another.
class PageReader {
 public:
  PageReader(const Snapshot& snapshot, const Caller& caller, const std::string& agency, size_t most)
      : snapshot_(snapshot), caller_(caller), agency_(agency), most_(most) {}

  // Ends at the end of a record: what one record acknowledges is never split between pages. Gives
  // the position of the last record read; 0: there are no more.
  absl::StatusOr<uint64_t> Read(uint64_t position, v1::ListDeliveredMessagesResponse& response) {
    for (;;) {
      SKRANKE_ASSIGN_OR_RETURN(const auto records,
                               snapshot_.RecordsAfter(position, kRecordsAtOnce));
      if (records.empty()) return 0;
      for (const Record& record : records) {
        if (static_cast<size_t>(response.messages_size()) >= most_) return position;
        SKRANKE_RETURN_IF_ERROR(Take(record, response));
        position = record.position();
      }
    }
  }

 private:
  absl::Status Take(const Record& record, v1::ListDeliveredMessagesResponse& response) {
    for (const auto& event : record.events()) {
      if (!event.has_message_acknowledged()) continue;
      const auto& acknowledged = event.message_acknowledged();
      if (acknowledged.agency() != agency_) continue;
      // Of before what was sent was kept: nothing is known that could be sent again.
      if (acknowledged.kind() == storage::v1::MESSAGE_KIND_UNSPECIFIED) continue;
      SKRANKE_ASSIGN_OR_RETURN(const auto c, snapshot_.FindCase(event.number()));
      if (c == nullptr || !ShowsLetters(caller_, *c)) continue;
      v1::DeliveredMessage* message = response.add_messages();
      message->set_message_id(FormatMessageId(
          {.number = event.number(), .agency = agency_, .sequence = acknowledged.sequence()}));
      message->set_name(FormatCaseName(event.number()));
      *message->mutable_acknowledge_time() = ToTimestamp(record.record_us());
    }
    return absl::OkStatus();
  }

  const Snapshot& snapshot_;
  const Caller& caller_;
  const std::string& agency_;
  const size_t most_;
};

std::string FilterOf(const v1::ListDeliveredMessagesRequest& request) {
  return absl::StrCat("ListDeliveredMessages/", request.agency(), "/",
                      request.since_time().seconds(), ".", request.since_time().nanos());
}

}  // namespace

absl::Status ValidateListDelivered(const v1::ListDeliveredMessagesRequest& request) {
  if (request.agency().empty()) return FieldError("agency", "must be given");
  if (!request.has_since_time()) return FieldError("since_time", "must be given");
  return absl::OkStatus();
}

absl::StatusOr<v1::ListDeliveredMessagesResponse> AnswerListDelivered(
    const Snapshot& snapshot, const Caller& caller,
    const v1::ListDeliveredMessagesRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const size_t most, PageSize(request.page_size()));
  SKRANKE_ASSIGN_OR_RETURN(const auto place,
                           ParsePlaceToken(request.page_token(), FilterOf(request)));
  uint64_t position = 0;
  if (!place) {
    SKRANKE_ASSIGN_OR_RETURN(position,
                             PositionBefore(snapshot, FromTimestamp(request.since_time())));
  } else if (!absl::SimpleAtoi(*place, &position)) {
    return ReasonError(absl::StatusCode::kInvalidArgument, "INVALID_PAGE_TOKEN",
                       "is no token of this list");
  }
  v1::ListDeliveredMessagesResponse response;
  SKRANKE_ASSIGN_OR_RETURN(
      const uint64_t last,
      PageReader(snapshot, caller, request.agency(), most).Read(position, response));
  if (last != 0) {
    response.set_next_page_token(FormatPlaceToken(absl::StrCat(last), FilterOf(request)));
  }
  return response;
}

absl::StatusOr<Judgement> JudgeOwnRedelivery(const View& view, const Caller& caller,
                                             const v1::RedeliverMessageRequest& request,
                                             absl::Time now) {
  SKRANKE_RETURN_IF_ERROR(MayActOnLetters(view, caller, request.name()));
  return IfShown(view, caller, request.name(), JudgeRedeliverMessage(view, caller, request, now));
}

}  // namespace skranke
