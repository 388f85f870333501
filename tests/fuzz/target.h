// One parser and what must hold for it whatever it is given. Each is built twice: as a libFuzzer
// program (SKRANKE_FUZZ, clang), and into fuzz_corpus_test, which runs it over its seeds and
// thousands of their mutations. Functions are safe from one thread at a time.
#ifndef SKRANKE_TESTS_FUZZ_TARGET_H_
#define SKRANKE_TESTS_FUZZ_TARGET_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace skranke {

struct FuzzTarget {
  const char* name;
  // What is wrong with what the parser made of the bytes; empty where nothing is.
  std::string (*fault_of)(absl::string_view bytes);
  // Whether the parser takes them, so that it shows how many mutations got past the first byte.
  bool (*takes)(absl::string_view bytes);
  // Inputs for mutations to begin from; it takes most.
  std::vector<std::string> (*seeds)();
};

extern const FuzzTarget kBulkTarget;
extern const FuzzTarget kCaseNameTarget;
extern const FuzzTarget kCloudEventTarget;
extern const FuzzTarget kContentTypeTarget;
extern const FuzzTarget kConnectTarget;
extern const FuzzTarget kCsvTarget;
extern const FuzzTarget kDmnTarget;
extern const FuzzTarget kFeelTarget;
extern const FuzzTarget kFileDropReceiptTarget;
extern const FuzzTarget kHeadTarget;
extern const FuzzTarget kImportMapTarget;
extern const FuzzTarget kMessageZipTarget;
extern const FuzzTarget kNumberTarget;
extern const FuzzTarget kPackageTarget;
extern const FuzzTarget kPacketCodeTarget;
extern const FuzzTarget kPageTokenTarget;
extern const FuzzTarget kReplayTarget;
extern const FuzzTarget kRequestTarget;
extern const FuzzTarget kUnaryTestTarget;

}  // namespace skranke

#endif  // SKRANKE_TESTS_FUZZ_TARGET_H_
