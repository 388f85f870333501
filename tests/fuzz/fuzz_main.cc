// libFuzzer's way into one target, SKRANKE_FUZZ_TARGET.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "google/protobuf/stubs/logging.h"
#include "tests/fuzz/target.h"

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string fault = skranke::SKRANKE_FUZZ_TARGET.fault_of(bytes);
  if (fault.empty()) return 0;
  std::fprintf(stderr, "%s: %s\n", skranke::SKRANKE_FUZZ_TARGET.name, fault.c_str());
  std::abort();
}
