// A whole office that is sent what no honest caller would send, and what every answer must be:
// taken and kept as it was sent, or refused with a reason and nothing stored. One thread.
#ifndef SKRANKE_TESTS_HOSTILE_HOSTILE_FIXTURE_H_
#define SKRANKE_TESTS_HOSTILE_HOSTILE_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "skranke/v1/bundle.pb.h"
#include "skranke/v1/correction.pb.h"
#include "skranke/v1/document.pb.h"
#include "skranke/v1/plan.pb.h"
#include "skranke/v1/rulebook.pb.h"
#include "tests/hostile/fields.h"
#include "tests/hostile/seeds.h"
#include "tests/office/office_fixture.h"

namespace skranke {

class HostileFixture : public OfficeFixture {
 protected:
  using Request = std::unique_ptr<google::protobuf::Message>;

  // Prints how many requests the test has sent.
  HostileFixture();
  ~HostileFixture() override;

  // A request that would be granted, about a case that is where the seed wants it.
  Request Granted(const Seed& seed);
  // The same with one field made ready to be set: the message that holds it is returned.
  google::protobuf::Message& Holder(const FieldPath& path, google::protobuf::Message& request);
  // The same with the text in that field.
  Request WithText(const Seed& seed, const FieldPath& path, const std::string& text);

  struct Outcome {
    absl::Status status;
    std::string reply;
    bool stored = false;
  };

  Outcome Send(const Seed& seed, const std::string& bytes);
  Outcome Send(const Seed& seed, const google::protobuf::Message& request) {
    return Send(seed, request.SerializeAsString());
  }

  // What is wrong with the outcome; empty where nothing is. `hostile` may not be repeated.
  static std::string FaultOf(const Seed& seed, const Outcome& outcome, absl::string_view hostile);
  // The same where exactly that field is at fault, and the server must say so.
  static std::string FaultOfRefusal(const Outcome& outcome, const std::string& field,
                                    absl::string_view hostile);

  // What the office now shows of the case that the latest request was about, reply included.
  std::vector<std::string> ShownAfter(const Seed& seed, const Outcome& outcome);

 private:
  v1::Case CaseAt(Stage stage);
  v1::Case Appointed();
  v1::Case NamedBundle();
  // What is shown of a life event and of its parts.
  std::vector<std::string> ShownInParts(const v1::Bundle& bundle);
  v1::Case OnWrongPerson();
  // Makes a draft of its own for the stage; each adopted one begins before those before it.
  void DraftAt(Stage stage);
  v1::SaveDraftRequest NewDraft();
  template <class Asked, class Replied>
  void Step(const char* caller, Asked request);
  void FillDraft(const Seed& seed, google::protobuf::Message& request);
  // The case with a document that is uploaded, under the upload_id "U".
  void FillDocument(google::protobuf::Message& request);
  void FillIn(const Seed& seed, google::protobuf::Message& request);
  // Whether the caller's own requests have changed anything since.
  bool StoredFor(uint64_t before, absl::string_view caller);
  absl::StatusOr<std::string> Ask(const Seed& seed, const std::string& bytes);

  v1::Case case_;
  v1::Draft draft_;
  v1::Case document_case_;
  int drafts_ = 0;
  Stage stage_ = Stage::kNone;
  int unique_ = 0;
  int sent_ = 0;
  int stored_ = 0;
};

}  // namespace skranke

#endif  // SKRANKE_TESTS_HOSTILE_HOSTILE_FIXTURE_H_
