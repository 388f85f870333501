// The parameters of one PostgreSQL statement, in its binary form: numbers, texts, bytes, and arrays
// of them. Values; one thread at a time.
#ifndef SKRANKE_TESTS_BENCH_PEERS_PG_PARAMETERS_H_
#define SKRANKE_TESTS_BENCH_PEERS_PG_PARAMETERS_H_

#include <cstdint>
#include <string>
#include <vector>

namespace skranke {

class PgParameters {
 public:
  PgParameters& Number(int64_t value);            // bigint
  PgParameters& Bytes(const std::string& value);  // bytea and text
  PgParameters& Numbers(const std::vector<int64_t>& values);
  PgParameters& ByteStrings(const std::vector<std::string>& values);
  PgParameters& Texts(const std::vector<std::string>& values);

  int count() const { return static_cast<int>(values_.size()); }
  // As libpq takes them. The pointers hold until a parameter is added.
  std::vector<const char*> pointers() const;
  std::vector<int> lengths() const;
  std::vector<int> formats() const { return std::vector<int>(values_.size(), 1); }

 private:
  PgParameters& AddArray(uint32_t element_type, const std::vector<std::string>& elements);

  std::vector<std::string> values_;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_PEERS_PG_PARAMETERS_H_
