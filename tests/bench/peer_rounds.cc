#include "tests/bench/peer_rounds.h"

#include <filesystem>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tests/bench/call_measurement.h"
#include "tests/bench/requests.h"

namespace skranke {

absl::StatusOr<std::unique_ptr<PeerRounds>> PeerRounds::Start(const std::string& office_dir,
                                                              const std::string& scratch_dir) {
  std::error_code error;
  std::filesystem::permissions(scratch_dir, std::filesystem::perms::others_exec,
                               std::filesystem::perm_options::add, error);
  if (error) return absl::UnavailableError(error.message());
  SKRANKE_ASSIGN_OR_RETURN(
      auto server,
      ServerProcess::Start({"--serve=peers", absl::StrCat("--data_dir=", scratch_dir, "/postgres"),
                            absl::StrCat("--office=", office_dir)},
                           absl::StrCat(scratch_dir, "/peers.log")));
  return std::unique_ptr<PeerRounds>(new PeerRounds(std::move(server)));
}

absl::StatusOr<Sample> PeerRounds::Run(Measure peer, int in_flight, absl::Duration measured) {
  const std::string design = kMeasureNames[static_cast<int>(peer)];
  SKRANKE_ASSIGN_OR_RETURN(const std::vector<std::string> words,
                           server_->Ask(absl::StrCat("open ", design)));
  if (words.size() != 2) return absl::InternalError("the comparison server tells no port");
  SKRANKE_ASSIGN_OR_RETURN(const Sample sample, MeasureCalls(*server_, {.method = kRegisterMethod,
                                                                        .make = RegisterRequest,
                                                                        .in_flight = in_flight,
                                                                        .measured = measured,
                                                                        .port = words[1]}));
  SKRANKE_RETURN_IF_ERROR(CheckRows(sample.requests));
  return sample;
}

absl::Status PeerRounds::CheckRows(uint64_t answered) {
  SKRANKE_ASSIGN_OR_RETURN(const std::vector<std::string> words, server_->Ask("rows"));
  bool whole = words.size() == 6;
  for (size_t i = 1; whole && i < words.size(); ++i) {
    uint64_t rows = 0;
    whole = absl::SimpleAtoi(words[i], &rows) && rows >= answered && words[i] == words[1];
  }
  return whole ? absl::OkStatus() : absl::DataLossError("PostgreSQL stored less than was answered");
}

}  // namespace skranke
