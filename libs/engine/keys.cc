#include "libs/engine/keys.h"

#include "absl/strings/str_cat.h"
#include "libs/casework/case_name.h"

namespace skranke {
namespace {

constexpr uint64_t kSignBit = uint64_t{1} << 63;

std::string Prefix(char kind, std::initializer_list<absl::string_view> codes) {
  std::string key(1, kind);
  for (const absl::string_view code : codes) AppendCode(code, key);
  return key;
}

}  // namespace

void AppendNumber(uint64_t number, std::string& key) {
  for (int shift = 56; shift >= 0; shift -= 8) key.push_back(static_cast<char>(number >> shift));
}

void AppendInstant(int64_t micros, std::string& key) {
  AppendNumber(static_cast<uint64_t>(micros) ^ kSignBit, key);
}

uint64_t NumberAtEnd(absl::string_view key, size_t skip) {
  uint64_t number = 0;
  for (const char c : key.substr(key.size() - skip - 8, 8)) {
    number = number << 8 | static_cast<unsigned char>(c);
  }
  return number;
}

int64_t InstantAtEnd(absl::string_view key, size_t skip) {
  return static_cast<int64_t>(NumberAtEnd(key, skip) ^ kSignBit);
}

void AppendCode(absl::string_view code, std::string& key) {
  key.append(code.data(), code.size());
  key.push_back('\0');
}

std::string CaseKey(uint64_t number) {
  std::string key;
  AppendNumber(number, key);
  return key;
}

std::string EventKey(uint64_t position) { return CaseKey(position); }

std::string PersonPrefix(absl::string_view pseudonym) {
  std::string key(1, 'p');
  key.append(pseudonym.data(), pseudonym.size());
  return key;
}

std::string UnitPrefix(absl::string_view agency, absl::string_view unit) {
  return Prefix('u', {agency, unit});
}

std::string UnitStatePrefix(absl::string_view agency, absl::string_view unit, int state) {
  std::string key = UnitPrefix(agency, unit);
  key.push_back(static_cast<char>(state));
  return key;
}

std::string WaitingPrefix(absl::string_view office) { return Prefix('w', {office}); }

std::string WaitingStatePrefix(absl::string_view office, int state) {
  std::string key = WaitingPrefix(office);
  key.push_back(static_cast<char>(state));
  return key;
}

std::string OfficePrefix(absl::string_view office) { return Prefix('o', {office}); }

std::string HiddenPrefix() { return "h"; }

std::string ExternalKey(absl::string_view pseudonym) {
  std::string key(1, 'x');
  key.append(pseudonym.data(), pseudonym.size());
  return key;
}

std::string BundlePrefix(absl::string_view bundle) { return Prefix('b', {bundle}); }

std::string BundleKey(uint64_t number) {
  return absl::StrCat(kBundlePrefix, FormatCaseNumber(number));
}

std::string IncidentPrefix(absl::string_view incident) { return Prefix('i', {incident}); }

std::string DocumentPrefix(absl::string_view pseudonym) {
  std::string key(1, 'k');
  key.append(pseudonym.data(), pseudonym.size());
  return key;
}

std::string WrongPersonPrefix() { return "q"; }

std::string AgencyNumberPrefix(absl::string_view pseudonym) {
  std::string key(1, 'a');
  key.append(pseudonym.data(), pseudonym.size());
  return key;
}

std::string WorkPrefix(absl::string_view agency, absl::string_view unit) {
  return Prefix('w', {agency, unit});
}

std::string MessagePrefix(absl::string_view agency) { return Prefix('m', {agency}); }

std::string DeadLetterPrefix() { return "d"; }

std::string AfterPrefix(absl::string_view prefix) {
  std::string end(prefix);
  while (!end.empty() && static_cast<unsigned char>(end.back()) == 0xff) end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(end.back() + 1);
  return end;
}

std::string TimerKey(int64_t due_us, TimerKind kind, uint64_t number) {
  std::string key;
  AppendInstant(due_us, key);
  key.push_back(static_cast<char>(kind));
  AppendNumber(number, key);
  return key;
}

}  // namespace skranke
