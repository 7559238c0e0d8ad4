#pragma once

#include <string_view>

#include "base/bytes.h"

namespace guanlan::fmp4 {

/// One box of ISO/IEC 14496-12:2022 §4.2: writes its type now and its size when it goes out of scope.
class Box {
 public:
  Box(base::Buffer& out, std::string_view type) : out_(out), at_(out.size()) {
    base::append32(out_, 0);
    base::append(out_, type);
  }
  /// FullBox, §4.2.2.
  Box(base::Buffer& out, std::string_view type, uint8_t version, uint32_t flags) : Box(out, type) {
    base::append32(out_, static_cast<uint32_t>(version) << 24 | flags);
  }
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;
  ~Box() { base::store32(&out_[at_], static_cast<uint32_t>(out_.size() - at_)); }

 private:
  base::Buffer& out_;
  size_t at_;
};

}  // namespace guanlan::fmp4
