#include "libs/rpc/download.h"

#include <utility>

#include "libs/access/case_access.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/open_streams.h"

namespace skranke {

void Download::Open(Engine* engine, Transfers* transfers, const Method& method, IncomingCall call,
                    std::shared_ptr<StreamWriter> writer) {
  std::shared_ptr<Download> download(
      new Download(engine, transfers, method, std::move(call), std::move(writer)));
  download->Begin();
}

Download::Download(Engine* engine, Transfers* transfers, const Method& method, IncomingCall call,
                   std::shared_ptr<StreamWriter> writer)
    : engine_(engine),
      transfers_(transfers),
      method_(method),
      call_(std::move(call)),
      writer_(std::move(writer)) {}

void Download::Begin() {
  const auto self = shared_from_this();
  if (absl::Status room = transfers_->Add(call_.caller, self); !room.ok()) {
    return writer_->Finish(std::move(room));
  }
  // The writer keeps the download alive until the call is over.
  writer_->Notify([self] { self->Wake(); }, [self](bool whole) { self->Over(whole); });
  Wake();
}

void Download::Over(bool whole) {
  transfers_->Remove(this);
  // Only what was sent to its last message ends with OK.
  if (whole) plan_->sent();
}

void Download::GiveUp(absl::Status status) {
  writer_->Finish(std::move(status));
  writer_->Drop();
}

void Download::Wake() {
  transfers_->Moved(this, /*waits_for_caller=*/false);
  const bool taken = transfers_->Run([self = shared_from_this()] { self->SendNext(); });
  if (!taken) writer_->Finish(DrainingError());
}

absl::StatusOr<DownloadPlan> Download::Plan(const Snapshot& snapshot) const {
  SKRANKE_ASSIGN_OR_RETURN(const Caller caller,
                           ResolveCaller(*snapshot.installation().directory, call_.caller));
  SKRANKE_RETURN_IF_ERROR(MayInRole(caller, method_.roles));
  return method_.download(snapshot, caller, call_.bytes);
}

void Download::SendNext() {
  if (!plan_) {
    const auto snapshot = engine_->snapshot();
    auto plan = Plan(*snapshot);
    if (!plan.ok()) return writer_->Finish(plan.status());
    position_ = snapshot->position();
    plan_ = *std::move(plan);
  }
  auto message = plan_->next();
  if (!message.ok()) return writer_->Finish(message.status());
  if (!*message) return writer_->Finish(absl::OkStatus());
  transfers_->Moved(this, /*waits_for_caller=*/true);
  engine_->AnswerAt(position_, [&] { writer_->Write(**std::move(message)); });
}

}  // namespace skranke
