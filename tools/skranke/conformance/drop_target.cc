#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "libs/base/file_name.h"
#include "libs/base/folder.h"
#include "libs/base/hex.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/base/zip_file.h"
#include "libs/rpc/client/message_zip.h"
#include "tools/skranke/conformance/intake_target.h"

namespace skranke {
namespace {

using google::protobuf::Struct;

constexpr absl::Duration kLookEvery = absl::Milliseconds(50);

std::string Text(const Struct& object, const std::string& name) {
  const auto found = object.fields().find(name);
  return found == object.fields().end() ? "" : found->second.string_value();
}

// The files of a ZIP with sums that fit them.
absl::StatusOr<std::string> ZipWith(std::vector<ZipEntry> files) {
  std::string& sums = files.back().bytes;
  sums.clear();
  for (size_t i = 0; i + 1 < files.size(); ++i) {
    absl::StrAppend(&sums, ToHex(Sha256(files[i].bytes)), "  ", files[i].name, "\n");
  }
  return WriteZip(files);
}

absl::StatusOr<std::string> ZipOf(const v1::ReceiveRequest& message, bool newer) {
  SKRANKE_ASSIGN_OR_RETURN(std::string zip, PackMessage({.message = message}));
  if (!newer) return zip;
  SKRANKE_ASSIGN_OR_RETURN(auto files, ReadZip(zip, kZipEntriesMax, kZipBytesMax));
  std::string& json = files.front().bytes;
  json.insert(json.find('{') + 1, R"("newField":{"deep":[1]},)");
  return ZipWith(std::move(files));
}

class DropTarget : public IntakeTarget {
 public:
  DropTarget(Folder out, Folder receipts, absl::Duration wait)
      : out_(std::move(out)), receipts_(std::move(receipts)), wait_(wait) {}
  // Nothing of a test is left behind.
  ~DropTarget() override {
    for (const std::string& name : laid_) {
      out_.Remove(absl::StrCat(name, ".zip")).IgnoreError();
      for (const char* kind :
           {".json", ".refuse.json", ".accept.json", ".return.json", ".close.json"}) {
        receipts_.Remove(absl::StrCat(name, kind)).IgnoreError();
      }
    }
  }

  absl::StatusOr<std::string> Send(const v1::ReceiveRequest& message, bool newer) override {
    SKRANKE_ASSIGN_OR_RETURN(const std::string zip, ZipOf(message, newer));
    return Lay(FileNameOf(message.message_id()), zip);
  }

  // By file an agency says nothing about what comes too early: it leaves it lying there.
  bool IsGap(const absl::Status& refused) const override {
    return absl::IsDeadlineExceeded(refused) || absl::IsFailedPrecondition(refused);
  }
  std::string GapWords() const override { return "no receipt"; }
  bool IsRefusal(const absl::Status& status) const override {
    return absl::IsInvalidArgument(status);
  }

  std::vector<Check> OwnChecks(const SampleSender& sender) override;

 private:
  absl::StatusOr<std::string> Lay(const std::string& name, const std::string& zip);
  absl::StatusOr<Struct> ReadReceipt(const std::string& file) const;
  absl::StatusOr<std::string> Receipted(const std::string& file, const std::string& zip) const;
  absl::Status Reported(const std::string& name, const std::string& zip, const std::string& what);
  absl::Status AnsweredOnce(const SampleSender& sender);
  absl::StatusOr<std::string> BusinessAnswer(const std::string& name, absl::Duration wait);

  const Folder out_;
  const Folder receipts_;
  const absl::Duration wait_;
  std::set<std::string> laid_;
};

// The message id of the receipt. It leaves the folder as the office takes it, and the ZIP with it.
absl::StatusOr<std::string> DropTarget::Lay(const std::string& name, const std::string& zip) {
  laid_.insert(name);
  const std::string receipt = absl::StrCat(name, ".json");
  const std::string refusal = absl::StrCat(name, ".refuse.json");
  SKRANKE_RETURN_IF_ERROR(out_.Write(absl::StrCat(name, ".zip"), zip));
  absl::StatusOr<std::string> done =
      absl::DeadlineExceededError(absl::StrCat("no receipt within ", absl::FormatDuration(wait_)));
  for (const absl::Time end = absl::Now() + wait_; absl::Now() < end;) {
    if (receipts_.Has(receipt)) {
      done = Receipted(receipt, zip);
      break;
    }
    if (receipts_.Has(refusal)) {
      done = absl::InvalidArgumentError("a refusal by file");
      break;
    }
    absl::SleepFor(kLookEvery);
  }
  SKRANKE_RETURN_IF_ERROR(out_.Remove(absl::StrCat(name, ".zip")));
  SKRANKE_RETURN_IF_ERROR(receipts_.Remove(receipt));
  SKRANKE_RETURN_IF_ERROR(receipts_.Remove(refusal));
  return done;
}

absl::StatusOr<Struct> DropTarget::ReadReceipt(const std::string& file) const {
  SKRANKE_ASSIGN_OR_RETURN(const std::string bytes, receipts_.Read(file, kReceiptBytesMax));
  Struct object;
  if (google::protobuf::util::JsonStringToMessage(bytes, &object).ok()) return object;
  return absl::DataLossError(absl::StrCat("the receipt ", file, " is no JSON object"));
}

absl::StatusOr<std::string> DropTarget::Receipted(const std::string& file,
                                                  const std::string& zip) const {
  SKRANKE_ASSIGN_OR_RETURN(const Struct receipt, ReadReceipt(file));
  if (Text(receipt, "sha256") == ToHex(Sha256(zip))) return Text(receipt, "message_id");
  return absl::DataLossError("the receipt's sha256 is not the hash of the ZIP that was laid");
}

// Not receipted, and a file says that it was refused.
absl::Status DropTarget::Reported(const std::string& name, const std::string& zip,
                                  const std::string& what) {
  const auto laid = Lay(name, zip);
  if (laid.ok()) return Instead(absl::StrCat("it acknowledged ", what));
  if (IsRefusal(laid.status())) return absl::OkStatus();
  return Instead(absl::StrCat("it did not take ", what, ", but no ", name,
                              ".refuse.json says so: ", laid.status().message()));
}

// Its kind and content; empty where the agency answers by other means.
absl::StatusOr<std::string> DropTarget::BusinessAnswer(const std::string& name,
                                                       absl::Duration wait) {
  for (const absl::Time end = absl::Now() + wait; absl::Now() < end;) {
    for (const char* kind : {".accept.json", ".return.json"}) {
      const std::string file = absl::StrCat(name, kind);
      if (!receipts_.Has(file)) continue;
      SKRANKE_ASSIGN_OR_RETURN(const Struct answer, ReadReceipt(file));
      SKRANKE_RETURN_IF_ERROR(receipts_.Remove(file));
      if (FileNameOf(Text(answer, "message_id")) != name) {
        return absl::DataLossError(absl::StrCat(file, " names another message"));
      }
      return absl::StrCat(kind, " ", Text(answer, "agency_case_number"), Text(answer, "code"));
    }
    absl::SleepFor(kLookEvery);
  }
  return std::string();
}

absl::Status DropTarget::AnsweredOnce(const SampleSender& sender) {
  const v1::ReceiveRequest message = SampleCase(sender).Handover();
  const std::string name = FileNameOf(message.message_id());
  SKRANKE_RETURN_IF_ERROR(ExpectTaken(*this, message));
  SKRANKE_ASSIGN_OR_RETURN(const std::string first, BusinessAnswer(name, wait_));
  SKRANKE_RETURN_IF_ERROR(ExpectTaken(*this, message));
  SKRANKE_ASSIGN_OR_RETURN(const std::string second, BusinessAnswer(name, wait_ / 2));
  if (second.empty() || second == first) return absl::OkStatus();
  return Instead(absl::StrCat("the same hand-over was answered", first, " and then", second,
                              ": it is two cases there"));
}

std::vector<Check> DropTarget::OwnChecks(const SampleSender& sender) {
  return {
      {"damaged-zip", "A ZIP that was damaged on its way is refused, and a file says so.",
       [this, sender]() -> absl::Status {
         const v1::ReceiveRequest message = SampleCase(sender).Handover();
         SKRANKE_ASSIGN_OR_RETURN(std::string zip, ZipOf(message, false));
         zip[zip.size() / 2] = static_cast<char>(zip[zip.size() / 2] ^ 1);
         return Reported(FileNameOf(message.message_id()), zip, "a damaged ZIP");
       }},
      {"wrong-hash", "A ZIP whose SHA256SUMS does not fit is refused, and a file says so.",
       [this, sender]() -> absl::Status {
         const v1::ReceiveRequest message = SampleCase(sender).Handover();
         SKRANKE_ASSIGN_OR_RETURN(const std::string zip, ZipOf(message, false));
         SKRANKE_ASSIGN_OR_RETURN(auto files, ReadZip(zip, kZipEntriesMax, kZipBytesMax));
         char& digit = files.back().bytes[0];
         digit = digit == '0' ? '1' : '0';
         SKRANKE_ASSIGN_OR_RETURN(const std::string changed, WriteZip(files));
         return Reported(FileNameOf(message.message_id()), changed, "a ZIP with a wrong hash");
       }},
      {"wrong-name", "A ZIP that is named after another message is refused, and a file says so.",
       [this, sender]() -> absl::Status {
         const v1::ReceiveRequest message = SampleCase(sender).Handover();
         SKRANKE_ASSIGN_OR_RETURN(const std::string zip, ZipOf(message, false));
         const std::string other = SampleCase(sender).Handover().message_id();
         return Reported(FileNameOf(other), zip, "a ZIP named after another message");
       }},
      {"answered-once", "A hand-over that comes twice is accepted or returned once.",
       [this, sender] { return AnsweredOnce(sender); }},
  };
}

}  // namespace

absl::StatusOr<std::unique_ptr<IntakeTarget>> MakeDropTarget(const std::string& path,
                                                             TargetOptions options) {
  SKRANKE_ASSIGN_OR_RETURN(const Folder folder, Folder::Open(path));
  SKRANKE_ASSIGN_OR_RETURN(Folder out, folder.Sub("OUT"));
  SKRANKE_ASSIGN_OR_RETURN(Folder receipts, folder.Sub("RECEIPTS"));
  return std::make_unique<DropTarget>(std::move(out), std::move(receipts), options.wait);
}

}  // namespace skranke
