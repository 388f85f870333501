#include "services/forwarding/file_drop_link.h"

#include <chrono>
#include <map>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/log.h"
#include "libs/base/mutex.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/message_zip.h"
#include "services/forwarding/file_drop_folder.h"
#include "services/forwarding/file_drop_receipt.h"
#include "skranke/v1/intake.pb.h"

namespace skranke {
namespace {

constexpr char kScheme[] = "dir:";

// Time that no correction of the wall clock moves.
absl::Duration Uptime() {
  return absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

absl::Status Unavailable(absl::string_view reason, absl::string_view message) {
  return ReasonError(absl::StatusCode::kUnavailable, reason, message);
}

// What the disk says is the folder's fault, not the message's. Its words name paths and files only.
absl::Status Away(const absl::Status& status) {
  return Unavailable("FILE_DROP_AWAY", status.message());
}

class FileDropLink : public AgencyLink {
 public:
  FileDropLink(absl::string_view endpoint, FileDropOptions options)
      : path_(FileDropPath(endpoint)), options_(options), thread_([this] { Run(); }) {}
  ~FileDropLink() override;

  void Start(const std::string& method, absl::string_view request, const CallOptions& options,
             Done done) override ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Letter {
    std::string request;
    Done done;
  };
  // A message that lies in the folder.
  struct Laid {
    std::string message_id;
    absl::Duration until;
    Done done;
  };
  using Laids = std::map<std::string, Laid>;

  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  std::vector<Letter> Wait() ABSL_LOCKS_EXCLUDED(mutex_);
  bool IsEnding() ABSL_LOCKS_EXCLUDED(mutex_);
  void Post(Letter letter);
  void Look();
  absl::Status LookAt(const FileDropFolder& folder, const std::string& file);
  absl::Status Fetched(const FileDropFolder& folder, const std::string& file,
                       const std::string& bytes, const std::string& message) const;
  void Expire();

  const std::string path_;
  const FileDropOptions options_;
  Mutex mutex_;
  CondVar changed_;
  std::vector<Letter> letters_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  // Of the thread alone.
  Laids laid_;
  std::thread thread_;
};

FileDropLink::~FileDropLink() {
  {
    MutexLock lock(&mutex_);
    ending_ = true;
    changed_.SignalAll();
  }
  thread_.join();
  const absl::Status hung_up = Unavailable("HUNG_UP", "the link to the file drop was closed");
  for (auto& [message, laid] : laid_) laid.done(hung_up);
  MutexLock lock(&mutex_);
  for (Letter& letter : letters_) letter.done(hung_up);
}

void FileDropLink::Start(const std::string& /*method*/, absl::string_view request,
                         const CallOptions& /*options*/, Done done) {
  MutexLock lock(&mutex_);
  letters_.push_back({.request = std::string(request), .done = std::move(done)});
  changed_.SignalAll();
}

void FileDropLink::Run() {
  while (!IsEnding()) {
    for (Letter& letter : Wait()) Post(std::move(letter));
    Look();
    Expire();
  }
}

std::vector<FileDropLink::Letter> FileDropLink::Wait() {
  MutexLock lock(&mutex_);
  if (letters_.empty() && !ending_) changed_.WaitFor(&mutex_, options_.look_every);
  return ending_ ? std::vector<Letter>() : std::exchange(letters_, {});
}

bool FileDropLink::IsEnding() {
  MutexLock lock(&mutex_);
  return ending_;
}

void FileDropLink::Post(Letter letter) {
  v1::ReceiveRequest message;
  if (!message.ParseFromString(letter.request)) {
    return letter.done(absl::InvalidArgumentError("the message cannot be read"));
  }
  const std::string name = FileNameOf(message.message_id());
  const std::string id = message.message_id();
  const auto zip = PackMessage({.message = std::move(message)});
  if (!zip.ok()) return letter.done(zip.status());
  const auto folder = FileDropFolder::Open(path_);
  const absl::Status status = folder.ok() ? folder->Lay(name, *zip) : folder.status();
  if (!status.ok()) return letter.done(Away(status));
  Laid laid{.message_id = id, .until = Uptime() + options_.hold, .done = std::move(letter.done)};
  const auto [at, fresh] = laid_.try_emplace(name, std::move(laid));
  // Nobody sends a message that is under way; if somebody does, both calls have to end.
  if (!fresh) laid.done(Unavailable("UNDER_WAY", "the message lies in the folder already"));
}

void FileDropLink::Look() {
  if (laid_.empty()) return;
  // While the folder is away its receipts are too; what waits for them goes on waiting.
  const auto folder = FileDropFolder::Open(path_);
  if (!folder.ok()) return;
  const auto files = folder->Receipts();
  if (!files.ok()) return;
  // What fails is looked at again the next time.
  for (const std::string& file : *files) LookAt(*folder, file).IgnoreError();
}

absl::Status FileDropLink::LookAt(const FileDropFolder& folder, const std::string& file) {
  const auto name = ParseReceiptName(file);
  if (!name.has_value() || name->kind != ReceiptKind::kTransport) return absl::OkStatus();
  const auto found = laid_.find(name->message);
  if (found == laid_.end()) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, folder.ReadReceipt(file));
  const absl::Status fetched = Fetched(folder, file, bytes, name->message);
  if (absl::IsInvalidArgument(fetched)) return folder.Refuse(file, bytes, fetched);
  SKRANKE_RETURN_IF_ERROR(fetched);
  // First the receipt, so that it acknowledges no later message of that id (redelivery).
  SKRANKE_RETURN_IF_ERROR(folder.Settle(file));
  const absl::Status cleared = folder.Clear(name->message);
  if (!cleared.ok()) {
    Log(LogLevel::kWarning, "a receipted message is still in the file drop",
        {{"message", found->second.message_id}, {"cause", cleared.message()}});
  }
  v1::ReceiveResponse response;
  response.set_message_id(found->second.message_id);
  const Done done = std::move(found->second.done);
  laid_.erase(found);
  done(CallReply{.bytes = response.SerializeAsString()});
  return absl::OkStatus();
}

// INVALID_ARGUMENT if the receipt proves nothing.
absl::Status FileDropLink::Fetched(const FileDropFolder& folder, const std::string& file,
                                   const std::string& bytes, const std::string& message) const {
  SKRANKE_ASSIGN_OR_RETURN(const auto receipt, ParseTransportReceipt(file, bytes));
  SKRANKE_ASSIGN_OR_RETURN(const bool laid, folder.WasLaid(message, receipt.sha256));
  return laid ? absl::OkStatus()
              : FieldError("sha256", "is not the hash of the ZIP: fetch it again");
}

void FileDropLink::Expire() {
  const absl::Duration now = Uptime();
  for (auto at = laid_.begin(); at != laid_.end();) {
    if (at->second.until > now) {
      ++at;
      continue;
    }
    const Done done = std::move(at->second.done);
    at = laid_.erase(at);
    done(Unavailable("NOT_RECEIPTED", "the agency has not receipted the message"));
  }
}

}  // namespace

bool IsFileDrop(absl::string_view endpoint) { return absl::ConsumePrefix(&endpoint, kScheme); }

std::string FileDropPath(absl::string_view endpoint) {
  absl::ConsumePrefix(&endpoint, kScheme);
  return std::string(endpoint);
}

std::unique_ptr<AgencyLink> DialFileDrop(const std::string& endpoint, FileDropOptions options) {
  return std::make_unique<FileDropLink>(endpoint, options);
}

}  // namespace skranke
