#include "services/agency/reference_agency.h"

#include <algorithm>
#include <utility>

#include "libs/base/log.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// How long the worker sleeps at most: pauses end by the clock it was given, which may be set.
constexpr absl::Duration kLongestSleep = absl::Milliseconds(200);

// How often a file drop is looked at.
constexpr absl::Duration kLookEvery = absl::Milliseconds(500);

}  // namespace

absl::StatusOr<std::unique_ptr<ReferenceAgency>> ReferenceAgency::Start(
    const AgencyOptions& options, std::shared_ptr<Store> store, const Clock* clock) {
  SKRANKE_ASSIGN_OR_RETURN(auto inbox, Inbox::Open(std::move(store), options.agency));
  SKRANKE_ASSIGN_OR_RETURN(auto shelf, DocumentShelf::Open(options.documents_dir, clock));
  std::unique_ptr<ReferenceAgency> agency(
      new ReferenceAgency(options, std::move(inbox), std::move(shelf), clock));
  if (!options.listen.empty()) {
    SKRANKE_ASSIGN_OR_RETURN(
        agency->server_,
        RpcServer::Start({.listen = options.listen}, Intake::RpcMethods(), &agency->intake_));
  }
  agency->worker_ = std::thread([worker = agency.get()] { worker->Run(); });
  return agency;
}

ReferenceAgency::ReferenceAgency(const AgencyOptions& options, std::unique_ptr<Inbox> inbox,
                                 std::unique_ptr<DocumentShelf> shelf, const Clock* clock)
    : options_(options),
      clock_(clock),
      inbox_(std::move(inbox)),
      shelf_(std::move(shelf)),
      office_(options.office_server, options.agency),
      desk_(options.behaviour, inbox_.get(), &office_, shelf_.get()),
      reception_(options.agency, options.behaviour, inbox_.get(), clock, [this] { Ring(); }),
      puller_(options.agency, options.pull_units, inbox_.get(), &reception_, &office_),
      reconciler_(options.agency, options.reconcile_every, inbox_.get(), &office_),
      drop_(options.drop_dir, &reception_, inbox_.get(), shelf_.get(),
            options.office_server.empty()),
      intake_(&reception_) {}

ReferenceAgency::~ReferenceAgency() { Drain(absl::ZeroDuration()); }

void ReferenceAgency::Drain(absl::Duration longest) {
  desk_.Stop();
  {
    MutexLock lock(&mutex_);
    ending_ = true;
    changed_.SignalAll();
  }
  intake_.Stop();
  if (server_ != nullptr) server_->Drain(longest);
  if (worker_.joinable()) worker_.join();
}

void ReferenceAgency::Ring() {
  MutexLock lock(&mutex_);
  rung_ = true;
  changed_.SignalAll();
}

void ReferenceAgency::Run() {
  absl::Time next = absl::InfinitePast();
  while (WaitUntil(next)) next = Step(clock_->Now());
}

absl::Time ReferenceAgency::Step(absl::Time now) {
  absl::Time next = absl::InfiniteFuture();
  if (!options_.drop_dir.empty()) {
    if (const absl::Status looked = drop_.Step(); !looked.ok()) {
      Log(LogLevel::kWarning, "the file drop is not readable", {{"cause", looked.message()}});
    }
    next = now + kLookEvery;
  }
  if (options_.office_server.empty()) return next;
  next = std::min(next, puller_.Step(now));
  next = std::min(next, reconciler_.Step(now));
  if (options_.behaviour.fault == Behaviour::Fault::kAcceptance) return next;
  return std::min(next, desk_.Step(now));
}

WebhookReply ReferenceAgency::Post(const WebhookPost& post) {
  const bool believes = options_.behaviour.fault == Behaviour::Fault::kSignature;
  const ProvePost anybody = [](const WebhookPost&) { return absl::OkStatus(); };
  const auto message = ReadWebhookPost(post, believes ? anybody : options_.prove);
  if (!message.ok()) return RefusePost(message.status());
  const auto acknowledged = reception_.Take(*message);
  return acknowledged.ok() ? AcknowledgePost(*acknowledged) : RefusePost(acknowledged.status());
}

bool ReferenceAgency::WaitUntil(absl::Time next) {
  MutexLock lock(&mutex_);
  while (!ending_ && !rung_ && clock_->Now() < next) {
    changed_.WaitFor(&mutex_, std::min(next - clock_->Now(), kLongestSleep));
  }
  rung_ = false;
  return !ending_;
}

}  // namespace skranke
