// The layout, which libzip writes. DO NOT CHANGE: receipts name the SHA-256 of all of it.
//
//   for each file   local header 30 · name · bytes
//   for each file   central header 46 · name
//   end             22
#include "libs/base/zip_file.h"

#include <sys/stat.h>
#include <zip.h>

#include <memory>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

// Headers of one file, and of the archive, without names. Source: PKWARE APPNOTE 4.3.
constexpr size_t kHeadersBytes = 30 + 46;
constexpr size_t kEndBytes = 22;
// 1 January 1980, the first day that a ZIP can name.
constexpr zip_uint16_t kNoDate = (1 << 5) | 1;
// A regular file that its owner may write and everybody read.
constexpr zip_uint32_t kRegularFile = static_cast<zip_uint32_t>(S_IFREG | 0644) << 16;

struct CloseSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct DiscardZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using SourcePtr = std::unique_ptr<zip_source_t, CloseSource>;
using ZipPtr = std::unique_ptr<zip_t, DiscardZip>;
using FilePtr = std::unique_ptr<zip_file_t, CloseFile>;

absl::Status Bad(absl::string_view what, absl::string_view fault) {
  return ReasonError(absl::StatusCode::kInvalidArgument, "BAD_ZIP",
                     absl::StrCat(what, ": ", fault));
}

absl::Status BadArchive(absl::string_view fault) { return Bad("the archive", fault); }

// A broken promise of libzip over memory: it can only be out of that.
absl::Status NotWritten() { return absl::ResourceExhaustedError("a ZIP cannot be written"); }

bool IsZipNamePart(absl::string_view part) {
  if (part.empty() || !absl::ascii_isalnum(part.front()) || part.back() == '.') return false;
  for (const char c : part) {
    if (!absl::ascii_isalnum(c) && c != '.' && c != '_' && c != '-') return false;
  }
  return true;
}

absl::Status CheckEntries(const std::vector<ZipEntry>& entries) {
  absl::flat_hash_set<absl::string_view> names;
  size_t bytes = kEndBytes;
  for (const ZipEntry& entry : entries) {
    if (!IsZipName(entry.name)) return BadArchive("a name is not one that files here have");
    if (!names.insert(entry.name).second) return Bad(entry.name, "stands twice");
    bytes += kHeadersBytes + 2 * entry.name.size() + entry.bytes.size();
  }
  if (entries.size() > kZipEntriesMax) return BadArchive("has too many files");
  return bytes <= kZipBytesMax ? absl::OkStatus() : BadArchive("is too large");
}

absl::Status Add(zip_t* zip, const ZipEntry& entry) {
  zip_source_t* source = zip_source_buffer(zip, entry.bytes.data(), entry.bytes.size(), 0);
  if (source == nullptr) return NotWritten();
  const zip_int64_t added = zip_file_add(zip, entry.name.c_str(), source, ZIP_FL_ENC_GUESS);
  if (added < 0) {
    zip_source_free(source);
    return NotWritten();
  }
  const auto index = static_cast<zip_uint64_t>(added);
  const bool set =
      zip_set_file_compression(zip, index, ZIP_CM_STORE, 0) == 0 &&
      zip_file_set_dostime(zip, index, 0, kNoDate, 0) == 0 &&
      zip_file_set_external_attributes(zip, index, 0, ZIP_OPSYS_UNIX, kRegularFile) == 0;
  return set ? absl::OkStatus() : NotWritten();
}

absl::StatusOr<std::string> AllBytes(zip_source_t* source) {
  zip_stat_t stat;
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return NotWritten();
  std::string bytes(stat.size, '\0');
  const zip_int64_t got = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  return got == static_cast<zip_int64_t>(bytes.size()) ? absl::StatusOr<std::string>(bytes)
                                                       : NotWritten();
}

// libzip writes no archive without files, so the end record is all of it.
std::string EmptyZip() { return std::string("PK\5\6", 4) + std::string(kEndBytes - 4, '\0'); }

absl::StatusOr<ZipPtr> OpenZip(absl::string_view bytes) {
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
  if (source == nullptr) return absl::ResourceExhaustedError("a ZIP cannot be opened");
  ZipPtr zip(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, nullptr));
  if (zip != nullptr) return zip;
  zip_source_free(source);
  return BadArchive("is no ZIP, or its parts do not agree");
}

std::string PlaceOf(zip_uint64_t index) { return absl::StrCat("file ", index + 1); }

// Everything that its headers say of a file, before a byte of it is read.
absl::StatusOr<zip_stat_t> CheckHeaders(zip_t* zip, zip_uint64_t index) {
  zip_stat_t stat;
  constexpr zip_uint64_t kWanted =
      ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  const bool whole =
      zip_stat_index(zip, index, ZIP_FL_ENC_RAW, &stat) == 0 && (stat.valid & kWanted) == kWanted;
  if (!whole) return Bad(PlaceOf(index), "has no whole header");
  if (!IsZipName(stat.name)) return Bad(PlaceOf(index), "has a name that files here do not have");
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
    return Bad(stat.name, "is encrypted");
  }
  if (stat.comp_method != ZIP_CM_STORE || stat.comp_size != stat.size) {
    return Bad(stat.name, "is compressed");
  }
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  const bool known = zip_file_get_external_attributes(zip, index, 0, &system, &attributes) == 0;
  if (!known || system != ZIP_OPSYS_UNIX || !S_ISREG(attributes >> 16)) {
    return Bad(stat.name, "is no regular file");
  }
  return stat;
}

absl::StatusOr<ZipEntry> ReadEntry(zip_t* zip, zip_uint64_t index, const zip_stat_t& stat) {
  ZipEntry entry{.name = stat.name, .bytes = std::string(stat.size, '\0')};
  const FilePtr file(zip_fopen_index(zip, index, 0));
  if (file == nullptr) return Bad(entry.name, "cannot be read");
  const zip_int64_t got = zip_fread(file.get(), entry.bytes.data(), entry.bytes.size());
  // libzip compares the checksum when it meets the end.
  char beyond;
  const bool whole =
      got == static_cast<zip_int64_t>(entry.bytes.size()) && zip_fread(file.get(), &beyond, 1) == 0;
  if (!whole) return Bad(entry.name, "is not whole");
  return entry;
}

}  // namespace

bool IsZipName(absl::string_view name) {
  if (name.size() > kZipNameBytesMax) return false;
  for (const absl::string_view part : absl::StrSplit(name, '/')) {
    if (!IsZipNamePart(part)) return false;
  }
  return true;
}

absl::StatusOr<std::string> WriteZip(const std::vector<ZipEntry>& entries) {
  SKRANKE_RETURN_IF_ERROR(CheckEntries(entries));
  if (entries.empty()) return EmptyZip();
  const SourcePtr source(zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (source == nullptr) return NotWritten();
  zip_source_keep(source.get());  // One more owner: the archive gives up its own when it closes.
  ZipPtr zip(zip_open_from_source(source.get(), ZIP_CREATE | ZIP_TRUNCATE, nullptr));
  if (zip == nullptr) {
    zip_source_free(source.get());
    return NotWritten();
  }
  for (const ZipEntry& entry : entries) SKRANKE_RETURN_IF_ERROR(Add(zip.get(), entry));
  if (zip_close(zip.get()) != 0) return NotWritten();
  zip.release();  // NOLINT: a close that went well has freed it.
  return AllBytes(source.get());
}

absl::StatusOr<std::vector<ZipEntry>> ReadZip(absl::string_view bytes, size_t entries_max,
                                              size_t bytes_max) {
  if (bytes.size() > bytes_max) {
    return absl::OutOfRangeError(
        absl::StrCat("the archive has ", bytes.size(), " bytes; at most ", bytes_max, " are read"));
  }
  if (bytes == EmptyZip()) return std::vector<ZipEntry>();
  SKRANKE_ASSIGN_OR_RETURN(const ZipPtr zip, OpenZip(bytes));
  const zip_int64_t count = zip_get_num_entries(zip.get(), 0);
  if (static_cast<size_t>(count) > entries_max) {
    return absl::OutOfRangeError(
        absl::StrCat("the archive has ", count, " files; at most ", entries_max, " are read"));
  }
  std::vector<zip_stat_t> stats;
  size_t told = kEndBytes;
  for (zip_int64_t i = 0; i < count; ++i) {
    SKRANKE_ASSIGN_OR_RETURN(const zip_stat_t stat,
                             CheckHeaders(zip.get(), static_cast<zip_uint64_t>(i)));
    // Files may overlap: no sum may be asked of memory that the archive itself has not.
    if (stat.size > bytes.size()) return Bad(stat.name, "is larger than its archive");
    told += kHeadersBytes + 2 * absl::string_view(stat.name).size() + stat.size;
    stats.push_back(stat);
  }
  if (told != bytes.size()) return BadArchive("holds something beside its files");
  std::vector<ZipEntry> entries;
  for (size_t i = 0; i < stats.size(); ++i) {
    SKRANKE_ASSIGN_OR_RETURN(ZipEntry entry, ReadEntry(zip.get(), i, stats[i]));
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace skranke
