#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "libs/base/folder.h"
#include "libs/base/status_macros.h"
#include "tools/skranke/conformance/test_office.h"

namespace skranke {
namespace {

constexpr char kPacket[] = "packet.pdf";
constexpr char kCode[] = "packet.txt";
constexpr size_t kCodeBytesMax = 1024;
constexpr absl::Duration kLookEvery = absl::Milliseconds(100);

// A packet that was laid, and what was read from it.
struct ReadBack {
  std::string name;
  std::string printed;
  std::string read;
};

std::string Bare(absl::string_view code) {
  return absl::AsciiStrToUpper(absl::StrReplaceAll(code, {{"-", ""}, {" ", ""}, {"\n", ""}}));
}

// One character is another, as when somebody mistypes.
std::string Mistyped(std::string code) {
  code[0] = code[0] == '2' ? '3' : '2';
  return code;
}

absl::StatusOr<ReadBack> LayAndRead(TestOffice& office, const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(const Folder folder, Folder::Open(dir));
  SKRANKE_RETURN_IF_ERROR(folder.Remove(kCode));
  SKRANKE_ASSIGN_OR_RETURN(const v1::Case registered, office.Register());
  SKRANKE_ASSIGN_OR_RETURN(const auto packet, office.RenderPacket(registered.name()));
  SKRANKE_RETURN_IF_ERROR(folder.Write(kPacket, packet.pdf()));
  for (const absl::Time end = absl::Now() + office.options().wait; absl::Now() < end;) {
    const auto read = folder.Read(kCode, kCodeBytesMax);
    if (read.ok()) {
      SKRANKE_RETURN_IF_ERROR(folder.Remove(kPacket));
      SKRANKE_RETURN_IF_ERROR(folder.Remove(kCode));
      return ReadBack{registered.name(), packet.packet_code(),
                      std::string(absl::StripAsciiWhitespace(*read))};
    }
    absl::SleepFor(kLookEvery);
  }
  return Instead(absl::StrCat("no code was read back from ", kPacket, " into ", kCode, " within ",
                              absl::FormatDuration(office.options().wait)));
}

absl::Status ReadsTheCode(TestOffice& office, const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(const ReadBack back, LayAndRead(office, dir));
  if (Bare(back.read) == Bare(back.printed)) return absl::OkStatus();
  return Instead(
      absl::StrCat("on the packet stands ", back.printed, ", and ", back.read, " was read back"));
}

absl::Status Accepts(TestOffice& office, const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(const ReadBack back, LayAndRead(office, dir));
  const auto accepted = office.RegisterAcceptance(back.read);
  if (!accepted.ok()) {
    return Instead(absl::StrCat("the office refused the code that was read back, ", back.read, ": ",
                                accepted.status().message()));
  }
  if (accepted->state() != v1::STATE_ACCEPTED || accepted->name() != back.name) {
    return Instead("the code that was read back accepts another case");
  }
  return absl::OkStatus();
}

absl::Status WrongCodeRefused(TestOffice& office, const std::string& dir) {
  SKRANKE_ASSIGN_OR_RETURN(const ReadBack back, LayAndRead(office, dir));
  if (office.RegisterAcceptance(Mistyped(back.printed)).ok()) {
    return Instead("the office took a code with a wrong character");
  }
  SKRANKE_ASSIGN_OR_RETURN(const v1::Case c, office.Get(back.name));
  return c.state() == v1::STATE_ACCEPTED ? Instead("a wrong code accepted the case")
                                         : absl::OkStatus();
}

}  // namespace

std::vector<Check> PacketChecks(TestOffice* office, const std::string& dir) {
  return {{"reads-the-code", "The code on a packet is read back as it stands there.",
           [=] { return ReadsTheCode(*office, dir); }},
          {"accepts-by-code", "The code that is read back accepts the case.",
           [=] { return Accepts(*office, dir); }},
          {"wrong-code", "A code with a wrong character accepts nothing.",
           [=] { return WrongCodeRefused(*office, dir); }}};
}

}  // namespace skranke
