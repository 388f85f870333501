#include "libs/vault/installation_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/testing/matchers.h"
#include "libs/testing/temp_dir.h"
#include "libs/vault/entropy.h"

namespace skranke {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr absl::StatusCode kRefused = absl::StatusCode::kFailedPrecondition;

InstallationKey TestKey() {
  auto key = InstallationKey::FromBytes(std::string(InstallationKey::kBytes, 'k'));
  EXPECT_THAT(key, IsOk());
  return *std::move(key);
}

// OpenSSL's own HMAC is the oracle.
std::string ByOpenSsl(const std::string& key, const std::string& message) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(message.data()), message.size(), digest, &size);
  return std::string(reinterpret_cast<const char*>(digest), InstallationKey::kPseudonymBytes);
}

TEST(InstallationKey, PseudonymIsAnHmacOfDomainAndBytes) {
  SeededEntropy entropy(1);
  // Lengths on both sides of each of SHA-256's blocks.
  for (size_t length = 0; length < 200; ++length) {
    std::string secret, bytes;
    while (secret.size() < InstallationKey::kBytes) secret.push_back(entropy.Next() & 0xFF);
    while (bytes.size() < length) bytes.push_back(entropy.Next() & 0xFF);
    SKRANKE_ASSERT_OK_AND_ASSIGN(const auto key, InstallationKey::FromBytes(secret));
    const std::string message = absl::StrCat("person", absl::string_view("\0", 1), bytes);
    ASSERT_EQ(key.Pseudonym("person", bytes), ByOpenSsl(secret, message)) << length;
  }
}

TEST(InstallationKey, PseudonymTellsDomainsBytesAndKeysApart) {
  const InstallationKey key = TestKey();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto other, InstallationKey::FromBytes(std::string(32, 'o')));
  const std::set<std::string> all = {key.Pseudonym("person", "1"),
                                     key.Pseudonym("request", "1"),
                                     key.Pseudonym("external", "1"),
                                     key.Pseudonym("person", "2"),
                                     key.Pseudonym("person", ""),
                                     key.Pseudonym("perso", "n1"),
                                     key.Pseudonym("", "person1"),
                                     other.Pseudonym("person", "1"),
                                     key.Pseudonym("person", std::string("\0001", 2))};
  EXPECT_EQ(all.size(), 9u);
  EXPECT_EQ(key.Pseudonym("person", "1"), key.Pseudonym("person", "1"));
}

TEST(InstallationKey, IsSharedByThreads) {
  const InstallationKey key = TestKey();
  const std::string wanted = key.Pseudonym("person", "1");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 1000; ++j) EXPECT_EQ(key.Pseudonym("person", "1"), wanted);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(InstallationKey, HasExactly32Bytes) {
  for (const size_t size : {0, 31, 33, 64}) {
    EXPECT_THAT(InstallationKey::FromBytes(std::string(size, 'k')),
                StatusIs(absl::StatusCode::kInvalidArgument))
        << size;
  }
  EXPECT_THAT(InstallationKey::FromBytes(std::string(32, 'k')), IsOk());
}

TEST(InstallationKey, IsMadeOnceAndThenLoaded) {
  const TempDir dir;
  const std::string path = dir.Path("key");
  EXPECT_THAT(InstallationKey::Load(path), StatusIs(absl::StatusCode::kNotFound, HasSubstr(path)));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto made, InstallationKey::LoadOrCreate(path));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto again, InstallationKey::LoadOrCreate(path));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto loaded, InstallationKey::Load(path));
  EXPECT_EQ(made.Pseudonym("person", "1"), again.Pseudonym("person", "1"));
  EXPECT_EQ(made.Pseudonym("person", "1"), loaded.Pseudonym("person", "1"));
}

TEST(InstallationKey, OfTwoInstallationsDiffer) {
  const TempDir dir;
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto one, InstallationKey::LoadOrCreate(dir.Path("one")));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto two, InstallationKey::LoadOrCreate(dir.Path("two")));
  EXPECT_NE(one.Pseudonym("person", "1"), two.Pseudonym("person", "1"));
}

TEST(InstallationKey, FileIsForItsOwnerOnlyAndNothingIsLeftBeside) {
  const TempDir dir;
  SKRANKE_ASSERT_OK(InstallationKey::LoadOrCreate(dir.Path("key")));
  struct stat found;
  ASSERT_EQ(stat(dir.Path("key").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0600u);
  EXPECT_EQ(found.st_nlink, 1u);
  EXPECT_EQ(found.st_size, 32);
}

TEST(InstallationKey, RefusesAFileThatOthersMayUse) {
  const TempDir dir;
  const std::string path = dir.Write("key", std::string(32, 'k'));
  for (const mode_t mode : {0640, 0604, 0660, 0700, 0644, 0610, 0777}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    EXPECT_THAT(InstallationKey::LoadOrCreate(path),
                StatusIs(kRefused, AllOf(HasSubstr(path), HasSubstr("0600"))))
        << mode;
  }
  for (const mode_t mode : {0600, 0400}) {
    ASSERT_EQ(chmod(path.c_str(), mode), 0);
    EXPECT_THAT(InstallationKey::LoadOrCreate(path), IsOk()) << mode;
  }
}

TEST(InstallationKey, RefusesAFileOfAnotherSizeAndLeavesItAlone) {
  const TempDir dir;
  for (const size_t size : {0, 31, 33}) {
    const std::string path = dir.Write(absl::StrCat("key", size), std::string(size, 'k'));
    ASSERT_EQ(chmod(path.c_str(), 0600), 0);
    EXPECT_THAT(InstallationKey::LoadOrCreate(path),
                StatusIs(kRefused, HasSubstr(absl::StrCat("has ", size, " bytes"))));
    struct stat found;
    ASSERT_EQ(stat(path.c_str(), &found), 0);
    EXPECT_EQ(static_cast<size_t>(found.st_size), size);
  }
}

TEST(InstallationKey, RefusesWhatIsNoPlainFile) {
  const TempDir dir;
  EXPECT_THAT(InstallationKey::LoadOrCreate(dir.path()),
              StatusIs(kRefused, HasSubstr("plain file")));
  const std::string pipe = dir.Path("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(InstallationKey::LoadOrCreate(pipe), StatusIs(kRefused, HasSubstr("plain file")));
}

TEST(InstallationKey, SaysWhereItCouldNotBeMade) {
  const TempDir dir;
  const std::string path = dir.Path("absent/key");
  EXPECT_THAT(InstallationKey::LoadOrCreate(path),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr(path)));
}

// The process ends with 0 when it got a key, made or found.
pid_t StartMaking(const std::string& path) {
  const pid_t child = fork();
  if (child == 0) _exit(InstallationKey::LoadOrCreate(path).ok() ? 0 : 1);
  return child;
}

TEST(InstallationKey, IsOneForAllProcessesThatMakeItAtTheSameTime) {
  const TempDir dir;
  const std::string path = dir.Path("key");
  std::vector<pid_t> children;
  for (int i = 0; i < 8; ++i) children.push_back(StartMaking(path));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto early, InstallationKey::LoadOrCreate(path));
  for (const pid_t child : children) {
    int ended = -1;
    ASSERT_EQ(waitpid(child, &ended, 0), child);
    EXPECT_EQ(ended, 0);
  }
  SKRANKE_ASSERT_OK_AND_ASSIGN(const auto late, InstallationKey::Load(path));
  EXPECT_EQ(early.Pseudonym("person", "1"), late.Pseudonym("person", "1"));
}

}  // namespace
}  // namespace skranke
