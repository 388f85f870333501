#include "tools/skranke/gzip_file.h"

#include <zlib.h>

#include <array>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "libs/base/status_macros.h"

namespace skranke {
namespace {

constexpr char kGzipMagic[] = "\x1f\x8b";
// zlib's way to say: a gzip header, and the largest window.
constexpr int kGzipWindow = 16 + MAX_WBITS;

// zlib's stream, freed in the end.
class Inflater {
 public:
  explicit Inflater(absl::string_view packed) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    inflateInit2(&stream_, kGzipWindow);
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Appends the next piece; false when all members have ended.
  absl::StatusOr<bool> Next(std::string& out) {
    stream_.next_out = piece_.data();
    stream_.avail_out = piece_.size();
    const int result = inflate(&stream_, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END) return absl::DataLossError("gzip is broken");
    out.append(reinterpret_cast<const char*>(piece_.data()), piece_.size() - stream_.avail_out);
    if (result == Z_OK) return true;
    if (stream_.avail_in > 0) inflateReset(&stream_);
    return stream_.avail_in > 0;
  }

 private:
  z_stream stream_ = {};
  std::array<Bytef, 64 * 1024> piece_;
};

}  // namespace

absl::StatusOr<std::string> Unpack(absl::string_view packed, size_t max_bytes) {
  Inflater inflater(packed);
  std::string out;
  for (bool more = true; more;) {
    SKRANKE_ASSIGN_OR_RETURN(more, inflater.Next(out));
    if (out.size() > max_bytes) return absl::OutOfRangeError("unpacks to more than is allowed");
  }
  return out;
}

absl::StatusOr<std::string> ReadMaybeGzip(const std::string& path, size_t max_bytes) {
  absl::StatusOr<std::string> bytes = ReadFile(path, max_bytes);
  if (!bytes.ok() || !absl::StartsWith(*bytes, kGzipMagic)) return bytes;
  auto unpacked = Unpack(*bytes, max_bytes);
  if (unpacked.ok()) return unpacked;
  return absl::Status(unpacked.status().code(),
                      absl::StrCat(path, ": ", unpacked.status().message()));
}

}  // namespace skranke
