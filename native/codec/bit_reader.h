#pragma once

#include "base/bytes.h"

namespace guanlan::codec {

/// Reads bits of a raw byte sequence payload, most significant first, with a sticky error. Emulation prevention bytes
/// (00 00 03, H.264 §7.4.1.1) are stepped over on the way, so that nothing is copied.
class BitReader {
 public:
  explicit BitReader(base::Bytes bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  uint32_t bit() {
    if (mask_ == 0 && !nextByte()) return 0;
    const uint32_t value = (current_ & mask_) ? 1 : 0;
    mask_ = static_cast<uint8_t>(mask_ >> 1);
    return value;
  }
  uint32_t bits(unsigned count) {
    uint32_t value = 0;
    while (count-- > 0 && ok_) value = value << 1 | bit();
    return ok_ ? value : 0;
  }
  void skip(unsigned count) {
    while (count-- > 0 && ok_) bit();
  }
  /// ue(v), H.264 §9.1; more than 32 bits is an error.
  uint32_t ue() {
    unsigned zeros = 0;
    while (ok_ && bit() == 0) {
      if (++zeros > 31) ok_ = false;
    }
    return ok_ ? (1u << zeros) - 1 + bits(zeros) : 0;
  }
  int32_t se() {
    const uint32_t k = ue();
    const auto half = static_cast<int32_t>((k + 1) / 2);
    return (k & 1) ? half : -half;
  }

 private:
  bool nextByte() {
    if (at_ < bytes_.size() && zeros_ >= 2 && bytes_[at_] == 3) {
      at_++;
      zeros_ = 0;
    }
    if (at_ >= bytes_.size()) {
      ok_ = false;
      return false;
    }
    current_ = bytes_[at_++];
    zeros_ = current_ == 0 ? zeros_ + 1 : 0;
    mask_ = 0x80;
    return true;
  }

  // Given.
  base::Bytes bytes_;
  // State.
  size_t at_ = 0;
  unsigned zeros_ = 0;
  uint8_t current_ = 0;
  uint8_t mask_ = 0;
  bool ok_ = true;
};

}  // namespace guanlan::codec
