#include "libs/rpc/client/bulk_caller.h"

#include <grpcpp/client_context.h>
#include <grpcpp/generic/generic_stub.h>

#include <deque>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libs/base/reason.h"
#include "libs/rpc/client/bulk_answer.h"
#include "libs/rpc/client/byte_buffer.h"
#include "libs/rpc/client/call_status.h"
#include "libs/rpc/client/completion_tag.h"

namespace skranke {

// One stream. Holds itself while gRPC owes it an operation.
class BulkCaller::Link : public std::enable_shared_from_this<BulkCaller::Link> {
 public:
  explicit Link(BulkCaller* caller) : caller_(caller) {}

  void Open() {
    self_ = shared_from_this();
    MutexLock lock(&mutex_);
    ApplyOptions(caller_->options_, absl::InfiniteDuration(), context_);
    stream_ = grpc::GenericStub(caller_->channel_)
                  .PrepareCall(&context_, caller_->method_, &caller_->queue_);
    ++owed_;
    stream_->StartCall(ToQueue(&started_));
  }

  // False: the stream has broken, and the call was not taken.
  bool Send(const std::string& request_id, absl::string_view request, Done& done) {
    MutexLock lock(&mutex_);
    if (broken_ || closing_) return false;
    waiting_[request_id].push_back(std::move(done));
    unsent_.push_back(WrapBulkRequest(request));
    GoOn();
    return true;
  }

  // Sends no more calls than those it has.
  void Close() {
    MutexLock lock(&mutex_);
    closing_ = true;
    GoOn();
  }

 private:
  void Started(bool ok) {
    {
      MutexLock lock(&mutex_);
      ready_ = ok;
      broken_ = !ok;
      ok ? Read() : End();
      GoOn();
    }
    Returned();
  }

  void Arrived(bool ok) {
    std::vector<std::pair<Done, absl::StatusOr<CallReply>>> answered;
    {
      MutexLock lock(&mutex_);
      if (ok) Match(BytesOf(message_), answered);
      message_.Clear();
      if (broken_) context_.TryCancel();
      broken_ = broken_ || !ok;
      broken_ ? End() : Read();
    }
    for (auto& [done, outcome] : answered) done(std::move(outcome));
    Returned();
  }

  void Written(bool) {
    {
      MutexLock lock(&mutex_);
      writing_ = false;
      GoOn();
    }
    Returned();
  }

  void Finished(bool) { Returned(); }

  void Read() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    ++owed_;
    stream_->Read(&message_, ToQueue(&arrived_));
  }

  void End() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    ++owed_;
    stream_->Finish(&status_, ToQueue(&finished_));
  }

  void GoOn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!ready_ || broken_ || writing_ || half_closed_) return;
    if (unsent_.empty() && !closing_) return;
    writing_ = true;
    ++owed_;
    if (unsent_.empty()) {
      half_closed_ = true;
      return stream_->WritesDone(ToQueue(&written_));
    }
    grpc::WriteOptions options;
    if (unsent_.size() > 1) options.set_buffer_hint();
    stream_->Write(BufferOf(unsent_.front()), options, ToQueue(&written_));
    unsent_.pop_front();
  }

  void Match(const std::string& message,
             std::vector<std::pair<Done, absl::StatusOr<CallReply>>>& answered)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    auto answer = ReadBulkAnswer(message);
    const auto found = answer.ok() ? waiting_.find(answer->request_id) : waiting_.end();
    if (found == waiting_.end()) {
      broken_ = true;  // A server that answers what nobody asked is not to be relied on.
      return;
    }
    answered.emplace_back(std::move(found->second.front()), std::move(answer->outcome));
    found->second.pop_front();
    if (found->second.empty()) waiting_.erase(found);
  }

  void Returned() {
    std::vector<Done> lost;
    {
      MutexLock lock(&mutex_);
      if (--owed_ > 0) return;
      broken_ = true;
      for (auto& [id, dones] : waiting_) {
        for (Done& done : dones) lost.push_back(std::move(done));
      }
      waiting_.clear();
    }
    const absl::Status status = Loss();
    const std::shared_ptr<Link> alive = std::move(self_);
    for (Done& done : lost) done(status);
    caller_->Ended(this);
  }

  // Why calls were not answered: never OK.
  absl::Status Loss() const {
    const absl::Status status = UnaryCallStatus(status_);
    if (!status.ok()) return status;
    return ReasonError(absl::StatusCode::kUnavailable, kCallCutReason,
                       "the server ended the stream without answering");
  }

  BulkCaller* const caller_;
  std::shared_ptr<Link> self_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> stream_;
  grpc::ByteBuffer message_;
  grpc::Status status_;
  MemberTag<Link> started_{this, &Link::Started};
  MemberTag<Link> arrived_{this, &Link::Arrived};
  MemberTag<Link> written_{this, &Link::Written};
  MemberTag<Link> finished_{this, &Link::Finished};

  Mutex mutex_;
  int owed_ ABSL_GUARDED_BY(mutex_) = 0;
  bool ready_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  bool half_closed_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<std::string> unsent_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, std::deque<Done>> waiting_ ABSL_GUARDED_BY(mutex_);
};

BulkCaller::BulkCaller(std::shared_ptr<grpc::Channel> channel, std::string method,
                       CallOptions options)
    : channel_(std::move(channel)),
      method_(std::move(method)),
      options_(std::move(options)),
      thread_([this] { Poll(); }) {}

BulkCaller::~BulkCaller() {
  std::shared_ptr<Link> link;
  {
    MutexLock lock(&mutex_);
    closing_ = true;
    link = link_;
  }
  if (link != nullptr) link->Close();
  {
    MutexLock lock(&mutex_);
    while (links_ > 0) changed_.Wait(&mutex_);
  }
  link.reset();
  queue_.Shutdown();
  thread_.join();
}

void BulkCaller::Start(const std::string& request_id, absl::string_view request, Done done) {
  while (true) {
    std::shared_ptr<Link> link;
    {
      MutexLock lock(&mutex_);
      if (link_ == nullptr && !closing_) {
        link_ = std::make_shared<Link>(this);
        ++links_;
        link_->Open();
      }
      link = link_;
    }
    if (link == nullptr) {
      return done(
          ReasonError(absl::StatusCode::kCancelled, "CALLER_CLOSED", "the program is ending"));
    }
    if (link->Send(request_id, request, done)) return;
    MutexLock lock(&mutex_);
    if (link_ == link) link_ = nullptr;
  }
}

void BulkCaller::Ended(Link* link) {
  MutexLock lock(&mutex_);
  if (link_.get() == link) link_ = nullptr;
  --links_;
  changed_.SignalAll();
}

void BulkCaller::Poll() {
  void* tag = nullptr;
  bool ok = false;
  while (queue_.Next(&tag, &ok)) static_cast<CompletionTag*>(FromQueue(tag))->Proceed(ok);
}

}  // namespace skranke
