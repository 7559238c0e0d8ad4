#pragma once

#include <cstdint>

namespace guanlan::base {

/// Distance from `from` to `to` on the 16-bit circle, in [-32768, 32767] (RFC 1982 §3.2 with SERIAL_BITS 16).
inline int32_t sequenceDistance(uint16_t from, uint16_t to) {
  return static_cast<int16_t>(static_cast<uint16_t>(to - from));
}

/// Unwraps a counter of `bits` bits to 64 bits: the value nearest to the last one.
class Unwrapper {
 public:
  explicit Unwrapper(unsigned bits) : bits_(bits) {}

  int64_t unwrap(uint64_t value) {
    const int64_t span = int64_t{1} << bits_;
    const int64_t v = static_cast<int64_t>(value) & (span - 1);
    if (!started_) {
      started_ = true;
      last_ = v;
      return v;
    }
    int64_t delta = (v - last_) & (span - 1);
    if (delta >= span / 2) delta -= span;
    last_ += delta;
    return last_;
  }
  void reset() { started_ = false; }

 private:
  // Given.
  unsigned bits_;
  // State.
  bool started_ = false;
  int64_t last_ = 0;
};

}  // namespace guanlan::base
