// Requests and replies by the names of their methods, as messages whose fields are looked up by
// name. Any thread.
#ifndef SKRANKE_TESTS_SIMULATION_REQUESTS_H_
#define SKRANKE_TESTS_SIMULATION_REQUESTS_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace skranke {

// Empty messages of "/skranke.v1.FrontDeskService/GetCase". Crash where there is no such method.
std::unique_ptr<google::protobuf::Message> NewRequest(absl::string_view method);
std::unique_ptr<google::protobuf::Message> NewReply(absl::string_view method);

// The text of a field of that name; empty where the message has none.
std::string TextIn(const google::protobuf::Message& message, const std::string& field);
// Its field "name".
std::string NameIn(const google::protobuf::Message& message);

// "GetCase".
absl::string_view ShortName(absl::string_view method);

}  // namespace skranke

#endif  // SKRANKE_TESTS_SIMULATION_REQUESTS_H_
