#include "libs/engine/office_row.h"

#include "libs/casework/render.h"

namespace skranke {
namespace {

constexpr size_t kHashBytes = 4;
constexpr size_t kRowBytes = 1 + 2 * kHashBytes;

void AppendHash(uint32_t hash, std::string& bytes) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(hash >> shift));
}

uint32_t HashAt(absl::string_view bytes, size_t begin) {
  uint32_t hash = 0;
  for (size_t i = 0; i < kHashBytes; ++i) {
    hash = hash << 8 | static_cast<unsigned char>(bytes[begin + i]);
  }
  return hash;
}

}  // namespace

uint32_t ShortHash(absl::string_view code) {
  uint32_t hash = 2166136261;
  for (const char byte : code) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619;
  return hash;
}

std::string OfficeRowValue(const storage::v1::CaseState& citizen_case) {
  std::string bytes(1, static_cast<char>(RenderState(citizen_case, Sight::kCounter)));
  AppendHash(ShortHash(CounterAuthority(citizen_case)), bytes);
  AppendHash(ShortHash(citizen_case.task()), bytes);
  return bytes;
}

OfficeRow ParseOfficeRow(absl::string_view value) {
  if (value.size() != kRowBytes) return {};
  return {.state = static_cast<unsigned char>(value[0]),
          .authority = HashAt(value, 1),
          .task = HashAt(value, 1 + kHashBytes)};
}

}  // namespace skranke
