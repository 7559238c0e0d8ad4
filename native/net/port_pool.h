#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <unordered_set>

namespace guanlan::net {

/// Even ports of a range, one per receiver or sender; the odd one above each is for RTCP. A port that was given back
/// rests at the end of the line, so that late packets of its last use do not meet the next.
class PortPool {
 public:
  /// Inclusive; [0, 0]: the system chooses and the pool is empty.
  PortPool(uint16_t first, uint16_t last);

  bool systemChooses() const { return systemChooses_; }
  /// 0 when none is free.
  uint16_t take();
  void giveBack(uint16_t port);
  size_t free() const { return ports_.size(); }

 private:
  // Given.
  bool systemChooses_;
  // State.
  std::deque<uint16_t> ports_;
  std::unordered_set<uint16_t> taken_;
};

}  // namespace guanlan::net
