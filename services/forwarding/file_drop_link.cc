#include "services/forwarding/file_drop_link.h"

#include <chrono>
#include <map>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/file_name.h"
#include "libs/base/log.h"
#include "libs/base/mutex.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
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
      : path_(FileDropPath(endpoint)), options_(std::move(options)), thread_([this] { Run(); }) {}
  ~FileDropLink() override;

  void Start(const std::string& method, absl::string_view request, const CallOptions& options,
             Done done) override ABSL_LOCKS_EXCLUDED(mutex_);
  void GiveUp() override ABSL_LOCKS_EXCLUDED(mutex_);

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
    // Of the ZIP as it lies there now.
    std::string sha256;
    CarriedDocuments documents;
  };
  using Laids = std::map<std::string, Laid>;

  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  std::vector<Letter> Wait() ABSL_LOCKS_EXCLUDED(mutex_);
  bool IsEnding() ABSL_LOCKS_EXCLUDED(mutex_);
  void Post(Letter letter);
  absl::StatusOr<std::string> Pack(v1::ReceiveRequest message) const;
  void Look();
  absl::Status LookAt(const FileDropFolder& folder, const std::string& file);
  absl::StatusOr<std::string> Fetched(const FileDropFolder& folder, const ReceiptName& name,
                                      const std::string& file, const std::string& bytes) const;
  void Expire();
  bool IsGivenUp() ABSL_LOCKS_EXCLUDED(mutex_);
  void TakeBack();

  const std::string path_;
  const FileDropOptions options_;
  Mutex mutex_;
  CondVar changed_;
  std::vector<Letter> letters_ ABSL_GUARDED_BY(mutex_);
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  bool given_up_ ABSL_GUARDED_BY(mutex_) = false;
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

void FileDropLink::GiveUp() {
  MutexLock lock(&mutex_);
  given_up_ = true;
  changed_.SignalAll();
}

void FileDropLink::Run() {
  while (!IsEnding()) {
    for (Letter& letter : Wait()) Post(std::move(letter));
    Look();
    Expire();
    if (IsGivenUp()) TakeBack();
  }
}

std::vector<FileDropLink::Letter> FileDropLink::Wait() {
  MutexLock lock(&mutex_);
  const bool idle = letters_.empty() && !ending_ && (!given_up_ || laid_.empty());
  if (idle) changed_.WaitFor(&mutex_, options_.look_every);
  return ending_ ? std::vector<Letter>() : std::exchange(letters_, {});
}

bool FileDropLink::IsEnding() {
  MutexLock lock(&mutex_);
  return ending_;
}

bool FileDropLink::IsGivenUp() {
  MutexLock lock(&mutex_);
  return given_up_;
}

// What nobody fetched goes another way now: no citizen's case goes on lying in a folder that is no
// longer used.
void FileDropLink::TakeBack() {
  const auto folder = FileDropFolder::Open(path_);
  for (auto& [message, laid] : std::exchange(laid_, {})) {
    const absl::Status cleared = folder.ok() ? folder->Clear(message) : folder.status();
    if (!cleared.ok()) {
      Log(LogLevel::kWarning, "a message is left in a file drop that is no longer used",
          {{"message", laid.message_id}, {"cause", cleared.message()}});
    }
    laid.done(Unavailable("HUNG_UP", "the file drop is no longer the agency's"));
  }
}

void FileDropLink::Post(Letter letter) {
  v1::ReceiveRequest message;
  if (!message.ParseFromString(letter.request)) {
    return letter.done(absl::InvalidArgumentError("the message cannot be read"));
  }
  const std::string name = FileNameOf(message.message_id());
  const std::string id = message.message_id();
  CarriedDocuments documents = DocumentsCarriedBy(message);
  const auto zip = Pack(std::move(message));
  if (!zip.ok()) {
    // The forwarder keeps the code alone.
    Log(LogLevel::kWarning, "a message cannot be packed",
        {{"message", id}, {"reason", ReasonOf(zip.status())}, {"cause", zip.status().message()}});
    return letter.done(zip.status());
  }
  const auto folder = FileDropFolder::Open(path_);
  const absl::Status status = folder.ok() ? folder->Lay(name, *zip) : folder.status();
  if (!status.ok()) return letter.done(Away(status));
  Laid laid{.message_id = id,
            .until = Uptime() + options_.hold,
            .done = std::move(letter.done),
            .sha256 = Sha256(*zip),
            .documents = std::move(documents)};
  const auto [at, fresh] = laid_.try_emplace(name, std::move(laid));
  // Nobody sends a message that is under way; if somebody does, both calls have to end.
  if (!fresh) laid.done(Unavailable("UNDER_WAY", "the message lies in the folder already"));
}

absl::StatusOr<std::string> FileDropLink::Pack(v1::ReceiveRequest message) const {
  const ReadDocument nothing = [](const std::string&) { return absl::NotFoundError("none"); };
  SKRANKE_ASSIGN_OR_RETURN(
      auto documents,
      ReadDocumentsOf(message, options_.read_document ? options_.read_document : nothing));
  return PackMessage({.message = std::move(message), .documents = std::move(documents)});
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
  if (!name.has_value()) return absl::OkStatus();
  const bool refusal = name->kind == ReceiptKind::kRefusal;
  if (!refusal && name->kind != ReceiptKind::kTransport) return absl::OkStatus();
  const auto found = laid_.find(name->message);
  if (found == laid_.end()) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, folder.ReadReceipt(file));
  const auto fetched = Fetched(folder, *name, file, bytes);
  if (absl::IsInvalidArgument(fetched.status())) {
    return folder.Refuse(file, bytes, fetched.status());
  }
  SKRANKE_RETURN_IF_ERROR(fetched.status());
  // First the receipt, so that it acknowledges no later message of that id (redelivery).
  SKRANKE_RETURN_IF_ERROR(folder.Settle(file));
  const absl::Status cleared = folder.Clear(name->message);
  if (!cleared.ok()) {
    Log(LogLevel::kWarning, "a receipted message is still in the file drop",
        {{"message", found->second.message_id}, {"cause", cleared.message()}});
  }
  const Laid laid = std::move(found->second);
  laid_.erase(found);
  if (refusal) {
    laid.done(ReasonError(absl::StatusCode::kInvalidArgument, "FILE_DROP_REFUSED",
                          "the agency does not take the ZIP"));
    return absl::OkStatus();
  }
  // An earlier ZIP of the message may have had fewer documents.
  const bool latest = *fetched == laid.sha256 && !laid.documents.sha256s.empty();
  if (latest && options_.documents_taken) options_.documents_taken(laid.documents);
  v1::ReceiveResponse response;
  response.set_message_id(laid.message_id);
  laid.done(CallReply{.bytes = response.SerializeAsString()});
  return absl::OkStatus();
}

// The hash of the ZIP that was fetched. INVALID_ARGUMENT if the receipt proves nothing.
absl::StatusOr<std::string> FileDropLink::Fetched(const FileDropFolder& folder,
                                                  const ReceiptName& name, const std::string& file,
                                                  const std::string& bytes) const {
  std::string sha256;
  if (name.kind == ReceiptKind::kRefusal) {
    SKRANKE_ASSIGN_OR_RETURN(const auto refusal, ParseRefusal(file, bytes));
    sha256 = refusal.sha256;
  } else {
    SKRANKE_ASSIGN_OR_RETURN(const auto receipt, ParseTransportReceipt(file, bytes));
    sha256 = receipt.sha256;
  }
  SKRANKE_ASSIGN_OR_RETURN(const bool laid, folder.WasLaid(name.message, sha256));
  if (!laid) return FieldError("sha256", "is not the hash of the ZIP: fetch it again");
  return sha256;
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
  return std::make_unique<FileDropLink>(endpoint, std::move(options));
}

}  // namespace skranke
