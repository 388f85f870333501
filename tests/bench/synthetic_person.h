// Norwegian person numbers that nobody has, as many as a benchmark needs. Pure; any thread.
#ifndef SKRANKE_TESTS_BENCH_SYNTHETIC_PERSON_H_
#define SKRANKE_TESTS_BENCH_SYNTHETIC_PERSON_H_

#include <cstdint>
#include <string>

namespace skranke {

// How many numbers there are.
inline constexpr uint64_t kSyntheticPersons = 12'000'000;

// The i-th number (month + 80, born 1900 to 1999), i < kSyntheticPersons; another one for every i.
// A larger i crashes.
std::string SyntheticNumber(uint64_t i);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_SYNTHETIC_PERSON_H_
