// How much of anything we take: every limit of the wire, a case and an office package in one place.
// Each has its unit, its reason and its source. "Design" is a choice of this project, made so that
// a day's real work fits many times over while one request can never hold up the counter.
#ifndef SKRANKE_LIBS_BASE_LIMITS_H_
#define SKRANKE_LIBS_BASE_LIMITS_H_

#include <cstddef>

#include "absl/time/time.h"

namespace skranke {

// --- Strings, in bytes of UTF-8 ---

// A code of office, task, agency, unit, fact or outcome: it becomes part of keys, so it stays
// short. Source: AIP-122 (a resource ID should be at most 63 characters; one more for a round
// number).
inline constexpr size_t kCodeBytesMax = 64;

// request_id: an idempotency key, 1 to 64 printable ASCII characters. Source: AIP-155, design.
inline constexpr size_t kRequestIdBytesMax = 64;

// A person's, organisation's or office's name, or a document's title.
// Source: design; 200 characters of two bytes each.
inline constexpr size_t kNameBytesMax = 400;

// A message's id, and the webhook-id that carries it: a case number, an agency's code and a
// sequence, with dots between. Source: skranke.v1, design.
inline constexpr size_t kMessageIdBytesMax = 256;

// A number of another register: passport, other identity document, another system's case.
// Source: design; a URI or UUID with a prefix fits.
inline constexpr size_t kIdentifierBytesMax = 128;

// A telephone number, e-mail or postal address. Source: RFC 5321 (an e-mail path has 256 octets).
inline constexpr size_t kContactBytesMax = 256;

// The sentence that gives a reason for a return, a forwarding, a route or a reopening.
// Source: design; one paragraph, shown whole in a list of hand-overs.
inline constexpr size_t kReasonBytesMax = 2'000;

// A free note on a case. Source: design; about two typed pages. Longer text is a document.
inline constexpr size_t kNoteBytesMax = 10'000;

// What a stated fact may hold. Source: design; facts are compared by rules, not read as letters.
inline constexpr size_t kFactBytesMax = 1'000;

// --- How many ---

// Parties of one case: a large family with representatives. Each costs the writer one more put.
// Source: design.
inline constexpr size_t kPartiesPerCaseMax = 20;

// Facts stated on one case. Source: design; the largest sample task asks for fewer than 20.
inline constexpr size_t kFactsPerCaseMax = 200;

// Documents (their metadata) in one request. Source: design; a registration stays far below
// kMessageBytesMax.
inline constexpr size_t kDocumentsPerRequestMax = 100;

// Documents of one case: apply walks them all whenever completeness is computed. Source: design.
inline constexpr size_t kDocumentsPerCaseMax = 1'000;

// Contacts, notes and other entries which a caller may add to one case without end.
// Source: design; the case row is read and written whole with every command.
inline constexpr size_t kNotesPerCaseMax = 1'000;

// Events of one case. A case that reaches this is a loop between systems, not a matter of a
// citizen; it is refused before it makes every read of the case slow. Source: design.
inline constexpr size_t kEventsPerCaseMax = 10'000;

// Hand-overs of one case from unit to unit before a supervisor must decide: citizens are not
// shuttled. Source: design ("never twice to the same unit without a supervisor").
inline constexpr size_t kHandoversPerCaseMax = 50;

// Other cases that one case is linked to, in both directions. Source: design; an appeal of an
// appeal of a duplicate, many times over.
inline constexpr size_t kLinksPerCaseMax = 100;

// Stops of one case's clock. Source: design; the third one is already flagged as unusual.
inline constexpr size_t kStopsPerCaseMax = 200;

// Parts of one life event. Source: features.md section 1.7: starting a business concerns 11
// receivers; design.
inline constexpr size_t kPartsPerBundleMax = 32;

// --- Documents ---

// One document's bytes. Source: issue 5 (up to 50 MB); a scanned file of some hundred pages.
inline constexpr size_t kDocumentBytesMax = 50 * 1000 * 1000;

// Bytes of a document in one message of an upload or download. Source: design; well below
// kMessageBytesMax, so that an interrupted transfer loses little.
inline constexpr size_t kDocumentChunkBytesMax = 256 * 1024;

// --- Messages and pages ---

// One request or reply, in bytes. Source: gRPC's own default is 4 MiB; a fourth of it keeps 256
// queued commands within 256 MiB, and no message of ours holds documents.
inline constexpr size_t kMessageBytesMax = 1024 * 1024;

// case.json of a file drop's message, in bytes. Source: a request of kMessageBytesMax; JSON writes
// a control character as six bytes, and names and line ends of fields stand beside.
inline constexpr size_t kCaseJsonBytesMax = 8 * kMessageBytesMax;

// A whole message of a file drop with its documents, in bytes: five of the largest documents. It is
// made and read in memory. Source: design.
inline constexpr size_t kMessageZipBytesMax = 256 * 1024 * 1024;

// A receipt file in a file drop, in bytes. Source: a sentence of kReasonBytesMax, every byte of it
// escaped, fits several times.
inline constexpr size_t kReceiptBytesMax = 64 * 1024;

// Bytes of a webhook POST's body. Source: design; a message has at most kMessageBytesMax, and JSON
// with its names, base64 and escapes takes less than four times as much.
inline constexpr size_t kWebhookBodyBytesMax = 4 * 1024 * 1024;

// Bytes of an HTTP answer that are read; an acknowledgement has some 50. Source: design.
inline constexpr size_t kHttpAnswerBytesMax = 4 * 1024;

// A whole office package in one request, in bytes. Source: design; 41,129 test persons and a list
// of 3,240 routing rows together fill less than a tenth.
inline constexpr size_t kPackageBytesMax = 32 * 1024 * 1024;

// An error with all its details, in bytes: room for a few thousand faults of an office package.
// Source: design.
inline constexpr int kErrorBytesMax = 1024 * 1024;

// Rows of one list page: asked for, and given when nothing is asked. Source: AIP-158, design.
inline constexpr int kPageSizeMax = 1'000;
inline constexpr int kPageSizeDefault = 50;

// Index rows that one call of a case list reads to fill a page; what is left waits behind the page
// token, so that a rare filter cannot hold a reader for long. Source: design.
inline constexpr size_t kRowsLookedAtMax = 200'000;

// Entries that one call looks at for gaps, or for the cases of an incident; what is left waits
// behind the page token, so that a caller who may see few of many cannot hold a reader for long.
// Source: design.
inline constexpr size_t kEntriesLookedAtMax = 20'000;

// --- Uploads and downloads ---

// Open at a time, in all and of one caller. Each holds a message or two in memory. Source: design;
// an office of a hundred counters brings a few documents at a time.
inline constexpr size_t kTransfersMax = 64;
inline constexpr size_t kTransfersOfCallerMax = 16;

// How long a transfer may stand still at its caller's end, and how long it may take at all. Source:
// design; as for streams (libs/rpc/live_stream.h), and 50 MB over 250 kbit/s.
inline constexpr absl::Duration kTransferSilenceMax = absl::Seconds(60);
inline constexpr absl::Duration kTransferTimeMax = absl::Minutes(30);

// --- Reconciliation with an agency's own list ---

// Holdings of all lists under way together. Source: design; some 60 MB, and ten times the largest
// backlog of issue 5.
inline constexpr size_t kHoldingsMax = 1'000'000;

// Differences kept of one list: an agency with more has restored a backup. Source: design.
inline constexpr size_t kDifferencesKept = 10'000;

// How old a list may be. Source: design; one night's, and one that was missed.
inline constexpr absl::Duration kListAgeMax = absl::Hours(48);

// --- Time ---

// An agency that has not answered for this long is not only being restarted. Source: design.
inline constexpr absl::Duration kAgencySilentMax = absl::Minutes(5);

// How far back a clerk may date the receipt of a letter alone; beyond it a supervisor must.
// Source: design (a week's post, with a holiday in it).
inline constexpr absl::Duration kBackdatingMax = absl::Hours(7 * 24);

// How long a request_id is remembered, in office time. Source: design; longer than any retry.
inline constexpr absl::Duration kRequestIdKept = absl::Hours(30 * 24);

// --- Office packages ---

// Files of one package, on disk and in one request. Source: design; a hundred versions of the list
// with five files each.
inline constexpr size_t kPackageFilesMax = 600;

// One file of a package, in bytes. Source: design; 41,129 test persons fill less than a tenth.
inline constexpr size_t kPackageFileBytesMax = 64 * 1024 * 1024;

// One cell of a package's file, in bytes. Source: design; the longest cell in the Norwegian, Dutch
// and Boston lists has 220.
inline constexpr size_t kCellBytesMax = 32 * 1024;

// Columns of a package's file. Source: design; the widest file has some 30.
inline constexpr size_t kColumnsMax = 256;

// Rows of a package's file below its header. Source: design; ten times the largest list that users
// tell of, and twice the longest real files (41,129 test persons, 49,914 old cases of Boston).
inline constexpr size_t kRowsMax = 100'000;

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_LIMITS_H_
