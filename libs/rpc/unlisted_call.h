// A call of a method that is in no list: answered UNIMPLEMENTED with reason UNKNOWN_METHOD. What is
// not listed is denied, and an unlisted name looks like any other. Owns itself as UnaryCall does.
#ifndef SKRANKE_LIBS_RPC_UNLISTED_CALL_H_
#define SKRANKE_LIBS_RPC_UNLISTED_CALL_H_

#include <grpcpp/generic/async_generic_service.h>

#include "libs/rpc/client/completion_tag.h"
#include "libs/rpc/server_parts.h"

namespace skranke {

class UnlistedCall : public CompletionTag {
 public:
  // Waits for the next such call.
  static void Post(ServerParts& parts, grpc::AsyncGenericService& service);

  void Proceed(bool ok) override;

 private:
  UnlistedCall(ServerParts& parts, grpc::AsyncGenericService& service);

  ServerParts& parts_;
  grpc::AsyncGenericService& service_;
  OpenCall open_;
  bool arrived_ = false;
  grpc::GenericServerContext context_;
  grpc::GenericServerAsyncReaderWriter stream_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_UNLISTED_CALL_H_
