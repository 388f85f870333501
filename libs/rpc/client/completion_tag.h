// What goes round in gRPC's completion queue: the address of something that knows how to go on.
#ifndef SKRANKE_LIBS_RPC_CLIENT_COMPLETION_TAG_H_
#define SKRANKE_LIBS_RPC_CLIENT_COMPLETION_TAG_H_

#if defined(__SANITIZE_THREAD__)
extern "C" {
void __tsan_acquire(void* address);
void __tsan_release(void* address);
}
#endif

namespace skranke {

// gRPC's own locks are invisible to ThreadSanitizer, for Debian's library is not instrumented.
// These two tell it that what was done before a tag went into the queue happened before what is
// done after it came out. They give the tag back and do nothing in other builds.
inline void* ToQueue(void* tag) {
#if defined(__SANITIZE_THREAD__)
  __tsan_release(tag);
#endif
  return tag;
}
inline void* FromQueue(void* tag) {
#if defined(__SANITIZE_THREAD__)
  __tsan_acquire(tag);
#endif
  return tag;
}

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
