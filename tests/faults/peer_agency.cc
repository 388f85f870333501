#include "tests/faults/peer_agency.h"

#include <csignal>
#include <filesystem>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/store/rocksdb/rocksdb_store.h"
#include "services/agency/inbox.h"

namespace skranke {

absl::StatusOr<std::unique_ptr<PeerAgency>> PeerAgency::Make(std::string code, std::string dir) {
  std::filesystem::create_directories(dir);
  SKRANKE_ASSIGN_OR_RETURN(auto line, PeerProxy::Listen());
  return absl::WrapUnique(new PeerAgency(std::move(code), std::move(dir), std::move(line)));
}

PeerAgency::PeerAgency(std::string code, std::string dir, std::unique_ptr<PeerProxy> line)
    : code_(std::move(code)), dir_(std::move(dir)), line_(std::move(line)) {}

absl::Status PeerAgency::Start(const std::string& program, const std::string& office) {
  SKRANKE_ASSIGN_OR_RETURN(
      server_, DoomedServer::Spawn(
                   program,
                   {absl::StrCat("--data_dir=", dir_, "/data"), absl::StrCat("--agency=", code_),
                    absl::StrCat("--office_server=", office), "--listen=127.0.0.1:0", "--dev"},
                   absl::StrCat(dir_, "/agency.log")));
  SKRANKE_ASSIGN_OR_RETURN(const std::string address, server_->AwaitReady());
  line_->set_target(address);
  return absl::OkStatus();
}

void PeerAgency::Freeze() const { kill(server_->pid(), SIGSTOP); }
void PeerAgency::Thaw() const { kill(server_->pid(), SIGCONT); }

void PeerAgency::ForgetAll() { std::filesystem::remove_all(absl::StrCat(dir_, "/data")); }

absl::StatusOr<uint64_t> PeerAgency::StopAndCount() {
  server_->Drain();
  SKRANKE_ASSIGN_OR_RETURN(std::shared_ptr<Store> store, OpenRocksDb(absl::StrCat(dir_, "/data")));
  SKRANKE_ASSIGN_OR_RETURN(const auto inbox, Inbox::Open(std::move(store), code_));
  return inbox->Received();
}

}  // namespace skranke
