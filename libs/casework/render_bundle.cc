#include "libs/casework/render_bundle.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/calendar/office_day.h"
#include "libs/casework/bundle_name.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/casework/states.h"

namespace skranke {
namespace {

using storage::v1::BundlePartRecord;
using storage::v1::BundleRecord;
using storage::v1::CaseState;

std::string TitleOf(absl::string_view task, const TaskList* list) {
  const auto* row = list == nullptr ? nullptr : list->Find(task);
  return row == nullptr || row->title_local().empty() ? std::string(task) : row->title_local();
}

v1::PartWait WaitOf(v1::State state) {
  switch (state) {
    case v1::STATE_COMPLETE:
      return v1::PART_WAIT_COUNTER;
    case v1::STATE_INCOMPLETE:
      return v1::PART_WAIT_PAPERS;
    case v1::STATE_TRIAGE:
      return v1::PART_WAIT_SORTING;
    case v1::STATE_ROUTED:
    case v1::STATE_DELIVERED:
      return v1::PART_WAIT_ACCEPTANCE;
    case v1::STATE_AWAITING_INFO:
      return v1::PART_WAIT_ANSWER;
    case v1::STATE_ACCEPTED:
    case v1::STATE_IN_PROGRESS:
    case v1::STATE_DECIDED:
      return v1::PART_WAIT_DECISION;
    default:
      return v1::PART_WAIT_UNSPECIFIED;
  }
}

v1::PartWait WaitOf(const v1::BundlePart& part) {
  if (part.hold() == v1::PART_HOLD_NO_CONSENT) return v1::PART_WAIT_CONSENT;
  return part.hold() == v1::PART_HOLD_UNSPECIFIED ? WaitOf(part.state())
                                                  : v1::PART_WAIT_UNSPECIFIED;
}

bool WaitsForCitizen(v1::PartWait wait) {
  return wait == v1::PART_WAIT_CONSENT || wait == v1::PART_WAIT_PAPERS ||
         wait == v1::PART_WAIT_ANSWER;
}

v1::ConsentDecision DecisionOf(const storage::v1::ConsentRecord& consent) {
  if (consent.withdraw_us() != 0) return v1::CONSENT_DECISION_WITHDRAWN;
  if (consent.given()) return v1::CONSENT_DECISION_GIVEN;
  return consent.stated_us() != 0 ? v1::CONSENT_DECISION_REFUSED : v1::CONSENT_DECISION_UNSPECIFIED;
}

void RenderConsent(const storage::v1::ConsentRecord& record, v1::PartConsent* consent) {
  consent->set_code(record.code());
  consent->set_scope(record.scope());
  consent->set_decision(DecisionOf(record));
  if (record.stated_us() != 0) *consent->mutable_state_time() = ToTimestamp(record.stated_us());
  if (record.withdraw_us() != 0) {
    *consent->mutable_withdraw_time() = ToTimestamp(record.withdraw_us());
  }
}

std::string HoldSentence(const v1::BundlePart& part) {
  switch (part.hold()) {
    case v1::PART_HOLD_NO_CONSENT:
      return absl::StrCat("Waits for the citizen's consent: ", part.consent().scope(), ".");
    case v1::PART_HOLD_CONSENT_REFUSED:
      return "Not sent: the citizen refused the consent.";
    case v1::PART_HOLD_CONSENT_WITHDRAWN:
      return "Taken back: the citizen withdrew the consent.";
    default:
      return "Not sent: the citizen did not want it.";
  }
}

std::string Missing(const v1::CounterAnswer& answer) {
  std::string codes;
  for (const auto& missing : answer.missing()) {
    absl::StrAppend(&codes, codes.empty() ? "" : ", ", missing.code());
  }
  return codes.empty() ? "Something is still needed from the citizen."
                       : absl::StrCat("Still needed: ", codes, ".");
}

std::string ByWhen(const v1::CounterAnswer& answer, const Installation& installation) {
  if (!answer.has_promise_time()) return ".";
  const absl::CivilDay day =
      installation.directory->zone().DayOf(FromTimestamp(answer.promise_time()));
  return absl::StrCat(", to be answered by ", FormatDay(day), ".");
}

std::string EndedSentence(const v1::BundlePart& part) {
  switch (part.state()) {
    case v1::STATE_HANDLED_AT_COUNTER:
      return "The counter has finished it.";
    case v1::STATE_WITHDRAWN:
      return "The citizen took it back.";
    case v1::STATE_MISREGISTERED:
      return "It should not have been registered.";
    default:
      return absl::StrCat(part.answer().authority_title(), " has closed it.");
  }
}

std::string SentenceFor(const v1::BundlePart& part, const Installation& installation) {
  const std::string& who = part.answer().authority_title();
  const std::string when = ByWhen(part.answer(), installation);
  if (part.hold() != v1::PART_HOLD_UNSPECIFIED) return HoldSentence(part);
  switch (part.waits_for()) {
    case v1::PART_WAIT_PAPERS:
      return Missing(part.answer());
    case v1::PART_WAIT_ANSWER:
      return absl::StrCat(who, " waits for an answer of the citizen.");
    case v1::PART_WAIT_COUNTER:
      return "The counter can finish it.";
    case v1::PART_WAIT_SORTING:
      return absl::StrCat("A person at ", who, " sorts it", when);
    case v1::PART_WAIT_ACCEPTANCE:
      return absl::StrCat("Sent to ", who, when);
    case v1::PART_WAIT_DECISION:
      return absl::StrCat(who, " has taken it", when);
    default:
      return EndedSentence(part);
  }
}

// Who has it and by when; what was said to it, what it lacks and why it went there is of the part
// alone.
void LeaveOutWhatIsOfThePart(v1::BundlePart& part) {
  part.clear_citizen_case();
  part.clear_consent();
  part.mutable_answer()->clear_reason();
  part.mutable_answer()->clear_missing();
  part.mutable_answer()->clear_outcomes();
}

v1::BundlePart RenderPart(const BundlePartRecord& record, const CaseState* c, const TaskList* list,
                          const Installation& installation, absl::Time now) {
  v1::BundlePart part;
  part.set_task(record.task());
  part.set_title(TitleOf(record.task(), list));
  part.set_hold(static_cast<v1::PartHold>(record.hold()));
  if (!record.consent().code().empty()) RenderConsent(record.consent(), part.mutable_consent());
  if (c != nullptr) {
    part.set_citizen_case(FormatCaseName(c->number()));
    part.set_state(RenderState(*c, Sight::kCounter));
    *part.mutable_answer() = AnswerOf(*c, installation, now);
  }
  part.set_waits_for(WaitOf(part));
  return part;
}

v1::BundleStatus StatusOf(const v1::Bundle& bundle) {
  v1::BundleStatus status = v1::BUNDLE_STATUS_CLOSED;
  for (const auto& part : bundle.parts()) {
    if (WaitsForCitizen(part.waits_for())) return v1::BUNDLE_STATUS_WAITS_FOR_CITIZEN;
    if (part.waits_for() != v1::PART_WAIT_UNSPECIFIED) status = v1::BUNDLE_STATUS_UNDER_WAY;
  }
  return status;
}

void RenderAnswer(const BundleRecord& record, const CaseState* lead,
                  const Installation& installation, absl::Time now, v1::Bundle& bundle) {
  v1::BundleAnswer& answer = *bundle.mutable_answer();
  if (lead != nullptr) {
    const v1::CounterAnswer of_lead = AnswerOf(*lead, installation, now);
    answer.set_authority(of_lead.authority());
    answer.set_authority_title(of_lead.authority_title());
  } else if (const auto* office = installation.directory->FindOffice(record.office())) {
    answer.set_authority(office->office());
    answer.set_authority_title(office->title());
  }
  for (const auto& part : bundle.parts()) {
    answer.add_sentences(absl::StrCat(part.title(), ": ", SentenceFor(part, installation)));
    const bool waits = part.waits_for() != v1::PART_WAIT_UNSPECIFIED;
    if (!waits || !part.answer().has_promise_time()) continue;
    if (FromTimestamp(part.answer().promise_time()) > FromTimestamp(answer.promise_time())) {
      *answer.mutable_promise_time() = part.answer().promise_time();
    }
  }
}

}  // namespace

std::string EtagOf(const BundleRecord& bundle) { return absl::StrCat("v", bundle.revision()); }

const BundleTemplate* TemplateOf(const BundleRecord& bundle, const Installation& installation) {
  const TaskList* list = installation.lists->FindByVersion(bundle.list_version());
  return list == nullptr ? nullptr : list->FindBundle(bundle.template_());
}

const CaseState* LeadOf(const BundleRecord& bundle, const Installation& installation,
                        CaseOf case_of) {
  const BundleTemplate* asked = TemplateOf(bundle, installation);
  if (asked == nullptr || asked->lead == nullptr) return nullptr;
  for (const auto& part : bundle.parts()) {
    if (part.task() != asked->lead->task()) continue;
    const bool sent = part.number() != 0 && part.hold() == v1::PART_HOLD_UNSPECIFIED;
    return sent ? case_of(part.number()) : nullptr;
  }
  return nullptr;
}

v1::Bundle Render(const BundleRecord& record, BundleSight sight, const Installation& installation,
                  CaseOf case_of, absl::Time now) {
  const TaskList* list = installation.lists->FindByVersion(record.list_version());
  const BundleTemplate* asked = TemplateOf(record, installation);
  v1::Bundle bundle;
  bundle.set_name(FormatBundleName(record.number()));
  bundle.set_etag(EtagOf(record));
  bundle.set_template_(record.template_());
  bundle.set_title(asked == nullptr ? record.template_() : asked->title_local);
  bundle.set_list_version(record.list_version());
  bundle.set_office(record.office());
  bundle.set_service_point(record.point());
  *bundle.mutable_receive_time() = ToTimestamp(record.receive_us());
  const CaseState* lead = LeadOf(record, installation, case_of);
  for (const auto& part : record.parts()) {
    const CaseState* c = part.number() == 0 ? nullptr : case_of(part.number());
    v1::BundlePart rendered = RenderPart(part, c, list, installation, now);
    rendered.set_lead(asked != nullptr && asked->lead != nullptr &&
                      asked->lead->task() == part.task());
    const bool own = c != nullptr && lead != nullptr && c->number() == lead->number();
    if (sight == BundleSight::kLead && !own) {
      // That a part is held tells what the citizen said to it.
      if (c == nullptr || rendered.hold() != v1::PART_HOLD_UNSPECIFIED) continue;
      LeaveOutWhatIsOfThePart(rendered);
    }
    *bundle.add_parts() = std::move(rendered);
  }
  bundle.set_status(StatusOf(bundle));
  RenderAnswer(record, lead, installation, now, bundle);
  return bundle;
}

v1::BundleTemplate Render(const BundleTemplate& one, const TaskList& list) {
  v1::BundleTemplate out;
  out.set_template_(one.name);
  out.set_title(one.title_local);
  out.set_title_en(one.title_en);
  for (const auto* row : one.parts) {
    v1::TemplatePart& part = *out.add_parts();
    part.set_task(row->task());
    part.set_title(TitleOf(row->task(), &list));
    part.set_lead(row->lead());
    part.set_optional(row->optional());
    part.set_consent(row->consent());
    part.set_consent_scope(row->consent_scope());
  }
  return out;
}

}  // namespace skranke
