// What the rounds gave, for people (Markdown) and for programs (one line of JSON). Pure.
#ifndef SKRANKE_TESTS_BENCH_REPORT_H_
#define SKRANKE_TESTS_BENCH_REPORT_H_

#include <string>

#include "tests/bench/rounds.h"

namespace skranke {

// Medians with ranges, the ratios, and which limits of issue 3 are reached.
// `cores` are those that client and server share.
std::string MarkdownReport(const RoundsPlan& plan, const Results& results, int cores);

// "- must: c/m ≥ 0.65: 0.70, reached"
std::string Verdict(const char* name, double value, double limit, bool at_least);

std::string JsonReport(const RoundsPlan& plan, const Results& results, int cores);

}  // namespace skranke

#endif  // SKRANKE_TESTS_BENCH_REPORT_H_
