#include "services/forwarding/packet.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/status_macros.h"
#include "services/forwarding/message_case.h"
#include "services/forwarding/packet_code.h"
#include "services/forwarding/packet_paper.h"
#include "services/forwarding/packet_text.h"
#include "services/forwarding/packet_words.h"

namespace skranke {
namespace {

std::string ReasonIn(const v1::ReceiveRequest& message) {
  if (message.has_correction()) return message.correction().reason();
  if (message.has_recall()) return message.recall().reason();
  if (message.has_withdrawal()) return message.withdrawal().reason();
  return message.reopening().reason();
}

std::string ReceiverIn(const v1::ReceiveRequest& message, const PacketOptions& options) {
  if (!options.names_unit) return message.agency();
  const std::string unit =
      message.has_handover() ? message.handover().unit() : message.reopening().unit();
  return unit.empty() ? message.agency() : absl::StrCat(message.agency(), ", ", unit);
}

bool Asks(const v1::ReceiveRequest& message) {
  return message.has_handover() || message.has_reopening();
}

// Prints one message, top to bottom.
class Print {
 public:
  Print(const v1::ReceiveRequest& message, const PacketOptions& options, const PacketWords& words,
        PacketPaper& paper)
      : message_(message),
        case_(CaseIn(message)),
        options_(options),
        words_(words),
        paper_(paper) {}

  void All() {
    Summary();
    Parties();
    Facts();
    Documents();
    Missing();
    Note();
  }

 private:
  void Row(absl::string_view label, const std::string& value) {
    if (!value.empty()) paper_.Row(label, value);
  }
  void StrongRow(absl::string_view label, const std::string& value) {
    if (!value.empty()) paper_.StrongRow(label, value);
  }

  void Summary() {
    Row(words_.case_number, PrintableLine(absl::StripPrefix(message_.citizen_case(), "cases/")));
    StrongRow(words_.task, NameWithCode(options_.task_name, case_.task()));
    Row(words_.receiver, NameWithCode(options_.receiver_name, ReceiverIn(message_, options_)));
    Row(words_.received, PrintedDay(case_.receive_time(), options_.zone));
    StrongRow(words_.accept_by, PrintedTime(message_.handover().accept_by_time(), options_.zone));
    Row(words_.promised, PrintedDay(case_.promise_time(), options_.zone));
    if (case_.urgency() == v1::URGENCY_ACUTE) paper_.StrongRow(words_.urgency, words_.acute);
    Row(words_.why, PrintableText(case_.classification().reason()));
    Row(words_.reason, PrintableText(ReasonIn(message_)));
  }

  void Parties() {
    if (case_.parties().empty()) return;
    paper_.Section(words_.parties);
    for (const v1::Party& party : case_.parties()) {
      paper_.Row(RoleOf(words_, party.role()), PrintedParty(words_, party));
    }
  }

  void Facts() {
    if (case_.facts().empty()) return;
    paper_.Section(words_.facts);
    for (const v1::Fact& fact : case_.facts()) {
      paper_.Row(PrintableLine(fact.name()), PrintedValue(words_, fact));
    }
  }

  void Documents() {
    if (case_.documents().empty()) return;
    paper_.Section(words_.documents);
    int number = 0;
    for (const v1::Document& document : case_.documents()) {
      paper_.Row(PrintableLine(absl::StrCat(++number, ". ", document.code())),
                 PrintedDocument(document));
    }
  }

  void Missing() {
    if (case_.missing().empty()) return;
    paper_.Section(words_.missing);
    for (const v1::Requirement& requirement : case_.missing()) {
      paper_.StrongRow(KindOf(words_, requirement.kind()), PrintedRequirement(words_, requirement));
    }
  }

  void Note() {
    if (case_.note().empty()) return;
    paper_.Section(words_.note);
    paper_.Text(PrintableText(case_.note()));
  }

  const v1::ReceiveRequest& message_;
  const v1::Case& case_;
  const PacketOptions& options_;
  const PacketWords& words_;
  PacketPaper& paper_;
};

}  // namespace

absl::StatusOr<std::string> RenderPacket(const v1::ReceiveRequest& message,
                                         const PacketOptions& options) {
  const PacketWords& words = PacketWordsIn(options.language);
  PacketFrame frame{.words = &words,
                    .title = TitleOf(words, message),
                    .office = PrintableLine(options.office_name),
                    .asks = Asks(message),
                    .made = options.made};
  SKRANKE_ASSIGN_OR_RETURN(frame.code, FormatPacketCode(message.message_id()));
  // Once to count the pages, once with their count.
  SKRANKE_ASSIGN_OR_RETURN(auto draft, PacketPaper::New(frame));
  Print(message, options, words, *draft).All();
  frame.pages = draft->pages();
  SKRANKE_ASSIGN_OR_RETURN(auto paper, PacketPaper::New(frame));
  Print(message, options, words, *paper).All();
  return paper->Finish();
}

}  // namespace skranke
