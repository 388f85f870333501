// One open download: gets a message from its method on a thread that may wait, and the next when
// its reader has taken that one. Driven by the transport; safe from any thread.
#ifndef SKRANKE_LIBS_RPC_DOWNLOAD_H_
#define SKRANKE_LIBS_RPC_DOWNLOAD_H_

#include <memory>

#include "libs/engine/engine.h"
#include "libs/rpc/call_handler.h"
#include "libs/rpc/method_table.h"
#include "libs/rpc/transfers.h"

namespace skranke {

class Download : public Transfer, public std::enable_shared_from_this<Download> {
 public:
  // Starts the download; it ends by itself with the call.
  static void Open(Engine* engine, Transfers* transfers, const Method& method, IncomingCall call,
                   std::shared_ptr<StreamWriter> writer);

  void GiveUp(absl::Status status) override;

 private:
  Download(Engine* engine, Transfers* transfers, const Method& method, IncomingCall call,
           std::shared_ptr<StreamWriter> writer);

  void Begin();
  // On a polling thread, or where the download begins.
  void Wake();
  void Over(bool whole);
  // On a thread that may wait, one at a time.
  void SendNext();
  absl::StatusOr<DownloadPlan> Plan(const Snapshot& snapshot) const;

  Engine* const engine_;
  Transfers* const transfers_;
  const Method& method_;
  const IncomingCall call_;
  const std::shared_ptr<StreamWriter> writer_;
  // Of the work under way alone; when the call is over there is none.
  uint64_t position_ = 0;
  std::optional<DownloadPlan> plan_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_DOWNLOAD_H_
