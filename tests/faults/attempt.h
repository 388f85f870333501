// One request as a client sends it, and sends it again until it is answered.
#ifndef SKRANKE_TESTS_FAULTS_ATTEMPT_H_
#define SKRANKE_TESTS_FAULTS_ATTEMPT_H_

#include <string>

namespace skranke {

struct Attempt {
  // Full name of the method.
  std::string method;
  // The staff name it is sent as.
  std::string caller;
  // The message, serialized: a retry sends the very same bytes.
  std::string request;
  // What finds it again in a report.
  std::string request_id;
  // Whether it is a registration.
  bool registers = false;
  // Whether that one carries an external reference.
  bool has_reference = false;
};

// What the server has promised to keep.
struct Acknowledged {
  Attempt attempt;
  // SHA-256 of the reply.
  std::string reply_hash;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_FAULTS_ATTEMPT_H_
