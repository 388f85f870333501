#include "services/forwarding/mail_notifier.h"

#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/file_name.h"
#include "libs/base/hex.h"
#include "libs/base/log.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr char kStateFile[] = ".told";
// An agency a line.
constexpr size_t kStateBytesMax = 1024 * 1024;
constexpr absl::Duration kLook = absl::Seconds(2);
constexpr size_t kRecordsAtOnce = 1000;

// With the time, ".new" and all it fits into a file's name on every disk (255 bytes).
constexpr size_t kNameBytesMax = 200;

// What an agency is called in files and in a mail's id, without a blank or a slash.
std::string NameOf(const std::string& agency) {
  std::string name = FileNameOf(agency);
  return name.size() <= kNameBytesMax ? name : ToHex(Sha256(agency));
}

// Every hand-over counts: of a case, of a returned one, of one that is open again.
std::string ReceiverIn(const storage::v1::Event& event) {
  return NameOf(event.case_routed().handover().receiver().agency());
}

// Null where no agency has that name (any more).
const storage::v1::AgencyRow* FindNamed(const Directory& directory, const std::string& name) {
  for (const auto& row : directory.content().agencies()) {
    if (NameOf(row.agency()) == name) return &row;
  }
  return nullptr;
}

absl::Status BadState() { return absl::DataLossError("the file .told is not as it was written"); }

// RFC 2047: a header is ASCII.
std::string EncodedWord(absl::string_view text) {
  return absl::StrCat("=?UTF-8?B?", absl::Base64Escape(text), "?=");
}

}  // namespace

std::string NewItemMail(absl::string_view sender, absl::string_view receiver,
                        absl::string_view title, absl::string_view id, absl::Time now) {
  const absl::string_view host = sender.substr(sender.rfind('@') + 1);
  const std::string date =
      absl::FormatTime("%a, %d %b %Y %H:%M:%S +0000", now, absl::UTCTimeZone());
  const std::string text = absl::StrCat(
      "Noe nytt venter på dere fra ", title, ". Logg inn der dere henter saker.\n\n",
      "Something new waits for you from ", title, ". Log in where you fetch cases.\n\n",
      "Denne meldingen sendes høyst én gang i timen og sier aldri hva det gjelder.\n",
      "This message is sent once an hour at most and never says what it is about.\n");
  std::string body;
  const std::string encoded = absl::Base64Escape(text);
  // Source: RFC 2045, section 6.8.
  constexpr size_t kLine = 76;
  for (size_t at = 0; at < encoded.size(); at += kLine) {
    absl::StrAppend(&body, encoded.substr(at, kLine), "\r\n");
  }
  return absl::StrCat("From: <", sender, ">\r\nTo: <", receiver, ">\r\nDate: ", date,
                      "\r\nSubject: ", EncodedWord("Noe nytt venter / Something new waits"),
                      "\r\nMessage-ID: <", id, "@", host,
                      ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n"
                      "Content-Type: text/plain; charset=utf-8\r\n"
                      "Content-Transfer-Encoding: base64\r\n\r\n",
                      body);
}

MailNotifier::MailNotifier(Engine* engine, std::string dir, std::string sender)
    : engine_(engine), dir_(std::move(dir)), sender_(std::move(sender)) {}

absl::Time MailNotifier::Step(absl::Time now) {
  const auto snapshot = engine_->snapshot();
  if (snapshot->installation().directory == nullptr) return now + kLook;
  absl::Status done = Open(*snapshot);
  if (done.ok()) done = Read(*snapshot);
  if (done.ok()) done = TellAll(*snapshot, now);
  if (!done.ok() && done != last_) {
    Log(LogLevel::kError, "agencies are not told by e-mail", {{"cause", done.message()}});
  }
  last_ = done;
  return now + kLook;
}

// Where there is no file yet, only what comes from now on is told.
absl::Status MailNotifier::Open(const Snapshot& snapshot) {
  if (open_) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const Folder folder, Folder::Open(dir_));
  const auto bytes = folder.Read(kStateFile, kStateBytesMax);
  if (absl::IsNotFound(bytes.status())) {
    position_ = snapshot.position();
    open_ = true;
    return Keep();
  }
  SKRANKE_RETURN_IF_ERROR(bytes.status());
  std::vector<std::string> lines = absl::StrSplit(*bytes, '\n', absl::SkipEmpty());
  if (lines.empty() || !absl::SimpleAtoi(lines[0], &position_)) return BadState();
  for (size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string> parts = absl::StrSplit(lines[i], ' ');
    int64_t seconds = 0;
    // A third word: something has come since.
    if (parts.size() < 2 || !absl::SimpleAtoi(parts[1], &seconds)) return BadState();
    told_[parts[0]] = absl::FromUnixSeconds(seconds);
    if (parts.size() == 3) new_for_.insert(parts[0]);
  }
  open_ = true;
  return absl::OkStatus();
}

absl::Status MailNotifier::Read(const Snapshot& snapshot) {
  const uint64_t before = position_;
  while (position_ < snapshot.position()) {
    SKRANKE_ASSIGN_OR_RETURN(const auto records, snapshot.RecordsAfter(position_, kRecordsAtOnce));
    if (records.empty()) break;
    for (const auto& record : records) {
      for (const auto& event : record.events()) {
        if (event.has_case_routed()) new_for_.insert(ReceiverIn(event));
      }
    }
    position_ = records.back().position();
  }
  return position_ == before || new_for_.empty() ? absl::OkStatus() : Keep();
}

absl::Status MailNotifier::TellAll(const Snapshot& snapshot, absl::Time now) {
  const Directory& directory = *snapshot.installation().directory;
  SKRANKE_ASSIGN_OR_RETURN(const Folder folder, Folder::Open(dir_));
  for (const std::string& name : std::set<std::string>(new_for_)) {
    const auto told = told_.find(name);
    if (told != told_.end() && now < told->second + kBetweenMails) continue;
    const auto* row = FindNamed(directory, name);
    if (row == nullptr || row->notify_email().empty()) {
      new_for_.erase(name);
      continue;
    }
    const std::string id =
        absl::StrCat(name, "-", absl::FormatTime("%Y%m%dT%H%M%SZ", now, absl::UTCTimeZone()));
    SKRANKE_RETURN_IF_ERROR(
        Tell(folder, name, absl::StrCat(id, ".eml"),
             NewItemMail(sender_, row->notify_email(), directory.installation(), id, now), now));
  }
  return absl::OkStatus();
}

absl::Status MailNotifier::Tell(const Folder& folder, const std::string& name,
                                const std::string& file, const std::string& mail, absl::Time now) {
  const std::map<std::string, absl::Time> before = told_;
  new_for_.erase(name);
  told_[name] = now;
  absl::Status done = Keep();
  if (done.ok()) done = folder.Write(file, mail);
  if (done.ok()) return done;
  new_for_.insert(name);
  told_ = before;
  return done;
}

absl::Status MailNotifier::Keep() const {
  std::string bytes = absl::StrCat(position_, "\n");
  std::map<std::string, absl::Time> all = told_;
  for (const std::string& name : new_for_) all.try_emplace(name, absl::UnixEpoch());
  for (const auto& [name, time] : all) {
    absl::StrAppend(&bytes, name, " ", absl::ToUnixSeconds(time),
                    new_for_.contains(name) ? " new" : "", "\n");
  }
  SKRANKE_ASSIGN_OR_RETURN(const Folder folder, Folder::Open(dir_));
  return folder.Write(kStateFile, bytes);
}

}  // namespace skranke
