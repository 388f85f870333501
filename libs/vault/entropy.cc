#include "libs/vault/entropy.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

namespace skranke {

SystemEntropy::~SystemEntropy() { OPENSSL_cleanse(ready_.data(), sizeof(ready_)); }

uint64_t SystemEntropy::Next() {
  if (used_ == ready_.size()) Refill();
  // A number that was given out is not kept.
  return std::exchange(ready_[used_++], 0);
}

void SystemEntropy::Refill() {
  if (RAND_bytes(reinterpret_cast<unsigned char*>(ready_.data()), sizeof(ready_)) != 1) {
    std::fputs("the operating system gives no random bytes\n", stderr);
    std::abort();
  }
  used_ = 0;
}

// Constants and steps: Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
// 2014. DO NOT CHANGE: recorded seeds would play other days.
uint64_t SeededEntropy::Next() {
  state_ += 0x9E3779B97F4A7C15;
  uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  return mixed ^ (mixed >> 31);
}

}  // namespace skranke
