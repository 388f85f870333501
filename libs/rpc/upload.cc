#include "libs/rpc/upload.h"

#include <utility>

#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/open_streams.h"

namespace skranke {
namespace {

absl::StatusOr<UploadPlan> PlanFor(const Snapshot& snapshot, const Method& method,
                                   const IncomingCall& call) {
  SKRANKE_ASSIGN_OR_RETURN(const Caller caller,
                           ResolveCaller(*snapshot.installation().directory, call.caller));
  SKRANKE_RETURN_IF_ERROR(MayInRole(caller, method.roles));
  return method.upload(caller);
}

}  // namespace

void Upload::Open(Engine* engine, Transfers* transfers, const Method& method, IncomingCall call,
                  std::shared_ptr<StreamReceiver> receiver) {
  auto plan = PlanFor(*engine->snapshot(), method, call);
  if (!plan.ok()) return receiver->Finish(plan.status());
  std::shared_ptr<Upload> upload(
      new Upload(engine, transfers, method, *std::move(plan), std::move(receiver)));
  upload->Begin(call.caller);
}

Upload::Upload(Engine* engine, Transfers* transfers, const Method& method, UploadPlan plan,
               std::shared_ptr<StreamReceiver> receiver)
    : engine_(engine),
      transfers_(transfers),
      method_(method),
      plan_(std::move(plan)),
      receiver_(std::move(receiver)) {}

void Upload::Begin(const std::string& caller) {
  const auto self = shared_from_this();
  if (absl::Status room = transfers_->Add(caller, self); !room.ok()) {
    return receiver_->Finish(std::move(room));
  }
  // The receiver keeps the upload alive until the call is over.
  receiver_->Notify([self](std::optional<std::string> message) { self->Came(std::move(message)); },
                    [self] { self->transfers_->Remove(self.get()); });
  Read();
}

void Upload::Read() {
  transfers_->Moved(this, /*waits_for_caller=*/true);
  receiver_->Read();
}

void Upload::Came(std::optional<std::string> message) {
  transfers_->Moved(this, /*waits_for_caller=*/false);
  if (message && message->size() > method_.max_bytes) {
    return receiver_->Finish(ReasonError(absl::StatusCode::kInvalidArgument, "MESSAGE_TOO_LARGE",
                                         "the message has more bytes than this method takes"));
  }
  const bool taken =
      transfers_->Run([self = shared_from_this(), message = std::move(message)]() mutable {
        self->Take(std::move(message));
      });
  if (!taken) receiver_->Finish(DrainingError());
}

void Upload::Take(std::optional<std::string> message) {
  if (!message) return End(plan_.end());
  if (absl::Status taken = plan_.take(*message); !taken.ok()) return End(std::move(taken));
  Read();
}

void Upload::End(absl::StatusOr<std::string> reply) {
  const uint64_t position = engine_->snapshot()->position();
  engine_->AnswerAt(position, [&] {
    if (!reply.ok()) return receiver_->Finish(reply.status());
    receiver_->Answer({.bytes = *std::move(reply)});
  });
}

}  // namespace skranke
