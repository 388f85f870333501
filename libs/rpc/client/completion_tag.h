// What goes round in gRPC's completion queue: the address of something that knows how to go on.
#ifndef SKRANKE_LIBS_RPC_CLIENT_COMPLETION_TAG_H_
#define SKRANKE_LIBS_RPC_CLIENT_COMPLETION_TAG_H_

namespace skranke {

class CompletionTag {
 public:
  virtual ~CompletionTag() = default;
  // Runs on a polling thread when the operation ended; not `ok`: it did not happen (the peer is
  // gone or the server ends). May delete the object.
  virtual void Proceed(bool ok) = 0;
};

// A tag for one of several operations of an object: calls a member function of it.
template <class Owner>
class MemberTag : public CompletionTag {
 public:
  using Step = void (Owner::*)(bool ok);
  MemberTag(Owner* owner, Step step) : owner_(owner), step_(step) {}
  void Proceed(bool ok) override { (owner_->*step_)(ok); }

 private:
  Owner* const owner_;
  const Step step_;
};

}  // namespace skranke

#endif  // SKRANKE_LIBS_RPC_CLIENT_COMPLETION_TAG_H_
