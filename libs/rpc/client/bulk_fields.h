// Field numbers of the messages of a bulk stream, the same in every pair of them, so that both ends
// read and write them without knowing what they carry. Constants; any thread.
#ifndef SKRANKE_LIBS_RPC_CLIENT_BULK_FIELDS_H_
#define SKRANKE_LIBS_RPC_CLIENT_BULK_FIELDS_H_

namespace skranke {

// DO NOT CHANGE: on the wire.
// To the server.
inline constexpr int kBulkRequestField = 1;
// To the caller.
inline constexpr int kBulkIdField = 1;
inline constexpr int kBulkReplyField = 2;
inline constexpr int kBulkErrorField = 3;
inline constexpr int kBulkReplayedField = 4;
inline constexpr int kBulkPositionField = 5;

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_BULK_FIELDS_H_
