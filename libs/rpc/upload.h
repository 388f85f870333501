// One open upload: asks for a message, hands it to its method on a thread that may wait, and asks
// for the next. Driven by the transport; safe from any thread.
#ifndef SKRANKE_LIBS_RPC_UPLOAD_H_
#define SKRANKE_LIBS_RPC_UPLOAD_H_

#include <memory>
#include <optional>
#include <string>

#include "libs/engine/engine.h"
#include "libs/rpc/call_handler.h"
#include "libs/rpc/method_table.h"
#include "libs/rpc/transfers.h"

namespace skranke {

class Upload : public Transfer, public std::enable_shared_from_this<Upload> {
 public:
  // Starts the upload; it ends by itself with the call.
  static void Open(Engine* engine, Transfers* transfers, const Method& method, IncomingCall call,
                   std::shared_ptr<StreamReceiver> receiver);

  void GiveUp(absl::Status status) override { receiver_->Finish(std::move(status)); }

 private:
  Upload(Engine* engine, Transfers* transfers, const Method& method, UploadPlan plan,
         std::shared_ptr<StreamReceiver> receiver);

  void Begin(const std::string& caller);
  void Read();
  // On a polling thread.
  void Came(std::optional<std::string> message);
  // On a thread that may wait.
  void Take(std::optional<std::string> message);
  void End(absl::StatusOr<std::string> reply);

  Engine* const engine_;
  Transfers* const transfers_;
  const Method& method_;
  const UploadPlan plan_;
  const std::shared_ptr<StreamReceiver> receiver_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_UPLOAD_H_
