// A directory of the test's own, gone with everything in it when the object goes. One thread.
#ifndef SKRANKE_LIBS_TESTING_TEMP_DIR_H_
#define SKRANKE_LIBS_TESTING_TEMP_DIR_H_

#include <string>

#include "absl/strings/string_view.h"

namespace skranke {

class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  const std::string& path() const { return path_; }
  // The path of `name` in the directory; nothing is created.
  std::string Path(absl::string_view name) const;
  // Writes a file, with its parent directories, and returns its path. Crashes where that fails.
  std::string Write(absl::string_view name, absl::string_view bytes) const;

 private:
  const std::string path_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_TESTING_TEMP_DIR_H_
