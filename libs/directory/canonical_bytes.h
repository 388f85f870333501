// The bytes over which an installed directory or list is hashed. Pure; threads may call it at the
// same time.
//
// DO NOT CHANGE: hashes stand in events for ever. A message is its set fields in the order of their
// numbers, an element of a repeated field as a field of its own:
//
//   field number, 4 bytes | length of the value, 8 bytes | value         (numbers big-endian)
//
// A value is a text's bytes, a whole number's decimal digits, "1" for true, or a message's own
// bytes. Fields with their default value are left out, so that a field added later changes no hash
// of what was installed before it. Field `line` is left out: where a row stood is not what it says.
#ifndef SKRANKE_LIBS_DIRECTORY_CANONICAL_BYTES_H_
#define SKRANKE_LIBS_DIRECTORY_CANONICAL_BYTES_H_

#include <string>

namespace google::protobuf {
class Message;
}  // namespace google::protobuf

namespace skranke {

// For messages of texts, whole numbers, booleans and such messages; crashes for other types, since
// the hash would not be one of the whole content.
std::string CanonicalBytes(const google::protobuf::Message& message);

}  // namespace skranke

#endif  // SKRANKE_LIBS_DIRECTORY_CANONICAL_BYTES_H_
