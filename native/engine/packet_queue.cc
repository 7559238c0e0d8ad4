#include "engine/packet_queue.h"

#include <algorithm>
#include <cstring>

namespace guanlan::engine {

namespace {
constexpr size_t kMinQueueBytes = size_t{32} << 10;
}

void PacketQueue::makeRoom(size_t bytes) {
  const base::Bytes waiting = this->bytes();
  sizes_.erase(sizes_.begin(), sizes_.begin() + static_cast<std::ptrdiff_t>(first_));
  first_ = 0;
  if (2 * (waiting.size() + bytes) <= capacity_) {
    std::memmove(memory_.get(), waiting.data(), waiting.size());
  } else {
    capacity_ = std::max(kMinQueueBytes, 2 * (waiting.size() + bytes));
    auto larger = std::make_unique_for_overwrite<uint8_t[]>(capacity_);
    if (!waiting.empty()) std::memcpy(larger.get(), waiting.data(), waiting.size());
    memory_ = std::move(larger);
  }
  begin_ = 0;
  end_ = waiting.size();
}

void PacketQueue::dropPackets(size_t count) {
  for (; count > 0; count--) begin_ += sizes_[first_++];
  if (empty()) clear();
}

void PacketQueue::dropBytes(size_t bytes) {
  begin_ += bytes;
  while (bytes > 0 && bytes >= sizes_[first_]) bytes -= sizes_[first_++];
  if (empty()) return clear();
  sizes_[first_] = static_cast<uint16_t>(sizes_[first_] - bytes);
}

void PacketQueue::take(PacketQueue& other) {
  base::Bytes rest = other.bytes();
  for (const uint16_t size : other.sizes()) {
    std::memcpy(add(size), rest.data(), size);
    rest = rest.subspan(size);
  }
  other.clear();
}

void PacketQueue::clear() {
  sizes_.clear();
  first_ = begin_ = end_ = 0;
  if (capacity_ <= kMaxIdleQueueBytes) return;
  memory_.reset();
  sizes_ = {};
  capacity_ = 0;
}

}  // namespace guanlan::engine
