#include "services/agency/reference_agency.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// How long the worker sleeps at most: pauses end by the clock it was given, which may be set.
constexpr absl::Duration kLongestSleep = absl::Milliseconds(200);

}  // namespace

absl::StatusOr<std::unique_ptr<ReferenceAgency>> ReferenceAgency::Start(
    const AgencyOptions& options, std::shared_ptr<Store> store, const Clock* clock) {
  SKRANKE_ASSIGN_OR_RETURN(auto inbox, Inbox::Open(std::move(store), options.agency));
  std::unique_ptr<ReferenceAgency> agency(new ReferenceAgency(options, std::move(inbox), clock));
  SKRANKE_ASSIGN_OR_RETURN(
      agency->server_,
      RpcServer::Start({.listen = options.listen}, Intake::RpcMethods(), &agency->intake_));
  agency->worker_ = std::thread([worker = agency.get()] { worker->Run(); });
  return agency;
}

ReferenceAgency::ReferenceAgency(const AgencyOptions& options, std::unique_ptr<Inbox> inbox,
                                 const Clock* clock)
    : clock_(clock),
      inbox_(std::move(inbox)),
      office_(options.office_server, options.agency),
      desk_(options.behaviour, inbox_.get(), &office_),
      intake_(options.agency, options.behaviour, inbox_.get(), clock, [this] { Ring(); }) {}

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
  while (WaitUntil(next)) next = desk_.Step(clock_->Now());
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
