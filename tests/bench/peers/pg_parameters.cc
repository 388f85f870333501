#include "tests/bench/peers/pg_parameters.h"

#include <utility>

namespace skranke {
namespace {

// Numbers of types. Source: PostgreSQL 15, catalog/pg_type.dat.
constexpr uint32_t kByteaType = 17;
constexpr uint32_t kBigintType = 20;
constexpr uint32_t kTextType = 25;

void AppendBigEndian(uint64_t value, int bytes, std::string& text) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>(value >> shift & 0xff);
  }
}

std::string Bigint(int64_t value) {
  std::string bytes;
  AppendBigEndian(static_cast<uint64_t>(value), 8, bytes);
  return bytes;
}

}  // namespace

PgParameters& PgParameters::Number(int64_t value) {
  values_.push_back(Bigint(value));
  return *this;
}

PgParameters& PgParameters::Bytes(const std::string& value) {
  values_.push_back(value);
  return *this;
}

PgParameters& PgParameters::Numbers(const std::vector<int64_t>& values) {
  std::vector<std::string> elements;
  elements.reserve(values.size());
  for (const int64_t value : values) elements.push_back(Bigint(value));
  return AddArray(kBigintType, elements);
}

PgParameters& PgParameters::ByteStrings(const std::vector<std::string>& values) {
  return AddArray(kByteaType, values);
}

PgParameters& PgParameters::Texts(const std::vector<std::string>& values) {
  return AddArray(kTextType, values);
}

// array_recv of PostgreSQL: dimensions, nulls, type, then length and first index of the dimension,
// then each element after its length.
PgParameters& PgParameters::AddArray(uint32_t element_type,
                                     const std::vector<std::string>& elements) {
  std::string array;
  AppendBigEndian(elements.empty() ? 0 : 1, 4, array);
  AppendBigEndian(0, 4, array);
  AppendBigEndian(element_type, 4, array);
  if (!elements.empty()) AppendBigEndian(elements.size(), 4, array);
  if (!elements.empty()) AppendBigEndian(1, 4, array);
  for (const std::string& element : elements) {
    AppendBigEndian(element.size(), 4, array);
    array += element;
  }
  values_.push_back(std::move(array));
  return *this;
}

std::vector<const char*> PgParameters::pointers() const {
  std::vector<const char*> pointers;
  for (const std::string& value : values_) pointers.push_back(value.data());
  return pointers;
}

std::vector<int> PgParameters::lengths() const {
  std::vector<int> lengths;
  for (const std::string& value : values_) lengths.push_back(static_cast<int>(value.size()));
  return lengths;
}

}  // namespace skranke
