// A secret key in a file of its own: read only where nobody else can, and written so that a power
// loss leaves a whole key or none. Several processes may make one file at the same time, but only
// one thread of each.
#ifndef SKRANKE_LIBS_BASE_KEY_FILE_H_
#define SKRANKE_LIBS_BASE_KEY_FILE_H_

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace skranke {

// The file's bytes. NOT_FOUND where there is none; FAILED_PRECONDITION where it is not a plain file
// of `size` bytes, or has a wider mode than 0600. Errors name the path, never the bytes.
absl::StatusOr<std::string> ReadKeyFile(const std::string& path, size_t size);

// Makes a file of `size` random bytes with mode 0600, on the disk when this returns. OK, too, where
// somebody else made one meanwhile: theirs stays.
absl::Status CreateKeyFile(const std::string& path, size_t size);

// Overwrites what must not stay in memory.
void Wipe(std::string& bytes);

// The Key (kBytes, FromBytes) that the file holds. Errors are those of ReadKeyFile.
template <class Key>
absl::StatusOr<Key> LoadKey(const std::string& path) {
  auto bytes = ReadKeyFile(path, Key::kBytes);
  if (!bytes.ok()) return bytes.status();
  auto key = Key::FromBytes(*bytes);
  Wipe(*bytes);
  return key;
}

// The same, but makes a new key where there is no file.
template <class Key>
absl::StatusOr<Key> LoadOrCreateKey(const std::string& path) {
  auto key = LoadKey<Key>(path);
  if (!absl::IsNotFound(key.status())) return key;
  if (absl::Status made = CreateKeyFile(path, Key::kBytes); !made.ok()) return made;
  return LoadKey<Key>(path);
}

}  // namespace skranke

#endif  // SKRANKE_LIBS_BASE_KEY_FILE_H_
