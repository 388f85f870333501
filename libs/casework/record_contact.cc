#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/case_name.h"
#include "libs/casework/counter_verbs.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

storage::v1::ContactRecorded Recorded(const v1::RecordContactRequest& request,
                                      const storage::v1::PointRow& point, const View& view) {
  storage::v1::ContactRecorded recorded;
  recorded.set_contact(view.Draw() >> (64 - kCaseNumberBits));
  recorded.set_channel(request.channel());
  recorded.set_outcome(request.outcome());
  recorded.set_office(point.office());
  recorded.set_point(point.point());
  recorded.set_task(request.task());
  recorded.set_outgoing(request.outgoing());
  return recorded;
}

v1::RecordContactResponse ContactReply(const storage::v1::ContactRecorded& recorded,
                                       const v1::RecordContactRequest& request,
                                       absl::Time happened) {
  v1::RecordContactResponse response;
  v1::Contact* contact = response.mutable_contact();
  contact->set_name(absl::StrCat("contacts/", FormatCaseNumber(recorded.contact())));
  contact->set_citizen_case(request.citizen_case());
  contact->set_channel(request.channel());
  contact->set_outcome(request.outcome());
  contact->set_office(recorded.office());
  contact->set_service_point(recorded.point());
  contact->set_task(request.task());
  contact->set_note(request.note());
  contact->set_outgoing(request.outgoing());
  *contact->mutable_contact_time() = ToTimestamp(absl::ToUnixMicros(happened));
  return response;
}

}  // namespace

absl::StatusOr<Judgement> JudgeRecordContact(const View& view, const Caller& caller,
                                             const v1::RecordContactRequest& request,
                                             absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const auto* point, FindCallersPoint(*view.installation().directory,
                                                               caller, request.service_point()));
  SKRANKE_ASSIGN_OR_RETURN(const absl::Time happened,
                           OccurTime(request.has_occur_time(), request.occur_time(), caller, now));
  storage::v1::ContactRecorded recorded = Recorded(request, *point, view);

  const CaseState* c = nullptr;
  if (!request.citizen_case().empty()) {
    SKRANKE_ASSIGN_OR_RETURN(c, FindAtCounter(view, caller, request.citizen_case()));
  }
  const std::string person = c == nullptr ? "" : PersonConcerned(*c);
  if (!request.note().empty()) *recorded.mutable_note() = SealText(person, request.note());
  const v1::RecordContactResponse response = ContactReply(recorded, request, happened);

  storage::v1::Event event;
  if (request.has_occur_time()) event.set_occur_us(absl::ToUnixMicros(happened));
  *event.mutable_contact_recorded() = std::move(recorded);
  if (c != nullptr) {
    CaseDraft draft(view, caller, *c, now);
    event.set_number(c->number());
    draft.Add(std::move(event));
    return std::move(draft).Finish(response);
  }
  Judgement judgement;
  judgement.events.push_back(std::move(event));
  judgement.reply = response.SerializeAsString();
  return judgement;
}

}  // namespace skranke
