#include "services/forwarding/packet_words.h"

namespace skranke {
namespace {

constexpr PacketWords kEnglish = {
    .handover = "Case handed over",
    .supplement = "Supplement to a case",
    .correction = "Correction of a case",
    .recall = "Case taken back",
    .withdrawal = "Case withdrawn",
    .reopening = "Case reopened",
    .case_number = "Case number",
    .task = "Task",
    .receiver = "Receiver",
    .received = "Received",
    .accept_by = "Accept by",
    .promised = "Answer promised by",
    .urgency = "Urgency",
    .acute = "ACUTE: before everything else",
    .reason = "Reason",
    .why = "Why you have it",
    .parties = "Parties",
    .facts = "Stated facts",
    .documents = "Documents",
    .missing = "Missing",
    .note = "Note",
    .party = "Party",
    .applicant = "Applicant",
    .subject = "Concerns",
    .representative = "Representative",
    .guardian = "Other guardian",
    .anonymous = "anonymous",
    .unknown = "not identified",
    .interpreter = "needs an interpreter",
    .document = "document",
    .fact = "fact",
    .consent = "consent",
    .signature = "signature",
    .fee = "fee",
    .yes = "yes",
    .no = "no",
    .strip = "Receipt. Register it by the code, or cut it off and send it back.",
    .we_accept = "We accept the case",
    .we_return = "We return the case, because:",
    .we_end = "We have ended the case, with:",
    .received_by = "Received by",
    .day = "Day",
    .sign = "Signature",
    .own_number = "Our case number",
    .page = "Page $0 of $1"};

constexpr PacketWords kBokmal = {
    .handover = "Overlevert sak",
    .supplement = "Ettersendelse til sak",
    .correction = "Rettelse i sak",
    .recall = "Sak kalt tilbake",
    .withdrawal = "Sak trukket",
    .reopening = "Sak gjenåpnet",
    .case_number = "Saksnummer",
    .task = "Oppgave",
    .receiver = "Mottaker",
    .received = "Mottatt",
    .accept_by = "Aksepter innen",
    .promised = "Svar lovet innen",
    .urgency = "Hast",
    .acute = "AKUTT: foran alt annet",
    .reason = "Grunn",
    .why = "Derfor hos dere",
    .parties = "Parter",
    .facts = "Opplysninger",
    .documents = "Dokumenter",
    .missing = "Mangler",
    .note = "Merknad",
    .party = "Part",
    .applicant = "Søker",
    .subject = "Gjelder",
    .representative = "Fullmektig",
    .guardian = "Annen forelder",
    .anonymous = "anonym",
    .unknown = "ikke identifisert",
    .interpreter = "trenger tolk",
    .document = "dokument",
    .fact = "opplysning",
    .consent = "samtykke",
    .signature = "underskrift",
    .fee = "gebyr",
    .yes = "ja",
    .no = "nei",
    .strip = "Kvittering. Registrer den med koden, eller klipp den av og send den tilbake.",
    .we_accept = "Vi tar imot saken",
    .we_return = "Vi returnerer saken, fordi:",
    .we_end = "Vi har avsluttet saken, med:",
    .received_by = "Mottatt av",
    .day = "Dato",
    .sign = "Underskrift",
    .own_number = "Vårt saksnummer",
    .page = "Side $0 av $1"};

constexpr PacketWords kNynorsk = {
    .handover = "Overlevert sak",
    .supplement = "Ettersending til sak",
    .correction = "Retting i sak",
    .recall = "Sak kalla tilbake",
    .withdrawal = "Sak trekt",
    .reopening = "Sak opna att",
    .case_number = "Saksnummer",
    .task = "Oppgåve",
    .receiver = "Mottakar",
    .received = "Motteke",
    .accept_by = "Aksepter innan",
    .promised = "Svar lova innan",
    .urgency = "Hast",
    .acute = "AKUTT: framom alt anna",
    .reason = "Grunn",
    .why = "Difor hos dykk",
    .parties = "Partar",
    .facts = "Opplysningar",
    .documents = "Dokument",
    .missing = "Manglar",
    .note = "Merknad",
    .party = "Part",
    .applicant = "Søkjar",
    .subject = "Gjeld",
    .representative = "Fullmektig",
    .guardian = "Annan forelder",
    .anonymous = "anonym",
    .unknown = "ikkje identifisert",
    .interpreter = "treng tolk",
    .document = "dokument",
    .fact = "opplysning",
    .consent = "samtykke",
    .signature = "underskrift",
    .fee = "gebyr",
    .yes = "ja",
    .no = "nei",
    .strip = "Kvittering. Registrer henne med koden, eller klipp henne av og send henne tilbake.",
    .we_accept = "Vi tek imot saka",
    .we_return = "Vi returnerer saka, fordi:",
    .we_end = "Vi har avslutta saka, med:",
    .received_by = "Motteke av",
    .day = "Dato",
    .sign = "Underskrift",
    .own_number = "Vårt saksnummer",
    .page = "Side $0 av $1"};

constexpr PacketWords kDanish = {
    .handover = "Overdraget sag",
    .supplement = "Eftersendelse til sag",
    .correction = "Rettelse i sag",
    .recall = "Sag kaldt tilbage",
    .withdrawal = "Sag trukket tilbage",
    .reopening = "Sag genåbnet",
    .case_number = "Sagsnummer",
    .task = "Opgave",
    .receiver = "Modtager",
    .received = "Modtaget",
    .accept_by = "Accepter senest",
    .promised = "Svar lovet senest",
    .urgency = "Hast",
    .acute = "AKUT: før alt andet",
    .reason = "Grund",
    .why = "Derfor hos jer",
    .parties = "Parter",
    .facts = "Oplysninger",
    .documents = "Dokumenter",
    .missing = "Mangler",
    .note = "Bemærkning",
    .party = "Part",
    .applicant = "Ansøger",
    .subject = "Vedrører",
    .representative = "Fuldmægtig",
    .guardian = "Anden forælder",
    .anonymous = "anonym",
    .unknown = "ikke identificeret",
    .interpreter = "har brug for tolk",
    .document = "dokument",
    .fact = "oplysning",
    .consent = "samtykke",
    .signature = "underskrift",
    .fee = "gebyr",
    .yes = "ja",
    .no = "nej",
    .strip = "Kvittering. Registrer den med koden, eller klip den af og send den tilbage.",
    .we_accept = "Vi modtager sagen",
    .we_return = "Vi returnerer sagen, fordi:",
    .we_end = "Vi har afsluttet sagen, med:",
    .received_by = "Modtaget af",
    .day = "Dato",
    .sign = "Underskrift",
    .own_number = "Vores sagsnummer",
    .page = "Side $0 af $1"};

constexpr PacketWords kSwedish = {
    .handover = "Överlämnat ärende",
    .supplement = "Komplettering av ärende",
    .correction = "Rättelse i ärende",
    .recall = "Ärende taget tillbaka",
    .withdrawal = "Ärende återkallat",
    .reopening = "Ärende återöppnat",
    .case_number = "Ärendenummer",
    .task = "Uppgift",
    .receiver = "Mottagare",
    .received = "Inkommet",
    .accept_by = "Ta emot senast",
    .promised = "Svar utlovat senast",
    .urgency = "Brådska",
    .acute = "AKUT: före allt annat",
    .reason = "Skäl",
    .why = "Därför hos er",
    .parties = "Parter",
    .facts = "Uppgifter",
    .documents = "Handlingar",
    .missing = "Saknas",
    .note = "Anteckning",
    .party = "Part",
    .applicant = "Sökande",
    .subject = "Gäller",
    .representative = "Ombud",
    .guardian = "Annan vårdnadshavare",
    .anonymous = "anonym",
    .unknown = "inte identifierad",
    .interpreter = "behöver tolk",
    .document = "handling",
    .fact = "uppgift",
    .consent = "samtycke",
    .signature = "underskrift",
    .fee = "avgift",
    .yes = "ja",
    .no = "nej",
    .strip = "Kvittens. Registrera den med koden, eller klipp av den och skicka den tillbaka.",
    .we_accept = "Vi tar emot ärendet",
    .we_return = "Vi återsänder ärendet, eftersom:",
    .we_end = "Vi har avslutat ärendet, med:",
    .received_by = "Mottaget av",
    .day = "Datum",
    .sign = "Underskrift",
    .own_number = "Vårt ärendenummer",
    .page = "Sida $0 av $1"};

constexpr PacketWords kFinnish = {
    .handover = "Siirretty asia",
    .supplement = "Täydennys asiaan",
    .correction = "Oikaisu asiaan",
    .recall = "Asia otettu takaisin",
    .withdrawal = "Asia peruutettu",
    .reopening = "Asia avattu uudelleen",
    .case_number = "Asianumero",
    .task = "Tehtävä",
    .receiver = "Vastaanottaja",
    .received = "Saapunut",
    .accept_by = "Hyväksyttävä viimeistään",
    .promised = "Vastaus luvattu viimeistään",
    .urgency = "Kiireellisyys",
    .acute = "KIIREELLINEN: ennen kaikkea muuta",
    .reason = "Syy",
    .why = "Miksi teillä",
    .parties = "Osapuolet",
    .facts = "Ilmoitetut tiedot",
    .documents = "Asiakirjat",
    .missing = "Puuttuu",
    .note = "Huomautus",
    .party = "Osapuoli",
    .applicant = "Hakija",
    .subject = "Koskee",
    .representative = "Edustaja",
    .guardian = "Toinen huoltaja",
    .anonymous = "nimetön",
    .unknown = "ei tunnistettu",
    .interpreter = "tarvitsee tulkin",
    .document = "asiakirja",
    .fact = "tieto",
    .consent = "suostumus",
    .signature = "allekirjoitus",
    .fee = "maksu",
    .yes = "kyllä",
    .no = "ei",
    .strip = "Kuittaus. Kirjaa se koodilla tai leikkaa irti ja palauta.",
    .we_accept = "Hyväksymme asian",
    .we_return = "Palautamme asian, koska:",
    .we_end = "Olemme päättäneet asian, tulos:",
    .received_by = "Vastaanottaja",
    .day = "Päivä",
    .sign = "Allekirjoitus",
    .own_number = "Asianumeromme",
    .page = "Sivu $0/$1"};

}  // namespace

const PacketWords& PacketWordsIn(absl::string_view language) {
  const absl::string_view tag = language.substr(0, language.find('-'));
  if (tag == "nb" || tag == "no") return kBokmal;
  if (tag == "nn") return kNynorsk;
  if (tag == "da") return kDanish;
  if (tag == "sv") return kSwedish;
  if (tag == "fi") return kFinnish;
  return kEnglish;
}

const char* TitleOf(const PacketWords& words, const v1::ReceiveRequest& message) {
  switch (message.body_case()) {
    case v1::ReceiveRequest::kSupplement:
      return words.supplement;
    case v1::ReceiveRequest::kCorrection:
      return words.correction;
    case v1::ReceiveRequest::kRecall:
      return words.recall;
    case v1::ReceiveRequest::kWithdrawal:
      return words.withdrawal;
    case v1::ReceiveRequest::kReopening:
      return words.reopening;
    default:
      return words.handover;
  }
}

const char* RoleOf(const PacketWords& words, v1::PartyRole role) {
  switch (role) {
    case v1::PARTY_ROLE_APPLICANT:
      return words.applicant;
    case v1::PARTY_ROLE_SUBJECT:
      return words.subject;
    case v1::PARTY_ROLE_REPRESENTATIVE:
      return words.representative;
    case v1::PARTY_ROLE_OTHER_GUARDIAN:
      return words.guardian;
    default:
      return words.party;
  }
}

const char* KindOf(const PacketWords& words, v1::RequirementKind kind) {
  switch (kind) {
    case v1::REQUIREMENT_KIND_FACT:
      return words.fact;
    case v1::REQUIREMENT_KIND_CONSENT:
      return words.consent;
    case v1::REQUIREMENT_KIND_SIGNATURE:
      return words.signature;
    case v1::REQUIREMENT_KIND_FEE:
      return words.fee;
    default:
      return words.document;
  }
}

}  // namespace skranke
