// What a process that uses gRPC has to set once for all of it.
#ifndef SKRANKE_LIBS_RPC_CLIENT_GRPC_PROCESS_H_
#define SKRANKE_LIBS_RPC_CLIENT_GRPC_PROCESS_H_

namespace skranke {

// Turns off the lock-order checks of Abseil's mutexes: Debian builds Abseil without NDEBUG, so
// every lock of gRPC keeps a graph of all locks, which costs a fifth of a call's CPU, and aborts
// where it suspects a cycle. Servers and channels call it themselves; safe to repeat, from any
// thread.
void PrepareGrpcProcess();

// Writes gRPC's and protobuf's own complaints as lines of our log (libs/base/log.h): a server's
// stderr is read by tools. A program for people leaves them as they are.
void LogGrpcComplaints();

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_GRPC_PROCESS_H_
