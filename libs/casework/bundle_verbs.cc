#include "libs/casework/bundle_verbs.h"

#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/access/bundle_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/bundle_content.h"
#include "libs/casework/bundle_draft.h"
#include "libs/casework/bundle_name.h"
#include "libs/casework/case_name.h"
#include "libs/casework/content.h"
#include "libs/casework/register_case.h"
#include "libs/casework/render_bundle.h"
#include "libs/casework/sealed.h"
#include "libs/casework/verb_common.h"

namespace skranke {
namespace {

using storage::v1::BundlePartRecord;
using storage::v1::BundleRecord;
using storage::v1::BundleRow;
using storage::v1::CaseState;

absl::Status CheckConsents(const v1::RegisterBundleRequest& request, const BundleTemplate& asked) {
  absl::flat_hash_set<std::string> said;
  for (int i = 0; i < request.consents_size(); ++i) {
    const std::string field = absl::StrCat("consents[", i, "].task");
    const std::string& task = request.consents(i).task();
    const BundleRow* row = asked.Find(task);
    if (row == nullptr) return FieldError(field, "is no part of this life event");
    if (row->consent().empty()) return FieldError(field, "asks for no consent");
    if (!said.insert(task).second) return FieldError(field, "stands there twice");
  }
  return absl::OkStatus();
}

absl::Status CheckWanted(const v1::RegisterBundleRequest& request, const BundleTemplate& asked) {
  absl::flat_hash_set<std::string> said;
  for (int i = 0; i < request.wanted_size(); ++i) {
    const std::string field = absl::StrCat("wanted[", i, "]");
    const BundleRow* row = asked.Find(request.wanted(i));
    if (row == nullptr) return FieldError(field, "is no part of this life event");
    if (!row->optional()) return FieldError(field, "is sent anyway");
    if (!said.insert(request.wanted(i)).second) return FieldError(field, "stands there twice");
  }
  return absl::OkStatus();
}

v1::ConsentDecision SaidTo(const std::string& task, const v1::RegisterBundleRequest& request) {
  for (const auto& said : request.consents()) {
    if (said.task() == task) return said.decision();
  }
  return v1::CONSENT_DECISION_UNSPECIFIED;
}

bool IsWanted(const BundleRow& row, const v1::RegisterBundleRequest& request) {
  if (!row.optional()) return true;
  for (const std::string& task : request.wanted()) {
    if (task == row.task()) return true;
  }
  return false;
}

v1::PartHold HoldOf(const BundleRow& row, v1::ConsentDecision said, bool wanted) {
  if (!wanted) return v1::PART_HOLD_NOT_WANTED;
  if (row.consent().empty() || said == v1::CONSENT_DECISION_GIVEN) {
    return v1::PART_HOLD_UNSPECIFIED;
  }
  return said == v1::CONSENT_DECISION_REFUSED ? v1::PART_HOLD_CONSENT_REFUSED
                                              : v1::PART_HOLD_NO_CONSENT;
}

BundlePartRecord NewPart(const BundleRow& row, const v1::RegisterBundleRequest& request,
                         absl::Time happened) {
  const v1::ConsentDecision said = SaidTo(row.task(), request);
  BundlePartRecord part;
  part.set_task(row.task());
  part.set_hold(HoldOf(row, said, IsWanted(row, request)));
  if (row.consent().empty()) return part;
  storage::v1::ConsentRecord& consent = *part.mutable_consent();
  consent.set_code(row.consent());
  consent.set_scope(row.consent_scope());
  consent.set_given(said == v1::CONSENT_DECISION_GIVEN);
  if (said != v1::CONSENT_DECISION_UNSPECIFIED) {
    consent.set_stated_us(absl::ToUnixMicros(happened));
  }
  return part;
}

uint64_t FreeBundleNumber(const View& view) {
  uint64_t number = 0;
  do {
    number = view.Draw() >> (64 - kCaseNumberBits);
  } while (number == 0 || view.FindBundle(number).has_value());
  return number;
}

std::string FirstPseudonym(const BundleRecord& record) {
  CaseState parties;
  *parties.mutable_parties() = record.parties();
  return PersonConcerned(parties);
}

struct Visit {
  const storage::v1::PointRow& point;
  const Receipt& receipt;
  absl::Time happened;
};

absl::StatusOr<BundleRecord> NewRecord(const View& view, const Caller& caller,
                                       const v1::RegisterBundleRequest& request,
                                       const BundleTemplate& asked, const Visit& visit,
                                       absl::Time now) {
  BundleRecord record;
  record.set_number(FreeBundleNumber(view));
  record.set_template_(asked.name);
  record.set_office(visit.point.office());
  record.set_point(visit.point.point());
  record.set_place(request.place().empty() ? visit.point.place() : request.place());
  record.set_receive_us(absl::ToUnixMicros(visit.receipt.received));
  record.set_channel(request.channel());
  record.set_registered_by(caller.name);
  SKRANKE_ASSIGN_OR_RETURN(*record.mutable_parties(), CheckParties(request.parties(), view, now));
  *record.mutable_content() = Seal(FirstPseudonym(record), ContentOf(request));
  record.set_backdated(visit.receipt.backdated);
  for (const BundleRow* row : asked.parts) {
    *record.add_parts() = NewPart(*row, request, visit.happened);
  }
  return record;
}

absl::StatusOr<absl::Time> Occurred(bool given, const google::protobuf::Timestamp& time,
                                    const Caller& caller, absl::Time now) {
  if (!given) return absl::InfinitePast();
  return OccurTime(true, time, caller, now);
}

absl::Status WrongConsent(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kFailedPrecondition, reason, message);
}

absl::Status GiveConsent(int index, BundleDraft& draft) {
  storage::v1::ConsentRecord& consent = *draft.part(index).mutable_consent();
  // What was decided before the consent was taken back is not sent a second time.
  const bool stands = draft.Stands(index);
  if (consent.given() && consent.withdraw_us() == 0 && stands) {
    return WrongConsent("CONSENT_UNCHANGED", "the consent is given already");
  }
  if (!stands && draft.IsOfWrongPerson()) {
    return WrongConsent("BUNDLE_WRONG_PERSON",
                        "the life event stands on somebody who is no party of its cases any more: "
                        "register it anew for the right person");
  }
  consent.set_given(true);
  consent.set_stated_us(absl::ToUnixMicros(draft.happened()));
  consent.clear_withdraw_us();
  if (!stands) draft.Send(index);
  return absl::OkStatus();
}

absl::Status RefuseConsent(int index, BundleDraft& draft) {
  BundlePartRecord& part = draft.part(index);
  if (part.hold() == v1::PART_HOLD_CONSENT_REFUSED) {
    return WrongConsent("CONSENT_UNCHANGED", "the consent is refused already");
  }
  if (part.consent().given()) {
    return WrongConsent("CONSENT_GIVEN", "a consent that was given can be taken back");
  }
  part.mutable_consent()->set_stated_us(absl::ToUnixMicros(draft.happened()));
  part.set_hold(v1::PART_HOLD_CONSENT_REFUSED);
  return absl::OkStatus();
}

absl::Status WithdrawConsent(int index, BundleDraft& draft) {
  BundlePartRecord& part = draft.part(index);
  if (part.consent().withdraw_us() != 0) {
    return WrongConsent("CONSENT_UNCHANGED", "the consent is taken back already");
  }
  if (!part.consent().given()) {
    return WrongConsent("CONSENT_NOT_GIVEN", "what was not given cannot be taken back");
  }
  part.mutable_consent()->set_withdraw_us(absl::ToUnixMicros(draft.happened()));
  // A part that was not sent yet, or that nobody has decided.
  const bool held =
      part.number() == 0 || draft.TakeBack(index, "The citizen took back the consent.");
  if (held) part.set_hold(v1::PART_HOLD_CONSENT_WITHDRAWN);
  return absl::OkStatus();
}

absl::Status Decide(int index, v1::ConsentDecision decision, BundleDraft& draft) {
  switch (decision) {
    case v1::CONSENT_DECISION_GIVEN:
      return GiveConsent(index, draft);
    case v1::CONSENT_DECISION_REFUSED:
      return RefuseConsent(index, draft);
    case v1::CONSENT_DECISION_WITHDRAWN:
      return WithdrawConsent(index, draft);
    default:
      return FieldError("decision", "must be given");
  }
}

// The part of that task whose row asks for a consent.
absl::StatusOr<int> FindPart(const BundleRecord& record, const std::string& task) {
  for (int i = 0; i < record.parts_size(); ++i) {
    if (record.parts(i).task() != task) continue;
    if (record.parts(i).consent().code().empty()) return FieldError("task", "asks for no consent");
    return i;
  }
  return FieldError("task", "is no part of this life event");
}

absl::StatusOr<BundleRecord> FindBundle(const View& view, const Caller& caller,
                                        const v1::SetConsentRequest& request) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseBundleName(request.name(), "name"));
  absl::optional<BundleRecord> record = view.FindBundle(number);
  const bool visible = record && SightOf(caller, *record, nullptr) == BundleSight::kCounter;
  if (!visible) return BundleNotFound();
  if (request.etag() != EtagOf(*record)) {
    return ReasonError(absl::StatusCode::kAborted, "ETAG_MISMATCH",
                       "the life event has changed since it was read");
  }
  return *std::move(record);
}

template <typename Response>
Judgement Done(BundleDraft draft) {
  draft.Settle();
  Response response;
  *response.mutable_bundle() = draft.Rendered();
  return std::move(draft).Finish(response);
}

}  // namespace

absl::StatusOr<Judgement> JudgeRegisterBundle(const View& view, const Caller& caller,
                                              const v1::RegisterBundleRequest& request,
                                              absl::Time now) {
  const Installation& installation = view.installation();
  const Directory& directory = *installation.directory;
  SKRANKE_ASSIGN_OR_RETURN(const auto* point,
                           FindCallersPoint(directory, caller, request.service_point()));
  SKRANKE_ASSIGN_OR_RETURN(const Receipt receipt,
                           CheckReceipt(request.has_receive_time(), request.receive_time(), caller,
                                        directory.zone(), now));
  SKRANKE_ASSIGN_OR_RETURN(const absl::Time occur,
                           Occurred(request.has_occur_time(), request.occur_time(), caller, now));
  const TaskList* list = ListAtReceipt(receipt.received, installation);
  const BundleTemplate* asked = list == nullptr ? nullptr : list->FindBundle(request.template_());
  if (asked == nullptr) {
    return FieldError("template", "is no life event of the list in force at receipt");
  }
  SKRANKE_RETURN_IF_ERROR(CheckContent(request, *asked, *list));
  SKRANKE_RETURN_IF_ERROR(CheckConsents(request, *asked));
  SKRANKE_RETURN_IF_ERROR(CheckWanted(request, *asked));
  const Visit visit{*point, receipt, occur == absl::InfinitePast() ? now : occur};
  SKRANKE_ASSIGN_OR_RETURN(BundleRecord record,
                           NewRecord(view, caller, request, *asked, visit, now));
  record.set_list_version(list->version());
  BundleDraft draft(view, caller, *list, std::move(record), occur, now);
  for (int i = 0; i < draft.record().parts_size(); ++i) {
    if (draft.record().parts(i).hold() == v1::PART_HOLD_UNSPECIFIED) draft.Send(i);
  }
  return Done<v1::RegisterBundleResponse>(std::move(draft));
}

absl::StatusOr<Judgement> JudgeSetConsent(const View& view, const Caller& caller,
                                          const v1::SetConsentRequest& request, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(BundleRecord record, FindBundle(view, caller, request));
  SKRANKE_ASSIGN_OR_RETURN(const int index, FindPart(record, request.task()));
  SKRANKE_ASSIGN_OR_RETURN(const absl::Time occur,
                           Occurred(request.has_occur_time(), request.occur_time(), caller, now));
  const TaskList* list = view.installation().lists->FindByVersion(record.list_version());
  if (TemplateOf(record, view.installation()) == nullptr) {
    return absl::DataLossError("the list of a life event is not installed");
  }
  BundleDraft draft(view, caller, *list, std::move(record), occur, now);
  SKRANKE_RETURN_IF_ERROR(Decide(index, request.decision(), draft));
  return Done<v1::SetConsentResponse>(std::move(draft));
}

}  // namespace skranke
