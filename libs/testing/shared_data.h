// Where tests find files that are not their own: the checkout's, and the shared folder's real data.
// Threads may call these at the same time.
//
//   TEST(TaskList, LoadsTheNorwegianList) {
//     SKRANKE_SKIP_WITHOUT_SHARED();
//     auto bytes = ReadFile(SharedData("data/oppgaveliste/oppgaveliste_no.csv"));
#ifndef SKRANKE_LIBS_TESTING_SHARED_DATA_H_
#define SKRANKE_LIBS_TESTING_SHARED_DATA_H_

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

// The checkout's root, found upwards from the working directory; empty where there is none.
std::string SourceRoot();

// The path of a file of the checkout, e.g. SourceFile("deploy/offices/nordvik").
std::string SourceFile(absl::string_view name);

// The path of a file of the shared folder: in SKRANKE_SHARED, else in `shared` beside the checkout.
std::string SharedData(absl::string_view name);

bool HasSharedData();

}  // namespace skranke

// Skips the running test, saying why, where the shared folder is absent.
#define SKRANKE_SKIP_WITHOUT_SHARED()                                                      \
  do {                                                                                     \
    if (!::skranke::HasSharedData()) {                                                     \
      GTEST_SKIP() << "no shared data: set SKRANKE_SHARED, or put it beside the checkout"; \
    }                                                                                      \
  } while (false)

#endif  // SKRANKE_LIBS_TESTING_SHARED_DATA_H_
