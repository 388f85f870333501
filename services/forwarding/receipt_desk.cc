#include "services/forwarding/receipt_desk.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/log.h"
#include "libs/base/mutex.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/casework/agency_verbs.h"
#include "libs/casework/case_name.h"
#include "libs/casework/render.h"
#include "libs/directory/endpoint.h"
#include "services/forwarding/file_drop_link.h"
#include "services/forwarding/file_drop_receipts.h"

namespace skranke {
namespace {

using storage::v1::CaseState;

constexpr char kAccept[] = "/skranke.v1.AgencyDeskService/AcceptCase";
constexpr char kReturn[] = "/skranke.v1.AgencyDeskService/ReturnCase";
constexpr char kClose[] = "/skranke.v1.AgencyDeskService/CloseCase";
// Receipts of one look at a folder.
constexpr size_t kAtOnce = 256;
// How often the directory is looked at.
constexpr absl::Duration kLook = absl::Seconds(1);

const std::string& NameOf(const BusinessReceipt& receipt) {
  return absl::visit([](const auto& request) -> const std::string& { return request.name(); },
                     receipt.request);
}

const std::string& RequestIdOf(const BusinessReceipt& receipt) {
  return absl::visit([](const auto& request) -> const std::string& { return request.request_id(); },
                     receipt.request);
}

// The hand-over that the message brought; 0 if there is no such message.
uint32_t HandoverBroughtBy(const CaseState& c, const MessageKey& key) {
  for (const auto& message : c.messages()) {
    if (message.agency() == key.agency && message.sequence() == key.sequence) {
      return message.handover();
    }
  }
  for (const auto& sequence : c.sequences()) {
    if (sequence.agency() != key.agency) continue;
    for (const auto& sent : sequence.sent()) {
      if (sent.sequence() == key.sequence) return sent.handover();
    }
  }
  return 0;
}

std::string MethodOf(const BusinessReceipt& receipt) {
  if (absl::holds_alternative<v1::AcceptCaseRequest>(receipt.request)) return kAccept;
  return absl::holds_alternative<v1::ReturnCaseRequest>(receipt.request) ? kReturn : kClose;
}

template <typename Request>
Request Complete(Request request, const CaseState& c) {
  request.set_etag(EtagOf(c));
  request.set_token(FormatToken(c.handovers(c.handovers_size() - 1).token()));
  return request;
}

// Another try may do.
bool MayPass(const absl::Status& status) {
  return absl::IsResourceExhausted(status) || absl::IsUnavailable(status) ||
         absl::IsInternal(status) || absl::IsUnknown(status);
}

}  // namespace

absl::StatusOr<Judgement> JudgeReceipt(const View& view, const Caller& caller,
                                       const BusinessReceipt& receipt, absl::Time now) {
  SKRANKE_ASSIGN_OR_RETURN(const uint64_t number, ParseCaseName(NameOf(receipt), "message_id"));
  SKRANKE_ASSIGN_OR_RETURN(const MessageKey key, ParseMessageId(number, receipt.message_id));
  const CaseState* const c = view.FindCase(number);
  if (c == nullptr || key.agency != caller.agency) return CaseNotFound();
  const uint32_t handover = HandoverBroughtBy(*c, key);
  if (handover == 0 || !ActsForOwner(caller, *c)) return CaseNotFound();
  if (handover != static_cast<uint32_t>(c->handovers_size())) {
    return ReasonError(absl::StatusCode::kFailedPrecondition, "HANDOVER_ENDED",
                       "the hand-over that the message brought has ended");
  }
  if (const auto* accept = absl::get_if<v1::AcceptCaseRequest>(&receipt.request)) {
    return JudgeAcceptCase(view, caller, Complete(*accept, *c), now);
  }
  if (const auto* returned = absl::get_if<v1::ReturnCaseRequest>(&receipt.request)) {
    return JudgeReturnCase(view, caller, Complete(*returned, *c), now);
  }
  v1::CloseCaseRequest close = absl::get<v1::CloseCaseRequest>(receipt.request);
  close.set_etag(EtagOf(*c));
  return JudgeCloseByReceipt(view, caller, close, receipt.sentence, now);
}

// One folder's thread.
class ReceiptDesk::Clerk {
 public:
  Clerk(Engine* engine, std::string agency, std::string endpoint, absl::Duration look_every)
      : engine_(engine),
        agency_(std::move(agency)),
        endpoint_(std::move(endpoint)),
        look_every_(look_every),
        thread_([this] { Run(); }) {}
  // Waits for its end.
  ~Clerk() {
    End();
    thread_.join();
  }

  const std::string& endpoint() const { return endpoint_; }

  // Tells it to end after what it is doing, which may take as long as a disk hangs.
  void End() ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(&mutex_);
    ending_ = true;
    changed_.SignalAll();
  }
  bool has_ended() const { return ended_; }

 private:
  void Run() {
    while (Wait()) {
      const absl::Status looked = Look();
      // The same fault is said once, not every two seconds.
      if (!looked.ok() && looked != told_) {
        Log(LogLevel::kWarning, "receipts of a file drop are not readable",
            {{"agency", agency_}, {"cause", looked.message()}});
      }
      told_ = looked;
    }
    ended_ = true;
  }

  // False when it is time to end.
  bool Wait() ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(&mutex_);
    if (!ending_) changed_.WaitFor(&mutex_, look_every_);
    return !ending_;
  }

  absl::Status Look() {
    SKRANKE_ASSIGN_OR_RETURN(const auto receipts, FileDropReceipts::Open(endpoint_));
    SKRANKE_ASSIGN_OR_RETURN(const auto found, receipts.FindNew(kAtOnce));
    for (const BusinessReceipt& receipt : found) {
      const absl::Status done = Submit(receipt);
      if (MayPass(done)) return done;
      SKRANKE_RETURN_IF_ERROR(done.ok() ? receipts.Settle(receipt)
                                        : receipts.Refuse(receipt, done));
    }
    return absl::OkStatus();
  }

  absl::Status Submit(const BusinessReceipt& receipt) ABSL_LOCKS_EXCLUDED(mutex_) {
    Command command;
    command.method = MethodOf(receipt);
    command.caller = agency_;
    command.roles = kAgencyRoles;
    command.request_id = RequestIdOf(receipt);
    command.request_bytes = receipt.bytes;
    if (const auto number = ParseCaseName(NameOf(receipt), "name"); number.ok()) {
      command.reads.cases.push_back(*number);
    }
    command.judge = [receipt](const View& view, const Caller& caller, absl::Time now) {
      return JudgeReceipt(view, caller, receipt, now);
    };
    command.done = [this](Answer answer) {
      MutexLock lock(&mutex_);
      answer_ = std::move(answer.status);
      answered_ = true;
      changed_.SignalAll();
    };
    engine_->Submit(std::move(command));
    return Answered();
  }

  absl::Status Answered() ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(&mutex_);
    while (!answered_) changed_.Wait(&mutex_);
    answered_ = false;
    return answer_;
  }

  Engine* const engine_;
  const std::string agency_;
  const std::string endpoint_;
  const absl::Duration look_every_;
  absl::Status told_;
  Mutex mutex_;
  CondVar changed_;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  bool answered_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status answer_ ABSL_GUARDED_BY(mutex_);
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

ReceiptDesk::ReceiptDesk(Engine* engine, absl::Duration look_every)
    : engine_(engine), look_every_(look_every) {}

ReceiptDesk::~ReceiptDesk() = default;

absl::Time ReceiptDesk::Step(absl::Time now) {
  leaving_.erase(std::remove_if(leaving_.begin(), leaving_.end(),
                                [](const auto& clerk) { return clerk->has_ended(); }),
                 leaving_.end());
  const auto snapshot = engine_->snapshot();
  const Installation& installation = snapshot->installation();
  if (installation.directory == nullptr) return now + kLook;
  std::set<std::string> known;
  for (const auto& row : installation.directory->content().agencies()) {
    const std::string endpoint = installation.EndpointOf(row.agency());
    if (KindOfEndpoint(endpoint) != EndpointKind::kFileDrop) continue;
    known.insert(row.agency());
    auto& clerk = clerks_[row.agency()];
    if (clerk != nullptr && clerk->endpoint() == endpoint) continue;
    if (clerk != nullptr) LetGo(std::move(clerk));
    clerk = std::make_unique<Clerk>(engine_, row.agency(), endpoint, look_every_);
  }
  for (auto at = clerks_.begin(); at != clerks_.end();) {
    if (known.contains(at->first)) {
      ++at;
      continue;
    }
    LetGo(std::move(at->second));
    at = clerks_.erase(at);
  }
  return now + kLook;
}

// Its disk may hang, and who waited for it here would hang with it.
void ReceiptDesk::LetGo(std::unique_ptr<Clerk> clerk) {
  clerk->End();
  leaving_.push_back(std::move(clerk));
}

}  // namespace skranke
