// The reference agency's inbox: every message is on disk before it is acknowledged, once however
// often it comes, and in the order of its case. What has to be done about it is a list on the same
// disk. Threads may share it.
#ifndef SKRANKE_SERVICES_AGENCY_INBOX_H_
#define SKRANKE_SERVICES_AGENCY_INBOX_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "libs/base/mutex.h"
#include "libs/store/store.h"
#include "services/agency/agency_case.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {

// A hand-over or reopening that nobody has answered yet.
struct ToDo {
  uint64_t position = 0;
  v1::ReceiveRequest message;
};

class Inbox {
 public:
  // `agency` is the code that own case numbers begin with. Takes the store over.
  static absl::StatusOr<std::unique_ptr<Inbox>> Open(std::shared_ptr<Store> store,
                                                     std::string agency);

  // Stores a checked message. OK, too, when it is stored already: the same {installation,
  // message_id} has no second effect.
  // FAILED_PRECONDITION (OUT_OF_ORDER): a message of this case that goes before it is missing.
  absl::Status Receive(const v1::ReceiveRequest& message, absl::Time now)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // What is to be done, oldest first, after a position, at most `most`.
  absl::StatusOr<std::vector<ToDo>> ToDos(uint64_t after, size_t most) const;

  // The case as the agency has it; nothing if it never had it.
  absl::StatusOr<absl::optional<AgencyCase>> FindCase(absl::string_view installation,
                                                      absl::string_view name) const;

  // Keeps what the office answered, unless the case is here by another hand-over meanwhile.
  absl::Status KeepReply(const ToDo& to_do, const v1::Case& shown) ABSL_LOCKS_EXCLUDED(mutex_);

  // The agency no longer has the case by that hand-over.
  absl::Status LetGo(const ToDo& to_do) ABSL_LOCKS_EXCLUDED(mutex_);

  // Takes it off the list.
  absl::Status Finish(const ToDo& to_do) ABSL_LOCKS_EXCLUDED(mutex_);

  // Cases that are the agency's, in the order of their keys.
  struct HeldPage {
    std::vector<v1::WorkItem> items;
    // Where the next page begins; empty: this was the last.
    std::string last;
  };
  // After `last` of the page before, looking at no more than `most` cases.
  absl::StatusOr<HeldPage> Held(const std::string& after, size_t most) const;

  // When the office was told last what is held; the infinite past: never.
  absl::StatusOr<absl::Time> ReconcileTime() const;
  absl::Status KeepReconcileTime(absl::Time time) ABSL_LOCKS_EXCLUDED(mutex_);

  // Messages stored so far.
  absl::StatusOr<uint64_t> Received() const;

 private:
  Inbox(std::shared_ptr<Store> store, std::string agency, uint64_t fence)
      : store_(std::move(store)), agency_(std::move(agency)), fence_(fence) {}

  absl::StatusOr<absl::optional<std::string>> Get(Table table, const std::string& key) const;
  absl::StatusOr<uint64_t> Counter(absl::string_view name) const;
  absl::Status NumberCase(absl::Time now, AgencyCase& agency_case, Batch& batch) const;
  absl::Status Append(const v1::ReceiveRequest& message, const std::string& message_key,
                      Batch& batch) const;
  absl::StatusOr<absl::optional<AgencyCase>> CaseOf(const ToDo& to_do) const;
  absl::Status PutCase(const ToDo& to_do, const AgencyCase& agency_case);

  const std::shared_ptr<Store> store_;
  const std::string agency_;
  const uint64_t fence_;
  // Held from reading a row to committing it: whoever changes one has seen the latest.
  Mutex mutex_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_INBOX_H_
