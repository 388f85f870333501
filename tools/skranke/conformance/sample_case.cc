#include "tools/skranke/conformance/sample_case.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"

namespace skranke {
namespace {

// As case numbers are written (libs/casework/case_name.h): no letter that is taken for a digit.
constexpr absl::string_view kAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kNumberBytes = 11;

std::string NewNumber() {
  std::random_device random;
  std::string number;
  for (int i = 0; i < kNumberBytes; ++i) number.push_back(kAlphabet[random() % kAlphabet.size()]);
  return number;
}

std::string NewToken() {
  std::random_device random;
  return absl::StrFormat("%08x%08x", random(), random());
}

google::protobuf::Timestamp Stamp(absl::Time time) {
  google::protobuf::Timestamp stamp;
  stamp.set_seconds(absl::ToUnixSeconds(time));
  return stamp;
}

}  // namespace

SampleCase::SampleCase(const SampleSender& sender) : sender_(sender), number_(NewNumber()) {}

v1::ReceiveRequest SampleCase::Next() {
  v1::ReceiveRequest message;
  message.set_previous_sequence(sequence_);
  message.set_sequence(++sequence_);
  message.set_message_id(absl::StrCat(number_, ".", sender_.agency, ".", sequence_));
  message.set_installation(sender_.installation);
  message.set_agency(sender_.agency);
  message.set_citizen_case(absl::StrCat("cases/", number_));
  return message;
}

v1::Case SampleCase::Case() const {
  v1::Case citizen_case;
  citizen_case.set_name(absl::StrCat("cases/", number_));
  citizen_case.set_etag("v1");
  citizen_case.set_state(v1::STATE_ROUTED);
  citizen_case.set_task("conformance_test");
  v1::Party& party = *citizen_case.add_parties();
  party.set_role(v1::PARTY_ROLE_APPLICANT);
  party.mutable_unknown()->set_description("Nobody: a conformance test, blåbær på Ærø");
  citizen_case.set_note("A conformance test. No citizen waits for an answer.");
  *citizen_case.mutable_receive_time() = Stamp(absl::Now());
  return citizen_case;
}

std::string SampleCase::HandoverId() const { return absl::StrCat(number_, "-", handovers_); }

v1::ReceiveRequest SampleCase::Handover() {
  v1::ReceiveRequest message = Next();
  ++handovers_;
  v1::HandoverMessage& body = *message.mutable_handover();
  *body.mutable_citizen_case() = Case();
  body.set_handover_id(HandoverId());
  body.set_handover_token(NewToken());
  body.set_unit(sender_.unit);
  *body.mutable_accept_by_time() = Stamp(absl::Now() + absl::Hours(24));
  return message;
}

v1::ReceiveRequest SampleCase::Supplement() {
  v1::ReceiveRequest message = Next();
  *message.mutable_supplement()->mutable_citizen_case() = Case();
  return message;
}

v1::ReceiveRequest SampleCase::Correction() {
  v1::ReceiveRequest message = Next();
  *message.mutable_correction()->mutable_citizen_case() = Case();
  message.mutable_correction()->set_reason("What was stated before was corrected.");
  return message;
}

v1::ReceiveRequest SampleCase::Reminder() {
  v1::ReceiveRequest message = Next();
  message.mutable_reminder()->set_handover_id(HandoverId());
  message.mutable_reminder()->set_unit(sender_.unit);
  *message.mutable_reminder()->mutable_accept_by_time() = Stamp(absl::Now());
  return message;
}

v1::ReceiveRequest SampleCase::Recall() {
  v1::ReceiveRequest message = Next();
  message.mutable_recall()->set_handover_id(HandoverId());
  message.mutable_recall()->set_reason("The office took the case back.");
  return message;
}

v1::ReceiveRequest SampleCase::Withdrawal() {
  v1::ReceiveRequest message = Next();
  message.mutable_withdrawal()->set_handover_id(HandoverId());
  message.mutable_withdrawal()->set_reason("The citizen took the matter back.");
  return message;
}

v1::ReceiveRequest SampleCase::Reopening() {
  v1::ReceiveRequest message = Next();
  ++handovers_;
  v1::ReopeningMessage& body = *message.mutable_reopening();
  *body.mutable_citizen_case() = Case();
  body.set_handover_id(HandoverId());
  body.set_handover_token(NewToken());
  body.set_unit(sender_.unit);
  body.set_reason("The citizen brought something new.");
  return message;
}

}  // namespace skranke
