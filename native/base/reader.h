#pragma once

#include "base/bytes.h"

namespace guanlan::base {

/// Reads big-endian fields with a sticky error: after a read past the end every read gives 0, and `ok()` is false.
/// A parser reads a whole structure and asks once.
class Reader {
 public:
  explicit Reader(Bytes bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  size_t remaining() const { return bytes_.size() - at_; }
  size_t position() const { return at_; }

  uint8_t u8() { return take(1) ? bytes_[at_ - 1] : uint8_t{0}; }
  uint16_t u16() { return take(2) ? load16(&bytes_[at_ - 2]) : uint16_t{0}; }
  uint32_t u24() { return take(3) ? load24(&bytes_[at_ - 3]) : 0; }
  uint32_t u32() { return take(4) ? load32(&bytes_[at_ - 4]) : 0; }
  uint64_t u64() { return take(8) ? load64(&bytes_[at_ - 8]) : 0; }
  Bytes bytes(size_t n) { return take(n) ? bytes_.subspan(at_ - n, n) : Bytes{}; }
  void skip(size_t n) { take(n); }

 private:
  bool take(size_t n) {
    if (!ok_ || n > remaining()) {
      ok_ = false;
      return false;
    }
    at_ += n;
    return true;
  }

  // Given.
  Bytes bytes_;
  // State.
  size_t at_ = 0;
  bool ok_ = true;
};

}  // namespace guanlan::base
