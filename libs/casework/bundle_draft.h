// A life event while a command is judged: its record as it becomes, and the cases of the parts that
// the command sends or takes back. One thread.
#ifndef SKRANKE_LIBS_CASEWORK_BUNDLE_DRAFT_H_
#define SKRANKE_LIBS_CASEWORK_BUNDLE_DRAFT_H_

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "google/protobuf/message_lite.h"
#include "libs/access/caller.h"
#include "libs/casework/judgement.h"
#include "libs/casework/view.h"
#include "libs/tasklist/task_list.h"
#include "skranke/storage/v1/case.pb.h"
#include "skranke/v1/bundle.pb.h"

namespace skranke {

class BundleDraft {
 public:
  // `list` has the life event's template. All but the record outlive the draft. `occur`: when it
  // happened, if not now; the infinite past: now.
  BundleDraft(const View& view, const Caller& caller, const TaskList& list,
              storage::v1::BundleRecord record, absl::Time occur, absl::Time now);

  const storage::v1::BundleRecord& record() const { return record_; }
  storage::v1::BundlePartRecord& part(int index) { return *record_.mutable_parts(index); }
  absl::Time happened() const;

  // Whether it was registered for somebody whom a part's case no longer names.
  bool IsOfWrongPerson() const;
  // Whether somebody has the part's case, or has decided or done it; not where it is held or was
  // taken back by itself.
  bool Stands(int index) const;
  // Registers the part's case, by the list at the life event's receipt.
  void Send(int index);
  // Takes the part's case back from who has it, where nobody has decided it. False where somebody
  // has, or it has ended: it stays as it is.
  bool TakeBack(int index, absl::string_view reason);

  // The life event as the counter sees it with all that was done.
  v1::Bundle Rendered() const;
  // The event that saves the life event, those of the cases, and the reply.
  Judgement Finish(const google::protobuf::MessageLite& reply) &&;

  // Sets what held parts keep and the revision. Before Rendered and Finish.
  void Settle();

 private:
  const storage::v1::CaseState* CaseOfPart(uint64_t number) const;
  uint64_t FreeNumber() const;
  storage::v1::CaseState Stated(const storage::v1::BundlePartRecord& part) const;
  // What the part's own task asks for.
  storage::v1::Content ContentOf(const storage::v1::BundlePartRecord& part) const;
  void KeepDocuments();

  const View& view_;
  const Caller& caller_;
  const TaskList& list_;
  storage::v1::BundleRecord record_;
  const absl::Time occur_;
  const absl::Time now_;
  std::vector<CaseDraft> cases_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_CASEWORK_BUNDLE_DRAFT_H_
