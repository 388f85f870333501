// One row's way through the API: register, then the map's steps, each when the one before was
// answered. Knows no network: Next says what to call, Take hears the answer. One thread at a time.
//
// Every call is the same in every run, so that a run after an interrupted one gets the stored
// replies with their etags, and goes on where that one stopped.
#ifndef SKRANKE_TOOLS_SKRANKE_IMPORT_CHAIN_H_
#define SKRANKE_TOOLS_SKRANKE_IMPORT_CHAIN_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/base/csv.h"
#include "libs/rpc/client/call.h"
#include "tools/skranke/import_map.h"

namespace skranke {

struct ChainCall {
  std::string method;
  std::string request;
  // Of a mutation.
  std::string request_id;
};

// What became of the registration.
enum class RegisterOutcome { kNone, kRegistered, kDuplicate };

class ImportChain {
 public:
  // Both outlive the chain.
  ImportChain(const ImportMap& map, const CsvRow& row);

  // The next call; nothing when the row is done. USAGE where the row does not fit the map.
  absl::StatusOr<std::optional<ChainCall>> Next();

  // Hears the answer to that call. An error rejects the row.
  absl::Status Take(const absl::StatusOr<CallReply>& reply);

  RegisterOutcome outcome() const { return outcome_; }
  // The step that Next or Take last dealt with.
  const std::string& step_name() const { return map_.steps[at_].name; }

 private:
  absl::StatusOr<bool> SkipToNextStep();
  absl::StatusOr<ChainCall> CallOfStep() const;
  ChainCall CallForEtag() const;
  std::string RequestId() const;
  absl::Status TakeRegistration(const absl::StatusOr<CallReply>& reply);
  absl::Status TakeEtag(const absl::StatusOr<CallReply>& reply);
  absl::Status TakeStep(const absl::StatusOr<CallReply>& reply);

  const ImportMap& map_;
  ImportRow row_;
  size_t at_ = 0;
  RegisterOutcome outcome_ = RegisterOutcome::kNone;
  bool ended_ = false;
  std::string name_;
  std::string etag_;  // Empty: has to be read before the next step.
  bool reading_etag_ = false;
  // Once an etag was read instead of taken from a reply, calls may differ from an earlier run's.
  bool has_read_etag_ = false;
};

}  // namespace skranke

#endif  // SKRANKE_TOOLS_SKRANKE_IMPORT_CHAIN_H_
