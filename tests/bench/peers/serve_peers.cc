#include "tests/bench/peers/serve_peers.h"

#include <iostream>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tests/bench/peers/peer_front.h"
#include "tests/bench/peers/peer_tables.h"

namespace skranke {
namespace {

class PeerDesk {
 public:
  absl::Status Start(const std::string& office_dir, const std::string& data_dir) {
    SKRANKE_ASSIGN_OR_RETURN(judge_, PeerJudge::Open(office_dir, data_dir + ".judge"));
    SKRANKE_ASSIGN_OR_RETURN(cluster_, PgCluster::Start(data_dir));
    SKRANKE_ASSIGN_OR_RETURN(db_, cluster_->Connect());
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> Answer(const std::string& line) {
    if (line == "open plain") return Open(StartPlainFront);
    if (line == "open careful") return Open(StartCarefulFront);
    if (line == "open group") return Open(StartGroupFront);
    if (line == "counts") return std::string("counts 0 0 0 0");
    if (line == "rows") return Rows();
    return absl::InvalidArgumentError(absl::StrCat("not understood: ", line));
  }

 private:
  using Starter = absl::StatusOr<std::unique_ptr<PeerFront>>(const PeerJudge*, const PgCluster&);

  absl::StatusOr<std::string> Open(Starter* start) {
    front_.reset();
    SKRANKE_RETURN_IF_ERROR(MakeEmptyTables(*db_));
    SKRANKE_ASSIGN_OR_RETURN(front_, start(judge_.get(), *cluster_));
    return absl::StrCat("serving ", front_->port());
  }

  absl::StatusOr<std::string> Rows() {
    SKRANKE_ASSIGN_OR_RETURN(const StoredRows rows, CountRows(*db_));
    return absl::StrCat("rows ", rows.cases, " ", rows.events, " ", rows.requests, " ",
                        rows.parties, " ", rows.counted);
  }

  std::unique_ptr<PeerJudge> judge_;
  std::unique_ptr<PgCluster> cluster_;
  std::unique_ptr<PgConnection> db_;
  std::unique_ptr<PeerFront> front_;
};

int Fail(const absl::Status& status) {
  std::cerr << status << std::endl;
  return 1;
}

}  // namespace

int ServePeers(const std::string& office_dir, const std::string& data_dir) {
  PeerDesk desk;
  if (const absl::Status started = desk.Start(office_dir, data_dir); !started.ok()) {
    return Fail(started);
  }
  std::cout << "ready 0" << std::endl;
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto answer = desk.Answer(line);
    if (!answer.ok()) return Fail(answer.status());
    std::cout << *answer << std::endl;
  }
  return 0;
}

}  // namespace skranke
