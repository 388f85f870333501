// From a call on the wire to the method table and back. Mutations go to the engine, queries and
// streams to a pool of readers, and so do mutations that have much to prepare; nothing waits on a
// polling thread. gRPC uses it now, the gateway will use the same. Threads may share it.
#ifndef SKRANKE_LIBS_RPC_DISPATCHER_H_
#define SKRANKE_LIBS_RPC_DISPATCHER_H_

#include <memory>
#include <string>
#include <vector>

#include "libs/base/worker_pool.h"
#include "libs/engine/engine.h"
#include "libs/rpc/call_handler.h"
#include "libs/rpc/method_table.h"
#include "libs/rpc/server.h"
#include "libs/rpc/transfers.h"

namespace skranke {

struct DispatcherOptions {
  // Threads that answer queries and streams, and make the commands that take long to make.
  int readers = 2;
  // Queries that may wait for one; more get RESOURCE_EXHAUSTED (READERS_BUSY).
  size_t queries_waiting = 1024;
  // Threads that read and write documents.
  int transfer_threads = 2;
};

class Dispatcher : public CallHandler {
 public:
  // The engine has to outlive it.
  Dispatcher(Engine* engine, std::vector<Method> methods, const DispatcherOptions& options);
  ~Dispatcher() override;

  // The methods for RpcServer::Start, in the table's order.
  std::vector<RpcMethod> RpcMethods() const;

  void Unary(IncomingCall call, AnswerCall answer) override;
  void OpenStream(IncomingCall call, std::shared_ptr<StreamWriter> writer) override;
  void OpenUpload(IncomingCall call, std::shared_ptr<StreamReceiver> receiver) override;
  void Bulk(IncomingCall call, AnswerBulk answer) override;

  // Gives up transfers that stand still; to be called about once a second.
  void Step() { transfers_.Step(); }

  // Runs what waits and takes no more.
  void Stop();

 private:
  using Leave = std::function<void(Answer)>;

  void RunMutation(const Method& method, IncomingCall call, Leave leave);
  void PrepareMutation(const Method& method, IncomingCall call, Leave leave);
  void RunQuery(const Method& method, IncomingCall call, AnswerCall answer);

  Engine* const engine_;
  const std::vector<Method> methods_;
  WorkerPool readers_;
  Transfers transfers_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_DISPATCHER_H_
