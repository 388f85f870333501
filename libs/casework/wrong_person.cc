#include "libs/casework/wrong_person.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "libs/base/digits.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/casework/sealed.h"

namespace skranke {
namespace {

using storage::v1::CaseState;
using storage::v1::PartyDetails;
using storage::v1::PartyRecord;
using storage::v1::WrongPersonRecord;

// Shorter words and numbers stand in many a sentence by chance.
constexpr size_t kTellingBytes = 4;

template <typename Names>
bool Has(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

template <typename Names>
void AddOnce(const std::string& name, Names& names) {
  if (!name.empty() && !Has(names, name)) *names.Add() = name;
}

bool IsAmong(const std::string& pseudonym, const PartyRecords& parties) {
  return std::any_of(parties.begin(), parties.end(),
                     [&](const PartyRecord& party) { return party.pseudonym() == pseudonym; });
}

bool IsOfWord(char c) { return absl::ascii_isalnum(c) || static_cast<unsigned char>(c) >= 0x80; }

// In small letters as far as ASCII has them; a letter of two bytes stays as it is.
std::vector<std::string> WordsOf(absl::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (IsOfWord(c)) {
      words.back().push_back(absl::ascii_tolower(c));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  return words;
}

std::vector<std::string> NameWords(const PartyRecords& parties) {
  std::vector<std::string> words;
  for (const PartyRecord& party : parties) {
    for (std::string& word : WordsOf(Unseal<PartyDetails>(party.details()).name())) {
      words.push_back(std::move(word));
    }
  }
  return words;
}

bool SaysName(absl::string_view text, const PartyDetails& left, const PartyRecords& after) {
  const std::vector<std::string> said = WordsOf(text);
  const std::vector<std::string> known = NameWords(after);
  const std::vector<std::string> words = WordsOf(left.name());
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return word.size() >= kTellingBytes && Has(said, word) && !Has(known, word);
  });
}

bool SaysNumber(absl::string_view text, const PartyDetails& left) {
  const std::string digits = DigitsOf(left.number());
  const bool spelled = digits.size() >= kTellingBytes && absl::StrContains(DigitsOf(text), digits);
  const bool whole =
      left.number().size() >= kTellingBytes && absl::StrContains(text, left.number());
  return spelled || whole;
}

}  // namespace

std::vector<std::string> WhoLeaves(const PartyRecords& before, const PartyRecords& after) {
  std::vector<std::string> leaving;
  for (const PartyRecord& party : before) {
    const std::string& pseudonym = party.pseudonym();
    if (pseudonym.empty() || IsAmong(pseudonym, after) || Has(leaving, pseudonym)) continue;
    leaving.push_back(pseudonym);
  }
  return leaving;
}

std::vector<std::string> AgenciesThatHadIt(const CaseState& citizen_case,
                                           const Directory& directory) {
  google::protobuf::RepeatedPtrField<std::string> agencies;
  const auto* office = directory.FindOffice(citizen_case.office());
  if (citizen_case.triaged() && office != nullptr) AddOnce(office->sorting_agency(), agencies);
  for (const auto& handover : citizen_case.handovers()) {
    AddOnce(handover.receiver().agency(), agencies);
  }
  return {agencies.begin(), agencies.end()};
}

WrongPersonRecord FoundWrong(const CaseState& citizen_case, const std::vector<std::string>& leaving,
                             const PartyRecords& parties, absl::Time found,
                             const Directory& directory) {
  const WrongPersonRecord& known = citizen_case.wrong_person();
  const bool under_way = known.found_us() != 0 && known.settled_us() == 0;
  WrongPersonRecord record = under_way || leaving.empty() ? known : WrongPersonRecord();
  if (record.found_us() == 0) {
    record.set_found_us(absl::ToUnixMicros(found));
    record.set_notify_by_us(absl::ToUnixMicros(found + kNotifyTime));
  }
  for (const std::string& agency : AgenciesThatHadIt(citizen_case, directory)) {
    if (!leaving.empty()) AddOnce(agency, *record.mutable_agencies());
  }
  record.set_finding_count(known.finding_count() + static_cast<uint32_t>(leaving.size()));
  record.set_last_found_us(leaving.empty() ? known.last_found_us() : absl::ToUnixMicros(found));
  record.clear_pseudonyms();
  // Who turns out to be right after all is no longer a wrong one.
  for (const std::string& pseudonym : known.pseudonyms()) {
    if (!IsAmong(pseudonym, parties)) record.add_pseudonyms(pseudonym);
  }
  for (const std::string& pseudonym : leaving) AddOnce(pseudonym, *record.mutable_pseudonyms());
  return record;
}

bool SaysWhoLeft(absl::string_view text, const PartyRecords& before, const PartyRecords& after) {
  const std::vector<std::string> leaving = WhoLeaves(before, after);
  return std::any_of(before.begin(), before.end(), [&](const PartyRecord& party) {
    if (!Has(leaving, party.pseudonym())) return false;
    const auto details = Unseal<PartyDetails>(party.details());
    return SaysNumber(text, details) || SaysName(text, details, after);
  });
}

v1::WrongPersonCase RenderWrongPerson(const CaseState& citizen_case, absl::Time now) {
  const WrongPersonRecord& record = citizen_case.wrong_person();
  const absl::Duration left = absl::FromUnixMicros(record.notify_by_us()) - now;
  v1::WrongPersonCase shown;
  shown.set_name(FormatCaseName(citizen_case.number()));
  shown.set_office(citizen_case.office());
  *shown.mutable_find_time() = ToTimestamp(record.found_us());
  *shown.mutable_notify_by_time() = ToTimestamp(record.notify_by_us());
  shown.set_hours_left(static_cast<int32_t>(absl::Floor(left, absl::Hours(1)) / absl::Hours(1)));
  *shown.mutable_agencies() = record.agencies();
  *shown.mutable_untold_agencies() = record.untold_agencies();
  shown.set_person_count(record.finding_count());
  return shown;
}

}  // namespace skranke
