#include "libs/casework/bundle_content.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/stated_facts.h"
#include "libs/tasklist/requirement_words.h"

namespace skranke {
namespace {

using storage::v1::BundleRow;
using storage::v1::RequirementRow;

constexpr int kConsentKind = static_cast<int>(RequirementKind::kConsent);

const RequirementRow* FindRequirement(const TaskList& list, absl::string_view task, int kind,
                                      absl::string_view code) {
  const auto rows = list.requirements(task);
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const RequirementRow* row) {
    return row->kind() == kind && row->code() == code;
  });
  return found == rows.end() ? nullptr : *found;
}

bool AsksForFact(const TaskList& list, absl::string_view task, absl::string_view fact) {
  const auto names = [&](const auto* row) { return row->fact() == fact; };
  const auto schema = list.fact_schema(task);
  const auto conditions = list.conditions(task);
  return std::any_of(schema.begin(), schema.end(), names) ||
         std::any_of(conditions.begin(), conditions.end(), names) ||
         FindRequirement(list, task, static_cast<int>(RequirementKind::kFact), fact) != nullptr;
}

bool AsksForDocument(const TaskList& list, absl::string_view task, absl::string_view code) {
  return FindRequirement(list, task, static_cast<int>(RequirementKind::kDocument), code) != nullptr;
}

storage::v1::AttestationRecord ConsentFor(const BundleRow& part, const TaskList& list,
                                          absl::string_view reference) {
  storage::v1::AttestationRecord consent;
  consent.set_kind(kConsentKind);
  consent.set_code(part.consent());
  consent.set_reference(reference.data(), reference.size());
  const RequirementRow* row = FindRequirement(list, part.task(), kConsentKind, part.consent());
  if (row != nullptr) consent.set_of_role(row->of_role());
  return consent;
}

template <typename Asks>
bool SomePart(const BundleTemplate& asked, Asks asks) {
  return std::any_of(asked.parts.begin(), asked.parts.end(),
                     [&](const BundleRow* row) { return asks(row->task()); });
}

absl::Status NobodyAsks(absl::string_view table, int index, absl::string_view field) {
  return FieldError(absl::StrCat(table, "[", index, "].", field),
                    "is asked for by no part of this life event");
}

}  // namespace

storage::v1::Content ContentFor(const BundleRow& part, const TaskList& list,
                                const storage::v1::Content& content, absl::string_view reference) {
  storage::v1::Content own;
  for (const auto& fact : content.facts()) {
    if (AsksForFact(list, part.task(), fact.name())) *own.add_facts() = fact;
  }
  for (const auto& document : content.documents()) {
    if (AsksForDocument(list, part.task(), document.code())) *own.add_documents() = document;
  }
  for (const auto& attestation : content.attestations()) {
    const auto* row = FindRequirement(list, part.task(), attestation.kind(), attestation.code());
    // What the citizen said to this part counts, and not what was said to another.
    const bool said = attestation.kind() == kConsentKind && attestation.code() == part.consent();
    if (row != nullptr && !said) *own.add_attestations() = attestation;
  }
  if (!part.consent().empty()) *own.add_attestations() = ConsentFor(part, list, reference);
  return own;
}

absl::Status CheckContent(const v1::RegisterBundleRequest& request, const BundleTemplate& asked,
                          const TaskList& list) {
  for (const BundleRow* part : asked.parts) {
    SKRANKE_RETURN_IF_ERROR(CheckStatedFacts(&list, part->task(), request.facts()));
  }
  for (int i = 0; i < request.facts_size(); ++i) {
    const std::string& name = request.facts(i).name();
    const auto asks = [&](absl::string_view task) { return AsksForFact(list, task, name); };
    if (!SomePart(asked, asks)) return NobodyAsks("facts", i, "name");
  }
  for (int i = 0; i < request.documents_size(); ++i) {
    const std::string& code = request.documents(i).code();
    const auto asks = [&](absl::string_view task) { return AsksForDocument(list, task, code); };
    if (!SomePart(asked, asks)) return NobodyAsks("documents", i, "code");
  }
  for (int i = 0; i < request.attestations_size(); ++i) {
    const v1::Attestation& given = request.attestations(i);
    const auto asks = [&](absl::string_view task) {
      return FindRequirement(list, task, given.kind(), given.code()) != nullptr;
    };
    if (!SomePart(asked, asks)) return NobodyAsks("attestations", i, "code");
  }
  return absl::OkStatus();
}

}  // namespace skranke
