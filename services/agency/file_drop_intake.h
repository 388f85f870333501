// The reference agency behind a file drop: a job that looks into the folder now and then, stores
// what lies there with its documents, receipts it, and answers by file what it has to do. It stands
// for what an agency writes itself in any language, so it knows the folder's rules and nothing of
// the office's code.
//
//   OUT/MESSAGE.zip               fetched (libs/rpc/client/message_zip.h)
//   RECEIPTS/MESSAGE.json         stored: its hash
//   RECEIPTS/MESSAGE.refuse.json  not taken: its hash and why
//   RECEIPTS/MESSAGE.accept.json  accepted, with the agency's own number
//   RECEIPTS/MESSAGE.return.json  returned, with code and sentence
//
// One thread.
#ifndef SKRANKE_SERVICES_AGENCY_FILE_DROP_INTAKE_H_
#define SKRANKE_SERVICES_AGENCY_FILE_DROP_INTAKE_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/folder.h"
#include "services/agency/document_shelf.h"
#include "services/agency/inbox.h"
#include "services/agency/reception.h"

namespace skranke {

class FileDropIntake {
 public:
  // `path` is the folder with OUT and RECEIPTS; the others have to outlive it. Unless it
  // `answers`, the agency accepts and returns by other means.
  FileDropIntake(std::string path, Reception* reception, Inbox* inbox, DocumentShelf* shelf,
                 bool answers = true)
      : path_(std::move(path)),
        reception_(reception),
        inbox_(inbox),
        shelf_(shelf),
        answers_(answers) {}

  // One look. Every step may be repeated: after a crash the next look does what is missing.
  // What is wrong with one message is logged and holds up no other. Errors are those of the folder
  // and the store.
  absl::Status Step();

 private:
  absl::Status FetchAll(const Folder& out, const Folder& receipts);
  absl::Status Fetch(const Folder& out, const Folder& receipts, const std::string& file);
  absl::StatusOr<std::string> Take(const std::string& name, absl::string_view zip);
  absl::Status AnswerAll(const Folder& receipts);
  absl::Status Answer(const Folder& receipts, const ToDo& to_do);

  const std::string path_;
  Reception* const reception_;
  Inbox* const inbox_;
  DocumentShelf* const shelf_;
  const bool answers_;
};

}  // namespace skranke

#endif  // SKRANKE_SERVICES_AGENCY_FILE_DROP_INTAKE_H_
