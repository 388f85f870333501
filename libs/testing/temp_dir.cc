#include "libs/testing/temp_dir.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"

namespace skranke {
namespace {

[[noreturn]] void Die(absl::string_view what) {
  std::fprintf(stderr, "temp_dir: %s\n", std::string(what).c_str());
  std::abort();
}

std::string MakeDir() {
  std::string path = (std::filesystem::temp_directory_path() / "skranke-XXXXXX").string();
  if (mkdtemp(path.data()) == nullptr) Die(absl::StrCat("cannot create ", path));
  return path;
}

}  // namespace

TempDir::TempDir() : path_(MakeDir()) {}

TempDir::~TempDir() {
  std::error_code ignored;  // A directory left behind must not fail the test.
  std::filesystem::remove_all(path_, ignored);
}

std::string TempDir::Path(absl::string_view name) const { return absl::StrCat(path_, "/", name); }

std::string TempDir::Write(absl::string_view name, absl::string_view bytes) const {
  std::string path = Path(name);
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) Die(absl::StrCat("cannot write ", path));
  return path;
}

}  // namespace skranke
