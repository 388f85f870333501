#include <string>
#include <utility>

#include "libs/base/status_macros.h"
// With it comes gRPC's server builder.
#include "libs/rpc/server_settings.h"
#include "skranke/v1/front_desk.grpc.pb.h"
#include "tests/bench/peers/peer_front.h"
#include "tests/bench/peers/plain_desk.h"

namespace skranke {
namespace {

constexpr char kAnyPort[] = "127.0.0.1:0";

class PlainService : public v1::FrontDeskService::Service {
 public:
  PlainService(const PeerJudge* judge, std::unique_ptr<PlainDesk> desk)
      : judge_(judge), desk_(std::move(desk)) {}

  grpc::Status RegisterCase(grpc::ServerContext*, const v1::RegisterCaseRequest* request,
                            v1::RegisterCaseResponse* response) override {
    const absl::Status status = Register(*request, *response);
    return {static_cast<grpc::StatusCode>(status.code()), std::string(status.message())};
  }

 private:
  absl::Status Register(const v1::RegisterCaseRequest& request,
                        v1::RegisterCaseResponse& response) {
    SKRANKE_ASSIGN_OR_RETURN(const PeerRegistration made,
                             judge_->Judge(request, request.SerializeAsString()));
    SKRANKE_ASSIGN_OR_RETURN(const std::string reply, desk_->Register(made));
    return response.ParseFromString(reply) ? absl::OkStatus()
                                           : absl::DataLossError("the stored reply is broken");
  }

  const PeerJudge* const judge_;
  const std::unique_ptr<PlainDesk> desk_;
};

class PlainFront : public PeerFront {
 public:
  PlainFront(const PeerJudge* judge, std::unique_ptr<PlainDesk> desk)
      : service_(judge, std::move(desk)) {}
  ~PlainFront() override {
    if (server_ != nullptr) server_->Shutdown();
  }

  absl::Status Start() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(kAnyPort, grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    return server_ == nullptr ? absl::UnavailableError("cannot listen") : absl::OkStatus();
  }

  int port() const override { return port_; }

 private:
  PlainService service_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<PeerFront>> StartPlainFront(const PeerJudge* judge,
                                                           const PgCluster& cluster) {
  SKRANKE_ASSIGN_OR_RETURN(auto desk, PlainDesk::Open(cluster));
  auto front = std::make_unique<PlainFront>(judge, std::move(desk));
  SKRANKE_RETURN_IF_ERROR(front->Start());
  return front;
}

}  // namespace skranke
