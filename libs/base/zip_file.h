// Small files in one ZIP, kept in memory, by libzip. The same files give the same bytes on every
// machine and in every release: they are stored, not compressed, in the order given, without times,
// owners or comments. What is read must be of that kind, so a stranger's archive can neither grow
// when it is opened nor hide anything. Pure functions; threads may call them at the same time.
#ifndef SKRANKE_LIBS_BASE_ZIP_FILE_H_
#define SKRANKE_LIBS_BASE_ZIP_FILE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace skranke {

// A name in a ZIP, in bytes. Source: design; every file system takes 255 for its last part.
inline constexpr size_t kZipNameBytesMax = 200;
// A ZIP without zip64 has at most this many files and bytes. Source: PKWARE APPNOTE 4.4.
inline constexpr size_t kZipEntriesMax = 65'534;
inline constexpr size_t kZipBytesMax = 0xFFFF'FFFE;

struct ZipEntry {
  std::string name;
  std::string bytes;

  friend bool operator==(const ZipEntry&, const ZipEntry&) = default;
};

// Whether it may be the name of a file in a ZIP of ours: parts of a-z, A-Z, 0-9, '.', '_' and '-',
// each beginning with a letter or digit and not ending with '.', with single '/' between them.
// So there is no way up, no root, no drive and no hidden file.
bool IsZipName(absl::string_view name);

// INVALID_ARGUMENT where a name is none or stands twice, or the limits above are passed.
absl::StatusOr<std::string> WriteZip(const std::vector<ZipEntry>& entries);

// The files of a ZIP in their order. INVALID_ARGUMENT (BAD_ZIP) for anything that WriteZip does not
// write: compression, encryption, links, directories, comments, extra fields, bytes between or
// around the files, a checksum that differs. Faults name the file where its name may be shown, else
// its place. OUT_OF_RANGE for more than `entries_max` files or `bytes_max` bytes in all.
absl::StatusOr<std::vector<ZipEntry>> ReadZip(absl::string_view bytes, size_t entries_max,
                                              size_t bytes_max);

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_ZIP_FILE_H_
