#include "libs/casework/document_verbs.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/sha256.h"
#include "libs/casework/hand_over.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

bool HasReceipt(const CaseState& c, uint32_t handover, const std::string& key) {
  const auto& receipts = c.document_receipts();
  return std::any_of(receipts.begin(), receipts.end(), [&](const auto& receipt) {
    return receipt.handover() == handover && receipt.document_key() == key;
  });
}

}  // namespace

std::string DocumentIdentity(absl::string_view sha256) {
  return absl::StrCat("stored document ", sha256);
}

std::vector<std::string> DocumentKeysOf(const storage::v1::Content& content, const View& view) {
  std::vector<std::string> keys;
  for (const auto& document : content.documents()) {
    if (document.sha256().size() != kSha256Bytes) continue;
    std::string key = view.Pseudonym(DocumentIdentity(document.sha256()));
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
  }
  return keys;
}

bool HasDocument(const CaseState& c, absl::string_view key) {
  return std::find(c.document_keys().begin(), c.document_keys().end(), key) !=
         c.document_keys().end();
}

absl::Time DocumentGapTime(absl::Time uploaded, const Directory& directory) {
  const OfficeZone& zone = directory.zone();
  const absl::CivilDay day = zone.DayOf(uploaded);
  // What came on a closed day came on the first open one.
  const absl::CivilDay open = directory.holidays().RollForward(day);
  const absl::Duration time_of_day =
      open == day ? uploaded - zone.StartOfDay(day) : absl::ZeroDuration();
  return zone.StartOfDay(directory.holidays().AddWorkingDays(open, 1)) + time_of_day;
}

absl::StatusOr<Judgement> JudgeDocumentFetched(const View& view, const Caller& caller,
                                               uint64_t number, uint32_t handover,
                                               const std::string& key, absl::Time now) {
  const CaseState* c = view.FindCase(number);
  const bool has_it = c != nullptr && IsWithReceiver(*c) &&
                      c->handovers(c->handovers_size() - 1).handover() == handover;
  if (!has_it || !HasDocument(*c, key) || HasReceipt(*c, handover, key)) return Judgement{};
  CaseDraft draft(view, caller, *c, now);
  storage::v1::Event event = draft.NewEvent();
  auto* receipt = event.mutable_document_fetched()->mutable_receipt();
  receipt->set_document_key(key);
  receipt->set_handover(handover);
  receipt->set_fetch_us(absl::ToUnixMicros(now));
  draft.Add(std::move(event));
  Judgement judgement = std::move(draft).Finish(storage::v1::DocumentReceiptRecord());
  judgement.acting_for = absl::StrCat(c->owner().authority(), "/", c->owner().unit());
  return judgement;
}

}  // namespace skranke
