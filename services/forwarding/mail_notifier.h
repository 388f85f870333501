// Tells agencies by e-mail that something new has come, and nothing else: RFC 5322 files in a
// directory from which the host's own mail system sends. Not even a case's number stands in them:
// mail goes through strangers' machines, and a number there tells that a matter exists, when it
// came and, with the next one, that it went on. An agency gets at most one mail an hour: how many
// cases there are is nobody's to count either.
//
//   AGENCY-20270104T080000Z.eml   a mail, whole; whoever sends it takes it away
//   .told                         how far the log was read, and when whom was told last
//
// AGENCY is its code as libs/base/file_name.h writes it, or the hash of one that is too long for
// that, also in the mail's id and in .told.
//
// When somebody was told is on the disk before the mail is: a crash between the two loses a mail
// that the next hand-over brings again, and never makes two. What the disk refuses is tried again.
// Step belongs to one thread.
#ifndef SKRANKE_SERVICES_FORWARDING_MAIL_NOTIFIER_H_
#define SKRANKE_SERVICES_FORWARDING_MAIL_NOTIFIER_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "libs/base/folder.h"
#include "libs/engine/engine.h"

namespace skranke {

class MailNotifier {
 public:
  // An agency's next mail comes so much later at the earliest. Source: issue 5.
  static constexpr absl::Duration kBetweenMails = absl::Hours(1);

  // `engine` has to outlive it. `dir` is made by who set the flag; what a mail is sent from is
  // `sender`, a plain address (libs/directory/endpoint.h).
  MailNotifier(Engine* engine, std::string dir, std::string sender);

  // Reads what was recorded and writes what is due. Returns when it wants to be stepped again. A
  // directory that is not there holds up nothing: it is tried again, and nothing is forgotten.
  absl::Time Step(absl::Time now);

 private:
  absl::Status Open(const Snapshot& snapshot);
  absl::Status Read(const Snapshot& snapshot);
  absl::Status TellAll(const Snapshot& snapshot, absl::Time now);
  // Tells the agency of that name, or leaves it to be told where the disk refuses.
  absl::Status Tell(const Folder& folder, const std::string& name, const std::string& file,
                    const std::string& mail, absl::Time now);
  absl::Status Keep() const;

  Engine* const engine_;
  const std::string dir_;
  const std::string sender_;
  bool open_ = false;
  uint64_t position_ = 0;
  // The names of agencies that something new has come for, and when each was told last.
  std::set<std::string> new_for_;
  std::map<std::string, absl::Time> told_;
  absl::Status last_;
};

// The mail. `title` is the installation's name, which stands in it.
std::string NewItemMail(absl::string_view sender, absl::string_view receiver,
                        absl::string_view title, absl::string_view id, absl::Time now);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_MAIL_NOTIFIER_H_
