// The View over an Overlay that the writer judges a command with. One thread at a time.
#ifndef SKRANKE_LIBS_ENGINE_BATCH_VIEW_H_
#define SKRANKE_LIBS_ENGINE_BATCH_VIEW_H_

#include <memory>
#include <string>
#include <vector>

#include "libs/casework/view.h"
#include "libs/engine/overlay.h"
#include "libs/vault/entropy.h"
#include "libs/vault/installation_key.h"

namespace skranke {

class BatchView : public View {
 public:
  BatchView(const Overlay* overlay, const Installation* installation, const InstallationKey* key,
            Entropy* entropy, uint64_t position);

  // The first read that failed; the command's judgement must then not be used.
  const absl::Status& read_status() const { return read_status_; }

  const Installation& installation() const override { return *installation_; }
  uint64_t position() const override { return position_; }
  const storage::v1::CaseState* FindCase(uint64_t number) const override;
  std::vector<PersonCase> CasesOf(absl::string_view pseudonym, size_t most) const override;
  absl::optional<uint64_t> FindExternal(absl::string_view system,
                                        absl::string_view id) const override;
  absl::optional<storage::v1::BundleRecord> FindBundle(uint64_t number) const override;
  void ScanReady(absl::string_view agency, absl::string_view unit,
                 absl::FunctionRef<bool(const storage::v1::ReadyEntry&)> visit) const override;
  void ScanUnit(absl::string_view agency, absl::string_view unit, v1::State state,
                absl::FunctionRef<bool(uint64_t)> visit) const override;
  void ScanOpen(absl::FunctionRef<bool(const storage::v1::CaseState&)> visit) const override;
  int64_t TakesOf(absl::string_view agency, absl::string_view unit) const override;
  std::string Pseudonym(absl::string_view identity) const override;
  uint64_t Draw() const override { return entropy_->Next(); }

 private:
  void Note(const absl::Status& status) const;
  // Visits the open cases of all owners in the index of that letter; false if `visit` ended it.
  bool ScanOwners(char letter, absl::FunctionRef<bool(const storage::v1::CaseState&)> visit) const;
  bool ScanState(const std::string& prefix,
                 absl::FunctionRef<bool(const storage::v1::CaseState&)> visit) const;

  const Overlay* const overlay_;
  const Installation* const installation_;
  const InstallationKey* const key_;
  Entropy* const entropy_;
  const uint64_t position_;
  mutable absl::Status read_status_;
  // Keeps what FindCase returned until the command is judged.
  mutable std::vector<std::shared_ptr<const storage::v1::CaseState>> held_;
};

// Reading a person's index rows, for views and snapshots alike.
PersonCase ToPersonCase(absl::string_view key, absl::string_view value);

}  // namespace skranke

#endif  // SKRANKE_LIBS_ENGINE_BATCH_VIEW_H_
