#include "services/rulebook/validate.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/limits.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/base/text_field.h"
#include "libs/calendar/office_day.h"

namespace skranke {
namespace {

// A version is the name of a directory in a package, and stands in keys.
absl::Status CheckVersion(absl::string_view version) {
  if (version.empty()) return FieldError("version", "is required");
  const auto is_allowed = [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
  };
  const bool fits = version.size() <= kCodeBytesMax && version.front() != '.' &&
                    std::all_of(version.begin(), version.end(), is_allowed);
  return fits ? absl::OkStatus()
              : FieldError("version", "must be letters, digits, '-', '_' and '.'");
}

absl::Status CheckDay(absl::string_view field, absl::string_view day) {
  return ParseDay(day).ok() ? absl::OkStatus() : FieldError(field, "must be a day, YYYY-MM-DD");
}

absl::Status CheckSaid(absl::string_view field, absl::string_view text) {
  return CheckRequiredTextField(field, text, kReasonBytesMax);
}

// Tags stand between semicolons in a manifest.
absl::Status CheckTag(absl::string_view tag) {
  const bool fits = !tag.empty() && tag.find(';') == absl::string_view::npos &&
                    absl::StripAsciiWhitespace(tag) == tag;
  return fits ? absl::OkStatus() : FieldError("tags", "must be words without semicolons");
}

}  // namespace

absl::Status ValidateSaveDraft(const v1::SaveDraftRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckVersion(request.version()));
  for (const std::string& tag : request.tags()) SKRANKE_RETURN_IF_ERROR(CheckTag(tag));
  if (request.files().empty() && request.edits().empty()) {
    return FieldError("files", "or edits are required");
  }
  return absl::OkStatus();
}

absl::Status ValidateGetDraft(const v1::GetDraftRequest& request) {
  return CheckVersion(request.version());
}

absl::Status ValidateCheckDraft(const v1::CheckDraftRequest& request) {
  return CheckVersion(request.version());
}

absl::Status ValidateOpenHearing(const v1::OpenHearingRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckVersion(request.version()));
  return CheckDay("hearing_to", request.hearing_to());
}

absl::Status ValidateRecordPosition(const v1::RecordPositionRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckVersion(request.version()));
  if (request.position() == v1::POSITION_UNSPECIFIED) {
    return FieldError("position", "is required");
  }
  if (request.position() == v1::POSITION_CONSENT) return absl::OkStatus();
  return CheckSaid("sentence", request.sentence());
}

absl::Status ValidateAdoptDraft(const v1::AdoptDraftRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckVersion(request.version()));
  for (int i = 0; i < request.overruled_size(); ++i) {
    SKRANKE_RETURN_IF_ERROR(
        CheckSaid(absl::StrCat("overruled[", i, "].reason"), request.overruled(i).reason()));
  }
  return CheckSaid("minutes", request.minutes());
}

absl::Status ValidateAdoptEmergency(const v1::AdoptEmergencyRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckVersion(request.version()));
  SKRANKE_RETURN_IF_ERROR(CheckDay("valid_to", request.valid_to()));
  return CheckSaid("reason", request.reason());
}

absl::Status ValidateRatifyEmergency(const v1::RatifyEmergencyRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckVersion(request.version()));
  return CheckSaid("minutes", request.minutes());
}

absl::Status ValidateWithdrawDraft(const v1::WithdrawDraftRequest& request) {
  SKRANKE_RETURN_IF_ERROR(CheckVersion(request.version()));
  return CheckSaid("reason", request.reason());
}

absl::Status ValidateExportRulebook(const v1::ExportRulebookRequest& request) {
  return CheckVersion(request.version());
}

}  // namespace skranke
