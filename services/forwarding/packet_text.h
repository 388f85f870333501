// Texts of citizens and lists as they are fit to be printed. Pure functions; any thread.
#ifndef SKRANKE_SERVICES_FORWARDING_PACKET_TEXT_H_
#define SKRANKE_SERVICES_FORWARDING_PACKET_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/forwarding/packet_words.h"
#include "skranke/v1/case.pb.h"
#include "skranke/v1/party.pb.h"

namespace skranke {

// Well-formed UTF-8 without control characters and without those that reorder what follows
// (U+202A to U+202E, U+2066 to U+2069). Line ends stay, never two empty lines together.
std::string PrintableText(absl::string_view text);
// The same on one line.
std::string PrintableLine(absl::string_view text);

// "2024-03-04", or with the time of day; empty where the time is not set.
std::string PrintedDay(const google::protobuf::Timestamp& time, absl::TimeZone zone);
std::string PrintedTime(const google::protobuf::Timestamp& time, absl::TimeZone zone);

// Several lines each.
std::string PrintedParty(const PacketWords& words, const v1::Party& party);
std::string PrintedDocument(const v1::Document& document);
// One line each.
std::string PrintedValue(const PacketWords& words, const v1::Fact& fact);
std::string PrintedRequirement(const PacketWords& words, const v1::Requirement& requirement);
// "Name (CODE)", or what there is of it.
std::string NameWithCode(absl::string_view name, absl::string_view code);

}  // namespace skranke

#endif  // SKRANKE_SERVICES_FORWARDING_PACKET_TEXT_H_
