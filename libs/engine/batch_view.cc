#include "libs/engine/batch_view.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/casework/states.h"
#include "libs/engine/keys.h"
#include "libs/engine/rows.h"

namespace skranke {
namespace {

// State, received and number at the end of a key of an owner's index.
constexpr size_t kStateTail = 1 + 8 + 8;

}  // namespace

PersonCase ToPersonCase(absl::string_view key, absl::string_view value) {
  PersonCase person_case;
  person_case.number = NumberAtEnd(key);
  person_case.open = !value.empty() && value[0] == 'o';
  person_case.task = value.empty() ? "" : std::string(value.substr(1));
  return person_case;
}

BatchView::BatchView(const Overlay* overlay, const Installation* installation,
                     const InstallationKey* key, Entropy* entropy, uint64_t position)
    : overlay_(overlay),
      installation_(installation),
      key_(key),
      entropy_(entropy),
      position_(position) {}

void BatchView::Note(const absl::Status& status) const {
  if (read_status_.ok()) read_status_ = status;
}

const storage::v1::CaseState* BatchView::FindCase(uint64_t number) const {
  auto found = overlay_->FindCase(number);
  Note(found.status());
  if (!found.ok() || *found == nullptr) return nullptr;
  held_.push_back(*std::move(found));
  return held_.back().get();
}

std::vector<PersonCase> BatchView::CasesOf(absl::string_view pseudonym, size_t most) const {
  const std::string prefix = PersonPrefix(pseudonym);
  std::vector<PersonCase> cases;
  Note(overlay_->Scan(
      {Table::kIndex, prefix, AfterPrefix(prefix), /*backwards=*/true, /*is_group=*/true},
      [&](absl::string_view key, absl::string_view value) {
        cases.push_back(ToPersonCase(key, value));
        return cases.size() < most;
      }));
  std::reverse(cases.begin(), cases.end());
  return cases;
}

absl::optional<uint64_t> BatchView::FindExternal(absl::string_view system,
                                                 absl::string_view id) const {
  const auto row = overlay_->Get(Table::kIndex, ExternalKey(ExternalPseudonym(*key_, system, id)));
  Note(row.status());
  if (!row.ok() || !row->has_value()) return absl::nullopt;
  return NumberAtEnd(**row);
}

absl::optional<storage::v1::BundleRecord> BatchView::FindBundle(uint64_t number) const {
  const auto row = overlay_->Get(Table::kMeta, BundleKey(number));
  Note(row.status());
  if (!row.ok() || !row->has_value()) return absl::nullopt;
  storage::v1::BundleRecord bundle;
  if (bundle.ParseFromString(**row)) return bundle;
  Note(absl::DataLossError("a stored life event cannot be read"));
  return absl::nullopt;
}

void BatchView::ScanReady(absl::string_view agency, absl::string_view unit,
                          absl::FunctionRef<bool(const storage::v1::ReadyEntry&)> visit) const {
  const std::string prefix = WorkPrefix(agency, unit);
  Note(overlay_->Scan({Table::kReady, prefix, AfterPrefix(prefix)}, [&](absl::string_view,
                                                                        absl::string_view value) {
    storage::v1::ReadyEntry entry;
    return entry.ParseFromArray(value.data(), static_cast<int>(value.size())) && visit(entry);
  }));
}

void BatchView::ScanUnit(absl::string_view agency, absl::string_view unit, v1::State state,
                         absl::FunctionRef<bool(uint64_t)> visit) const {
  const std::string prefix = UnitStatePrefix(agency, unit, state);
  Note(overlay_->Scan(
      {Table::kIndex, prefix, AfterPrefix(prefix)},
      [&](absl::string_view key, absl::string_view) { return visit(NumberAtEnd(key)); }));
}

void BatchView::ScanOpen(absl::FunctionRef<bool(const storage::v1::CaseState&)> visit) const {
  if (ScanOwners('u', visit)) ScanOwners('w', visit);
}

bool BatchView::ScanOwners(char letter,
                           absl::FunctionRef<bool(const storage::v1::CaseState&)> visit) const {
  std::string begin(1, letter);
  const std::string end = AfterPrefix(begin);
  while (true) {
    // Keys are the owner's prefix, one byte of state, received and number.
    std::string owner;
    Note(overlay_->Scan({Table::kIndex, begin, end}, [&](absl::string_view key, absl::string_view) {
      owner = std::string(key.substr(0, key.size() - kStateTail));
      return false;
    }));
    if (owner.empty()) return true;
    for (int state = v1::State_MIN; state <= v1::State_MAX; ++state) {
      if (!v1::State_IsValid(state) || !IsOpen(static_cast<v1::State>(state))) continue;
      if (!ScanState(owner + static_cast<char>(state), visit)) return false;
    }
    begin = AfterPrefix(owner);
  }
}

bool BatchView::ScanState(const std::string& prefix,
                          absl::FunctionRef<bool(const storage::v1::CaseState&)> visit) const {
  bool going = true;
  Note(overlay_->Scan({Table::kIndex, prefix, AfterPrefix(prefix)},
                      [&](absl::string_view key, absl::string_view) {
                        const auto found = overlay_->PeekCase(NumberAtEnd(key));
                        Note(found.status());
                        if (found.ok() && *found != nullptr) going = visit(**found);
                        return going && found.ok();
                      }));
  return going && read_status_.ok();
}

int64_t BatchView::TakesOf(absl::string_view agency, absl::string_view unit) const {
  const auto takes =
      overlay_->Counter(absl::StrCat("e/", agency, absl::string_view("\0", 1), unit));
  Note(takes.status());
  return takes.value_or(0);
}

std::string BatchView::Pseudonym(absl::string_view identity) const {
  return key_->Pseudonym("person", identity);
}

}  // namespace skranke
