#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/bytes.h"

// Packets that wait for a socket, one behind the other in one piece of memory, so that many leave with one system call.
//
//   | sent | packet | packet | packet |  free  |
//          '-- bytes() ---------------'-- add() grows here; when it is full, what waits moves to the front or to twice
//                                         the memory
namespace guanlan::engine {

/// An emptied queue keeps so much memory: a key frame's.
constexpr size_t kMaxIdleQueueBytes = size_t{128} << 10;

class PacketQueue {
 public:
  bool empty() const { return first_ == sizes_.size(); }
  size_t packets() const { return sizes_.size() - first_; }
  /// Everything that waits.
  base::Bytes bytes() const { return {memory_.get() + begin_, end_ - begin_}; }
  /// Bytes of each packet, in order; of the first one what is left of it.
  std::span<const uint16_t> sizes() const { return std::span(sizes_).subspan(first_); }
  /// Room for one more packet, 1 to 65,535 bytes; valid until the next call.
  uint8_t* add(size_t bytes) {
    if (bytes > capacity_ - end_) makeRoom(bytes);
    sizes_.push_back(static_cast<uint16_t>(bytes));
    uint8_t* room = memory_.get() + end_;
    end_ += bytes;
    return room;
  }
  void dropPackets(size_t count);
  /// What a stream socket took; it may end within a packet.
  void dropBytes(size_t bytes);
  /// Moves everything of `other` behind what is here.
  void take(PacketQueue& other);
  void clear();

 private:
  void makeRoom(size_t bytes);

  // Owned.
  std::unique_ptr<uint8_t[]> memory_;
  std::vector<uint16_t> sizes_;
  // State.
  size_t capacity_ = 0;
  size_t begin_ = 0;
  size_t end_ = 0;
  size_t first_ = 0;  // of sizes_
};

}  // namespace guanlan::engine
