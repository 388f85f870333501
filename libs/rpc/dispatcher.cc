#include "libs/rpc/dispatcher.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/access/case_access.h"
#include "libs/base/reason.h"
#include "libs/rpc/bulk_message.h"
#include "libs/rpc/client/call.h"
#include "libs/rpc/download.h"
#include "libs/rpc/live_stream.h"
#include "libs/rpc/upload.h"

namespace skranke {
namespace {

UnaryAnswer ToUnaryAnswer(Answer answer) {
  UnaryAnswer out{.status = std::move(answer.status), .bytes = std::move(answer.reply)};
  out.trailing_metadata.emplace_back(kPositionMetadata, absl::StrCat(answer.position));
  if (answer.replayed) out.trailing_metadata.emplace_back(kReplayedMetadata, "1");
  return out;
}

absl::Status TooLarge() {
  return ReasonError(absl::StatusCode::kInvalidArgument, "MESSAGE_TOO_LARGE",
                     "the request has more bytes than this method takes");
}

absl::Status ReadersBusy() {
  return ReasonError(absl::StatusCode::kResourceExhausted, "READERS_BUSY",
                     "too many questions are waiting");
}

RpcKind KindOf(const Method& method) {
  if (method.bulk_id_field != 0) return RpcKind::kBulk;
  if (method.upload) return RpcKind::kClientStream;
  return method.stream || method.download ? RpcKind::kServerStream : RpcKind::kUnary;
}

Answer AnswerQuery(const Method& method, const IncomingCall& call, const Snapshot& snapshot) {
  Answer answer{.position = snapshot.position()};
  const auto caller = ResolveCaller(*snapshot.installation().directory, call.caller);
  answer.status = caller.status();
  if (answer.status.ok()) answer.status = MayInRole(*caller, method.roles);
  if (!answer.status.ok()) return answer;
  auto reply = method.query(snapshot, *caller, call.bytes);
  answer.status = reply.status();
  if (reply.ok()) answer.reply = *std::move(reply);
  return answer;
}

}  // namespace

Dispatcher::Dispatcher(Engine* engine, std::vector<Method> methods,
                       const DispatcherOptions& options)
    : engine_(engine),
      methods_(std::move(methods)),
      readers_(options.readers, options.queries_waiting),
      transfers_(&engine->clock(), options.transfer_threads) {}

Dispatcher::~Dispatcher() { Stop(); }

void Dispatcher::Stop() {
  readers_.Stop();
  transfers_.Stop();
}

std::vector<RpcMethod> Dispatcher::RpcMethods() const {
  std::vector<RpcMethod> rows;
  for (const Method& method : methods_) {
    rows.push_back(
        {.full_name = method.full_name, .kind = KindOf(method), .max_bytes = method.max_bytes});
  }
  return rows;
}

void Dispatcher::Unary(IncomingCall call, AnswerCall answer) {
  const Method& method = methods_[call.method_index];
  if (call.bytes.size() > method.max_bytes) return answer({.status = TooLarge()});
  if (!method.mutation) return RunQuery(method, std::move(call), std::move(answer));
  // Bulk streams are slowed down instead: who sends there has nobody waiting.
  if (absl::Status refusal = method.grows ? engine_->RefusalToGrow() : absl::OkStatus();
      !refusal.ok()) {
    return answer({.status = std::move(refusal)});
  }
  Leave leave = [answer = std::move(answer)](Answer done) {
    answer(ToUnaryAnswer(std::move(done)));
  };
  if (method.prepares) return PrepareMutation(method, std::move(call), std::move(leave));
  RunMutation(method, std::move(call), std::move(leave));
}

void Dispatcher::Bulk(IncomingCall call, AnswerBulk answer) {
  const Method& method = methods_[call.method_index];
  auto item = UnwrapBulkItem(call.bytes, method.bulk_id_field);
  if (!item.ok()) return answer(WrapBulkAnswer("", {.status = item.status()}));
  if (item->bytes.size() > method.max_bytes) {
    return answer(WrapBulkAnswer(item->request_id, {.status = TooLarge()}));
  }
  call.bytes = std::move(item->bytes);
  RunMutation(method, std::move(call),
              [id = std::move(item->request_id), answer = std::move(answer)](const Answer& done) {
                answer(WrapBulkAnswer(id, done));
              });
}

void Dispatcher::RunMutation(const Method& method, IncomingCall call, Leave leave) {
  // Who nobody knows learns nothing about the request.
  const auto snapshot = engine_->snapshot();
  const auto caller = ResolveCaller(*snapshot->installation().directory, call.caller);
  absl::Status allowed = caller.ok() ? MayInRole(*caller, method.roles) : caller.status();
  if (!allowed.ok()) return leave({.status = std::move(allowed)});
  auto command = method.mutation(std::move(call.bytes));
  if (!command.ok()) return leave({.status = command.status()});
  command->caller = std::move(call.caller);
  command->deadline = engine_->clock().Monotonic() + (call.deadline - absl::Now());
  command->done = [this, leave = std::move(leave)](Answer done) {
    engine_->AnswerAt(done.position, [&] { leave(std::move(done)); });
  };
  engine_->Submit(*std::move(command));
}

void Dispatcher::PrepareMutation(const Method& method, IncomingCall call, Leave leave) {
  auto shared_call = std::make_shared<IncomingCall>(std::move(call));
  const bool taken = readers_.Run(
      [this, &method, shared_call, leave] { RunMutation(method, std::move(*shared_call), leave); });
  if (!taken) leave({.status = ReadersBusy()});
}

void Dispatcher::RunQuery(const Method& method, IncomingCall call, AnswerCall answer) {
  auto shared_call = std::make_shared<IncomingCall>(std::move(call));
  const bool taken = readers_.Run([this, &method, shared_call, answer] {
    const auto snapshot = engine_->snapshot();
    UnaryAnswer out = ToUnaryAnswer(AnswerQuery(method, *shared_call, *snapshot));
    engine_->AnswerAt(snapshot->position(), [&] { answer(std::move(out)); });
  });
  if (!taken) answer({.status = ReadersBusy()});
}

void Dispatcher::OpenStream(IncomingCall call, std::shared_ptr<StreamWriter> writer) {
  const Method& method = methods_[call.method_index];
  if (call.bytes.size() > method.max_bytes) return writer->Finish(TooLarge());
  if (method.download) {
    return Download::Open(engine_, &transfers_, method, std::move(call), std::move(writer));
  }
  LiveStream::Open(engine_, &readers_, method, std::move(call), std::move(writer));
}

void Dispatcher::OpenUpload(IncomingCall call, std::shared_ptr<StreamReceiver> receiver) {
  const Method& method = methods_[call.method_index];
  Upload::Open(engine_, &transfers_, method, std::move(call), std::move(receiver));
}

}  // namespace skranke
