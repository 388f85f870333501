#include "services/agency/file_drop_intake.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/file_name.h"
#include "libs/base/hex.h"
#include "libs/base/json_string.h"
#include "libs/base/limits.h"
#include "libs/base/log.h"
#include "libs/base/reason.h"
#include "libs/base/sha256.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/client/message_zip.h"

namespace skranke {
namespace {

// To-dos that one look answers.
constexpr size_t kMostAtOnce = 1'000;

std::string Field(absl::string_view name, absl::string_view value) {
  return absl::StrCat(JsonString(name), ": ", JsonString(value));
}

std::string TransportReceipt(absl::string_view message_id, absl::string_view zip) {
  return absl::StrCat("{", Field("message_id", message_id), ", ",
                      Field("sha256", ToHex(Sha256(zip))), "}\n");
}

std::string Refusal(const absl::Status& why, absl::string_view zip) {
  return absl::StrCat("{", Field("sha256", ToHex(Sha256(zip))), ", ",
                      Field("reason", why.message()), "}\n");
}

// Until the office has read it, it stands there.
absl::Status Lay(const Folder& receipts, const std::string& file, const std::string& receipt) {
  const auto there = receipts.Read(file, receipt.size());
  return there.ok() && *there == receipt ? absl::OkStatus() : receipts.Write(file, receipt);
}

std::string Accept(const ToDo& to_do, absl::string_view own_number) {
  return absl::StrCat("{", Field("message_id", to_do.message.message_id()), ", ",
                      Field("agency_case_number", own_number), "}\n");
}

std::string Return(const ToDo& to_do, v1::ReturnCode code) {
  const std::string name = v1::ReturnCode_Name(code);
  return absl::StrCat("{", Field("message_id", to_do.message.message_id()), ", ",
                      Field("code", absl::StripPrefix(name, "RETURN_CODE_")), ", ",
                      Field("sentence", ReturnSentence(code)), "}\n");
}

}  // namespace

absl::Status FileDropIntake::Step() {
  if (reception_->behaviour().kind == Behaviour::Kind::kHang) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const Folder root, Folder::Open(path_));
  SKRANKE_ASSIGN_OR_RETURN(const Folder out, root.Sub("OUT"));
  SKRANKE_ASSIGN_OR_RETURN(const Folder receipts, root.Sub("RECEIPTS"));
  SKRANKE_RETURN_IF_ERROR(FetchAll(out, receipts));
  return answers_ ? AnswerAll(receipts) : absl::OkStatus();
}

absl::Status FileDropIntake::FetchAll(const Folder& out, const Folder& receipts) {
  SKRANKE_ASSIGN_OR_RETURN(const auto files, out.Names(std::numeric_limits<size_t>::max()));
  for (const std::string& file : files) {
    const absl::Status status = Fetch(out, receipts, file);
    // The office takes it away between our look and our reading; what comes too early comes again.
    if (status.ok() || absl::IsNotFound(status) || ReasonOf(status) == "OUT_OF_ORDER") continue;
    Log(LogLevel::kWarning, "a file of the office is not taken",
        {{"file", file}, {"cause", status.message()}});
  }
  return absl::OkStatus();
}

absl::Status FileDropIntake::Fetch(const Folder& out, const Folder& receipts,
                                   const std::string& file) {
  absl::string_view name = file;
  if (!absl::ConsumeSuffix(&name, ".zip")) return absl::OkStatus();
  SKRANKE_ASSIGN_OR_RETURN(const std::string zip, out.Read(file, kMessageZipBytesMax));
  const auto id = Take(std::string(name), zip);
  if (id.ok()) return Lay(receipts, absl::StrCat(name, ".json"), TransportReceipt(*id, zip));
  // What is wrong with the file itself is the office's to mend.
  if (!absl::IsInvalidArgument(id.status()) && !absl::IsOutOfRange(id.status())) {
    return id.status();
  }
  return Lay(receipts, absl::StrCat(name, ".refuse.json"), Refusal(id.status(), zip));
}

absl::StatusOr<std::string> FileDropIntake::Take(const std::string& name, absl::string_view zip) {
  const auto content = UnpackMessage(zip);
  if (!content.ok() && reception_->behaviour().fault == Behaviour::Fault::kHash) return name;
  SKRANKE_RETURN_IF_ERROR(content.status());
  const bool anybodys = reception_->behaviour().fault == Behaviour::Fault::kAddress;
  if (!anybodys && name != FileNameOf(content->message.message_id())) {
    return FieldError("message_id", "is not the message that the file is named after");
  }
  SKRANKE_RETURN_IF_ERROR(reception_->Check(content->message));
  // First: what is receipted is here whole.
  for (const ZipEntry& document : content->documents) {
    SKRANKE_RETURN_IF_ERROR(shelf_->Put(document.bytes));
  }
  return reception_->Take(content->message);
}

absl::Status FileDropIntake::AnswerAll(const Folder& receipts) {
  SKRANKE_ASSIGN_OR_RETURN(const auto to_dos, inbox_->ToDos(0, kMostAtOnce));
  for (const ToDo& to_do : to_dos) SKRANKE_RETURN_IF_ERROR(Answer(receipts, to_do));
  return absl::OkStatus();
}

absl::Status FileDropIntake::Answer(const Folder& receipts, const ToDo& to_do) {
  const std::string name = FileNameOf(to_do.message.message_id());
  SKRANKE_ASSIGN_OR_RETURN(const auto stored, inbox_->FindCase(to_do.message.installation(),
                                                               to_do.message.citizen_case()));
  // Recalled meanwhile: there is nothing to answer.
  if (!stored.has_value() || !stored->is_ours()) return inbox_->Finish(to_do);
  const Behaviour& behaviour = reception_->behaviour();
  if (behaviour.kind == Behaviour::Kind::kReturn) {
    SKRANKE_RETURN_IF_ERROR(
        receipts.Write(absl::StrCat(name, ".return.json"), Return(to_do, behaviour.code)));
    SKRANKE_RETURN_IF_ERROR(inbox_->LetGo(to_do));
    return inbox_->Finish(to_do);
  }
  const std::string& own_number = stored->item.citizen_case().agency_case_number();
  SKRANKE_RETURN_IF_ERROR(
      receipts.Write(absl::StrCat(name, ".accept.json"), Accept(to_do, own_number)));
  return inbox_->Finish(to_do);
}

}  // namespace skranke
