#include "libs/gateway/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <cassert>

#include "libs/base/reason.h"
#include "libs/gateway/connect_error.h"

namespace skranke {
namespace {

// zlib's window of 32 KiB (15 bits), and 16 more for gzip's own header and no other.
constexpr int kGzipWindow = 15 + 16;
// Replies are short-lived and near: the fastest level already makes JSON a fifth.
constexpr int kLevel = 1;
constexpr int kMemory = 8;  // zlib's default.
constexpr size_t kStep = 64 * 1024;

Bytef* BytesOf(absl::string_view text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

absl::Status NoGzip() {
  return ReasonError(absl::StatusCode::kInvalidArgument, "BAD_ENCODING",
                     "the request's body is no whole gzip");
}

class Inflater {
 public:
  explicit Inflater(absl::string_view bytes) {
    stream_.next_in = BytesOf(bytes);
    stream_.avail_in = static_cast<uInt>(bytes.size());
    [[maybe_unused]] const int made = inflateInit2(&stream_, kGzipWindow);
    assert(made == Z_OK);
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Appends the next piece of at most `room` bytes; what zlib says.
  int Next(size_t room, std::string& out) {
    const size_t before = out.size();
    out.resize(before + room);
    stream_.next_out = BytesOf(out) + before;
    stream_.avail_out = static_cast<uInt>(room);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    out.resize(out.size() - stream_.avail_out);
    return result;
  }
  bool AtEnd() const { return stream_.avail_in == 0; }
  void NextMember() { inflateReset(&stream_); }

 private:
  z_stream stream_ = {};
};

}  // namespace

absl::StatusOr<std::string> Gunzip(absl::string_view bytes, size_t most) {
  Inflater inflater(bytes);
  std::string out;
  while (true) {
    // One byte more than there may be shows that there are too many.
    const int result = inflater.Next(std::min(kStep, most + 1 - out.size()), out);
    if (result != Z_OK && result != Z_STREAM_END) return NoGzip();
    if (out.size() > most) return MessageTooLarge(most);
    if (result != Z_STREAM_END) continue;
    if (inflater.AtEnd()) return out;
    inflater.NextMember();
  }
}

std::string Gzip(absl::string_view bytes) {
  z_stream stream = {};
  [[maybe_unused]] int result =
      deflateInit2(&stream, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY);
  assert(result == Z_OK);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = BytesOf(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = BytesOf(out);
  stream.avail_out = static_cast<uInt>(out.size());
  result = deflate(&stream, Z_FINISH);
  assert(result == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace skranke
