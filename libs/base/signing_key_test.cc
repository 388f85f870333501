#include "libs/base/signing_key.h"

#include <gmock/gmock.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/files.h"
#include "libs/base/hex.h"
#include "libs/testing/matchers.h"
#include "libs/testing/shared_data.h"
#include "libs/testing/temp_dir.h"

namespace skranke {
namespace {

using ::google::protobuf::Struct;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr absl::StatusCode kInvalid = absl::StatusCode::kInvalidArgument;

SigningKey KeyOf(char letter) {
  return SigningKey::FromBytes(std::string(SigningKey::kBytes, letter)).value();
}

std::string Bytes(absl::string_view digits) { return FromHex(digits).value(); }

// RFC 8032, section 7.1: TEST 1, TEST 2, TEST 3 and TEST SHA(abc).
struct Rfc8032Test {
  const char* secret;
  const char* known;
  const char* message;
  const char* signature;
};
constexpr Rfc8032Test kRfc8032Tests[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
     "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
     "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac1"
     "8ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
    {"833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
     "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fee"
     "bbd454d4423643ce80e2a9ac94fa54ca49f",
     "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b5890"
     "9351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704"},
};

TEST(SigningKey, SignsAsRfc8032Says) {
  for (const Rfc8032Test& test : kRfc8032Tests) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const SigningKey key, SigningKey::FromBytes(Bytes(test.secret)));
    SKRANKE_ASSERT_OK_AND_ASSIGN(const VerifyingKey known,
                                 VerifyingKey::FromBytes(Bytes(test.known)));
    EXPECT_EQ(key.public_key().ToText(), known.ToText());
    EXPECT_EQ(ToHex(key.Sign(Bytes(test.message))), test.signature);
    EXPECT_TRUE(known.IsSignatureOf(Bytes(test.message), Bytes(test.signature)));
  }
}

// The vectors of project Wycheproof: forged, cut, overlong and otherwise spelled signatures.
TEST(VerifyingKey, AgreesWithWycheproof) {
  SKRANKE_SKIP_WITHOUT_SHARED();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const std::string json,
                               ReadFile(SharedData("vectors/wycheproof/ed25519_test.json")));
  Struct file;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &file).ok());
  int valid = 0, invalid = 0;
  for (const auto& group : file.fields().at("testGroups").list_value().values()) {
    const Struct& known = group.struct_value().fields().at("publicKey").struct_value();
    SKRANKE_ASSERT_OK_AND_ASSIGN(
        const VerifyingKey key,
        VerifyingKey::FromBytes(Bytes(known.fields().at("pk").string_value())));
    for (const auto& value : group.struct_value().fields().at("tests").list_value().values()) {
      const auto& test = value.struct_value().fields();
      const bool taken = key.IsSignatureOf(Bytes(test.at("msg").string_value()),
                                           Bytes(test.at("sig").string_value()));
      EXPECT_EQ(taken, test.at("result").string_value() == "valid")
          << test.at("tcId").number_value() << ": " << test.at("comment").string_value();
      ++(taken ? valid : invalid);
    }
  }
  EXPECT_GE(valid, 80);
  EXPECT_GE(invalid, 60);
}

TEST(VerifyingKey, KnowsItsOwnersSignatureOfTheseBytesOnly) {
  const std::string signature = KeyOf('a').Sign("bytes");
  EXPECT_TRUE(KeyOf('a').public_key().IsSignatureOf("bytes", signature));
  EXPECT_FALSE(KeyOf('b').public_key().IsSignatureOf("bytes", signature));
  EXPECT_FALSE(KeyOf('a').public_key().IsSignatureOf("byte", signature));
  EXPECT_FALSE(KeyOf('a').public_key().IsSignatureOf("bytes", signature.substr(1)));
  EXPECT_FALSE(KeyOf('a').public_key().IsSignatureOf("bytes", signature + "x"));
  EXPECT_FALSE(KeyOf('a').public_key().IsSignatureOf("bytes", ""));
}

TEST(VerifyingKey, IsWrittenAndReadInOneSpelling) {
  const std::string text = KeyOf('a').public_key().ToText();
  SKRANKE_ASSERT_OK_AND_ASSIGN(const VerifyingKey read, VerifyingKey::FromText(text));
  EXPECT_TRUE(read.IsSignatureOf("bytes", KeyOf('a').Sign("bytes")));
  const std::string base64 = text.substr(5);
  for (const std::string& bad :
       {std::string(), base64, absl::StrCat("whsk_", base64), absl::StrCat("whpk_ ", base64),
        absl::StrCat(text, "="), text.substr(0, text.size() - 1), text.substr(0, text.size() - 4),
        absl::StrCat("whpk_", absl::Base64Escape(std::string(31, 'k'))),
        absl::StrCat("whpk_", absl::Base64Escape(std::string(33, 'k')))}) {
    EXPECT_THAT(VerifyingKey::FromText(bad), StatusIs(kInvalid)) << bad;
  }
}

TEST(SigningKey, IsWrittenAsAPairAndReadWithOrWithoutItsPublicHalf) {
  const std::string secret(SigningKey::kBytes, 'a');
  const SigningKey key = KeyOf('a');
  const std::string alone = absl::StrCat("whsk_", absl::Base64Escape(secret));
  for (const std::string& text : {key.ToSecretText(), alone}) {
    SKRANKE_ASSERT_OK_AND_ASSIGN(const SigningKey read, SigningKey::FromSecretText(text));
    EXPECT_EQ(read.Sign("bytes"), key.Sign("bytes"));
    EXPECT_EQ(read.ToSecretText(), key.ToSecretText());
  }
}

TEST(SigningKey, RefusesATextThatIsNoneAndDoesNotRepeatIt) {
  const std::string secret(SigningKey::kBytes, 'a');
  const std::string others = KeyOf('b').ToSecretText();
  std::string pair;
  ASSERT_TRUE(absl::Base64Unescape(others.substr(5), &pair));
  const std::string mixed = absl::StrCat(secret, pair.substr(SigningKey::kBytes));
  for (const std::string& bytes : {std::string(), secret.substr(1), secret + "a", mixed}) {
    const std::string base64 = absl::Base64Escape(bytes);
    EXPECT_THAT(SigningKey::FromSecretText(absl::StrCat("whsk_", base64)), StatusIs(kInvalid));
  }
  const std::string base64 = absl::Base64Escape(secret);
  EXPECT_THAT(SigningKey::FromSecretText(absl::StrCat("whpk_", base64)),
              StatusIs(kInvalid, Not(HasSubstr(base64))));
  EXPECT_THAT(SigningKey::FromSecretText(base64), StatusIs(kInvalid, Not(HasSubstr(base64))));
}

TEST(SigningKey, HasExactly32Bytes) {
  for (const size_t size : {0, 31, 33, 64}) {
    EXPECT_THAT(SigningKey::FromBytes(std::string(size, 'k')), StatusIs(kInvalid)) << size;
    EXPECT_THAT(VerifyingKey::FromBytes(std::string(size, 'k')), StatusIs(kInvalid)) << size;
  }
}

TEST(SigningKey, IsMadeOnceForItsOwnerOnlyAndThenLoaded) {
  const TempDir dir;
  const std::string path = dir.Path("signing.key");
  EXPECT_THAT(SigningKey::Load(path), StatusIs(absl::StatusCode::kNotFound, HasSubstr(path)));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const SigningKey made, SigningKey::LoadOrCreate(path));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const SigningKey again, SigningKey::LoadOrCreate(path));
  SKRANKE_ASSERT_OK_AND_ASSIGN(const SigningKey other, SigningKey::LoadOrCreate(dir.Path("2.key")));
  EXPECT_EQ(made.ToSecretText(), again.ToSecretText());
  EXPECT_NE(made.ToSecretText(), other.ToSecretText());
  struct stat found;
  ASSERT_EQ(stat(path.c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0600u);
  EXPECT_EQ(found.st_size, 32);
  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  EXPECT_THAT(SigningKey::LoadOrCreate(path), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST(SigningKey, IsSharedByThreads) {
  const SigningKey key = KeyOf('a');
  const std::string wanted = key.Sign("bytes");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 100; ++j) EXPECT_EQ(key.Sign("bytes"), wanted);
      EXPECT_TRUE(key.public_key().IsSignatureOf("bytes", wanted));
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace skranke
