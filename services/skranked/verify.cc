#include "services/skranked/verify.h"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/engine/recovery.h"
#include "libs/engine/replay.h"
#include "libs/engine/verify_documents.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "libs/vault/installation_key.h"

namespace skranke {
namespace {

// A directory that is gone when this is.
class Scratch {
 public:
  explicit Scratch(const std::string& near) : path_(near + ".verify-XXXXXX") {
    made_ = mkdtemp(path_.data()) != nullptr;
  }
  ~Scratch() {
    std::error_code ignored;
    if (made_) std::filesystem::remove_all(path_, ignored);
  }
  bool made() const { return made_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

absl::Status CompareViews(const std::string& base, const Store& store, const InstallationKey& key) {
  const Scratch scratch(base);
  if (!scratch.made()) {
    return ReasonError(absl::StatusCode::kUnavailable, "STORE_IO_ERROR",
                       absl::StrCat("no room for a scratch directory beside ", base));
  }
  SKRANKE_ASSIGN_OR_RETURN(const auto derived, OpenRocksDb(scratch.path()));
  return VerifyViews(store, *derived, key);
}

std::string Told(const DocumentFigures& figures) {
  std::string told =
      absl::StrCat(figures.stored, " documents, ", figures.orphans, " of them without a case");
  if (figures.missing == 0) return told;
  absl::StrAppend(&told, "; ", figures.missing, " documents of cases are not here:");
  for (const std::string& which : figures.missing_named) absl::StrAppend(&told, "\n  ", which);
  if (figures.missing > figures.missing_named.size()) absl::StrAppend(&told, "\n  …");
  return told;
}

}  // namespace

absl::StatusOr<std::string> VerifyDataDirectory(const std::string& data_dir,
                                                const std::string& head_file,
                                                const std::string& documents_dir) {
  std::string base = data_dir;
  while (base.size() > 1 && base.back() == '/') base.pop_back();
  SKRANKE_ASSIGN_OR_RETURN(const auto store, OpenForVerify(base));
  SKRANKE_RETURN_IF_ERROR(store->Verify());
  SKRANKE_ASSIGN_OR_RETURN(const InstallationKey key,
                           InstallationKey::Load(absl::StrCat(base, ".key")));
  const std::string head = head_file.empty() ? absl::StrCat(base, ".head") : head_file;
  SKRANKE_RETURN_IF_ERROR(RecoverLog(*store->Snapshot(), key, head).status());
  SKRANKE_ASSIGN_OR_RETURN(const Recovered whole, VerifyLog(*store->Snapshot()));
  SKRANKE_RETURN_IF_ERROR(CompareViews(base, *store, key));
  const std::string documents =
      documents_dir.empty() ? absl::StrCat(base, ".documents") : documents_dir;
  SKRANKE_ASSIGN_OR_RETURN(const DocumentFigures figures, VerifyDocuments(*store, key, documents));
  return absl::StrCat("verified ", whole.walked, " records: every block, the chain, every view; ",
                      Told(figures));
}

}  // namespace skranke
