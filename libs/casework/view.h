// What a command may read while it is judged: the store as the batch has left it so far. Given by
// the engine; used on the writer only. Const is the permission to read; nothing here can write.
#ifndef SKRANKE_LIBS_CASEWORK_VIEW_H_
#define SKRANKE_LIBS_CASEWORK_VIEW_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "libs/casework/installation.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/storage/v1/event.pb.h"
#include "skranke/v1/case.pb.h"

namespace skranke {

// A case in a person's index.
struct PersonCase {
  uint64_t number = 0;
  bool open = false;
  std::string task;
};

class View {
 public:
  virtual ~View() = default;

  virtual const Installation& installation() const = 0;

  // The commit position that this command will have.
  virtual uint64_t position() const = 0;

  // The case, or nothing. Holds until the command is judged.
  virtual const storage::v1::CaseState* FindCase(uint64_t number) const = 0;

  // The latest cases of the person or organisation with that pseudonym, oldest received first.
  virtual std::vector<PersonCase> CasesOf(absl::string_view pseudonym, size_t most) const = 0;

  // The case with that external reference.
  virtual absl::optional<uint64_t> FindExternal(absl::string_view system,
                                                absl::string_view id) const = 0;

  // The life event of that number, or nothing.
  virtual absl::optional<storage::v1::BundleRecord> FindBundle(uint64_t number) const = 0;

  // Visits the unit's work items in the order of the ready index (DESIGN section 3) until `visit`
  // returns false.
  virtual void ScanReady(absl::string_view agency, absl::string_view unit,
                         absl::FunctionRef<bool(const storage::v1::ReadyEntry&)> visit) const = 0;

  // Visits the unit's cases in that state, oldest received first, until `visit` returns false.
  virtual void ScanUnit(absl::string_view agency, absl::string_view unit, v1::State state,
                        absl::FunctionRef<bool(uint64_t number)> visit) const = 0;

  // Visits every open case, wherever it is, until `visit` returns false; the case holds during the
  // call only. Costs as much as there are: for rare commands alone.
  virtual void ScanOpen(absl::FunctionRef<bool(const storage::v1::CaseState&)> visit) const = 0;

  // How many work items of the unit have been taken so far.
  virtual int64_t TakesOf(absl::string_view agency, absl::string_view unit) const = 0;

  // Keyed hash of an identity, for index keys and records.
  virtual std::string Pseudonym(absl::string_view identity) const = 0;

  // Randomness for case numbers and tokens: an input of the command, not of judging.
  virtual uint64_t Draw() const = 0;
};

// What a command will read, so that the engine can fetch for a whole batch at once. Reading
// something else is allowed and slower.
struct ReadSet {
  std::vector<uint64_t> cases;
  // {system, id} of external references.
  std::vector<std::pair<std::string, std::string>> externals;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_VIEW_H_
