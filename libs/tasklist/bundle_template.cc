#include "libs/tasklist/bundle_template.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "libs/base/limits.h"

namespace skranke {
namespace {

using storage::v1::BundleRow;

// Looks at the rows of one template after another, in the order of the file.
class FaultFinder {
 public:
  explicit FaultFinder(const BundleRows& rows) : rows_(rows) {}

  std::vector<BundleFault> Find() {
    absl::flat_hash_map<std::string, std::vector<int>> bundles;
    for (int i = 0; i < rows_.size(); ++i) bundles[rows_[i].bundle()].push_back(i);
    for (int i = 0; i < rows_.size(); ++i) {
      CheckConsent(i);
      const std::vector<int>& parts = bundles[rows_[i].bundle()];
      CheckAgainstFirst(parts.front(), i);
      if (parts.front() == i) CheckWhole(parts);
    }
    return std::move(faults_);
  }

 private:
  void Fault(int index, absl::string_view column, std::string message) {
    faults_.push_back({index, std::string(column), std::move(message)});
  }

  void CheckConsent(int i) {
    const BundleRow& row = rows_[i];
    if (!row.consent().empty() && row.consent_scope().empty()) {
      Fault(i, "consent_scope", "must say what the consent is for");
    }
    if (row.consent().empty() && !row.consent_scope().empty()) {
      Fault(i, "consent_scope", "stands without a consent");
    }
    if (row.lead() && row.optional()) Fault(i, "optional", "the part that leads is always sent");
  }

  // Titles stand in the first row; others repeat them or leave them out.
  void CheckAgainstFirst(int first, int i) {
    const auto differs = [](const std::string& a, const std::string& b) {
      return !b.empty() && a != b;
    };
    if (differs(rows_[first].title_en(), rows_[i].title_en())) {
      Fault(i, "title_en", absl::StrCat("is another title than in row ", rows_[first].line()));
    }
    if (differs(rows_[first].title_local(), rows_[i].title_local())) {
      Fault(i, "title_local", absl::StrCat("is another title than in row ", rows_[first].line()));
    }
  }

  void CheckWhole(const std::vector<int>& parts) {
    const BundleRow* lead = nullptr;
    absl::flat_hash_map<std::string, uint32_t> tasks;
    for (const int i : parts) {
      const BundleRow& row = rows_[i];
      const auto [known, is_new] = tasks.emplace(row.task(), row.line());
      if (!is_new) Fault(i, "task_code", absl::StrCat("is in row ", known->second, " already"));
      if (!row.lead()) continue;
      if (lead != nullptr) Fault(i, "lead", absl::StrCat("row ", lead->line(), " leads already"));
      lead = &row;
    }
    if (lead == nullptr) Fault(parts.front(), "lead", "no part of this template leads");
    if (parts.size() > kPartsPerBundleMax) {
      Fault(parts[kPartsPerBundleMax], "bundle",
            absl::StrCat("has more than ", kPartsPerBundleMax, " parts"));
    }
  }

  const BundleRows& rows_;
  std::vector<BundleFault> faults_;
};

}  // namespace

const BundleRow* BundleTemplate::Find(absl::string_view task) const {
  const auto found = std::find_if(parts.begin(), parts.end(),
                                  [&](const BundleRow* row) { return row->task() == task; });
  return found == parts.end() ? nullptr : *found;
}

std::vector<BundleTemplate> TemplatesOf(const BundleRows& rows) {
  std::vector<BundleTemplate> templates;
  absl::flat_hash_map<std::string, size_t> places;
  for (const BundleRow& row : rows) {
    const auto [place, is_new] = places.emplace(row.bundle(), templates.size());
    if (is_new) {
      templates.push_back(
          {.name = row.bundle(), .title_en = row.title_en(), .title_local = row.title_local()});
    }
    BundleTemplate& one = templates[place->second];
    one.parts.push_back(&row);
    if (row.lead()) one.lead = &row;
  }
  return templates;
}

std::vector<BundleFault> FaultsOf(const BundleRows& rows) { return FaultFinder(rows).Find(); }

}  // namespace skranke
