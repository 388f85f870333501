// The words printed on a packet, in the six languages of the counters. Constants; any thread.
#ifndef SKRANKE_SERVICES_FORWARDING_PACKET_WORDS_H_
#define SKRANKE_SERVICES_FORWARDING_PACKET_WORDS_H_

#include "absl/strings/string_view.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/intake.pb.h"
#include "skranke/v1/party.pb.h"

namespace skranke {

struct PacketWords {
  // What it is about.
  const char *handover, *supplement, *correction, *recall, *withdrawal, *reopening;
  // Rows.
  const char *case_number, *task, *receiver, *received, *accept_by, *promised, *urgency, *acute,
      *reason, *why;
  // Sections.
  const char *parties, *facts, *documents, *missing, *note;
  // Parties.
  const char *party, *applicant, *subject, *representative, *guardian, *anonymous, *unknown,
      *interpreter;
  // What may be missing.
  const char *document, *fact, *consent, *signature, *fee;
  const char *yes, *no;
  // The strip. `page` has the number and the count for $0 and $1.
  const char *strip, *we_accept, *we_return, *we_end, *received_by, *day, *sign, *own_number, *page;
};

// nb, nn, da, sv or fi, with or without a country (BCP 47); English for any other.
const PacketWords& PacketWordsIn(absl::string_view language);

// The title of a packet, the part of a party, and what is missing, in words.
const char* TitleOf(const PacketWords& words, const v1::ReceiveRequest& message);
const char* RoleOf(const PacketWords& words, v1::PartyRole role);
const char* KindOf(const PacketWords& words, v1::RequirementKind kind);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_PACKET_WORDS_H_
