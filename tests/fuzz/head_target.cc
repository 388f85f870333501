// A head file is read whole or not at all, and any head that is written is read back.
#include "libs/base/files.h"
#include "libs/engine/head.h"
#include "libs/testing/temp_dir.h"
#include "tests/fuzz/target.h"

namespace skranke {
namespace {

using storage::v1::Head;

// Under what the file's comment promises of a real head.
constexpr size_t kHeadBytesMax = 200;

const TempDir& Directory() {
  static const auto& directory = *new TempDir();
  return directory;
}

std::string FaultOfFile(absl::string_view bytes) {
  const auto head = HeadFile::Read(Directory().Write("read", bytes));
  if (!head.ok()) return absl::IsDataLoss(head.status()) ? "" : "has another code";
  return head->has_value() == !bytes.empty() ? "" : "is taken for no head";
}

std::string FaultOfHead(const Head& head) {
  const std::string path = Directory().Write("written", "");
  {
    const auto file = HeadFile::Open(path);
    if (!file.ok() || !(*file)->Write(head).ok()) return "cannot be written";
  }
  const auto again = HeadFile::Read(path);
  const bool same =
      again.ok() && *again && (**again).SerializeAsString() == head.SerializeAsString();
  return same ? "" : "is not read back";
}

std::string FaultOf(absl::string_view bytes) {
  if (std::string fault = FaultOfFile(bytes); !fault.empty()) return fault;
  Head head;
  if (!head.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) return "";
  return head.ByteSizeLong() <= kHeadBytesMax ? FaultOfHead(head) : "";
}

bool Takes(absl::string_view bytes) {
  const auto head = HeadFile::Read(Directory().Write("taken", bytes));
  return head.ok() && head->has_value();
}

std::vector<std::string> Seeds() {
  Sha256Stream hasher;
  Head head;
  head.set_format(kDiskFormat);
  head.set_position(7);
  head.set_chain(NextChain(hasher, EmptyChain(), "record"));
  const std::string path = Directory().Write("seed", "");
  const auto file = HeadFile::Open(path).value();
  std::vector<std::string> seeds = {"", head.SerializeAsString(), std::string(1024, '\0')};
  for (int half = 0; half < 2; ++half) {
    file->Write(head).IgnoreError();
    seeds.push_back(ReadFile(path).value());
  }
  return seeds;
}

}  // namespace

const FuzzTarget kHeadTarget = {"head", &FaultOf, &Takes, &Seeds};

}  // namespace skranke
