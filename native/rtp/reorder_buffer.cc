#include "rtp/reorder_buffer.h"

#include <algorithm>
#include <bit>

namespace guanlan::rtp {

namespace {
/// RFC 3550 appendix A.1: farther ahead than this is not loss but another sequence.
constexpr int32_t kMaxDropout = 3000;
constexpr int32_t kMaxMisorder = 100;
}  // namespace

ReorderBuffer::ReorderBuffer(ReorderSink& sink, ReorderOptions options) : sink_(sink), options_(options) {
  options_.packets = std::min(options_.packets, kMaxReorderPackets);
  // A power of two divides the sequence circle, so that the slots go on over the wrap.
  slots_.resize(std::bit_ceil(std::max<size_t>(options_.packets, 1)));
}

void ReorderBuffer::push(const PacketView& packet, int64_t nowMs) {
  if (!started_) begin(packet);
  const int32_t distance = base::sequenceDistance(next_, packet.sequence);
  if (distance == 0) {
    suspect_ = false;
    pass(packet);
    if (held_ > 0) drain();
    return;
  }
  if (distance < 0) return behind(packet, distance, nowMs);
  if (distance >= kMaxDropout && !restarted(packet)) return;
  const int32_t ahead = base::sequenceDistance(next_, packet.sequence);
  if (ahead == 0) {
    pass(packet);
    return;
  }
  suspect_ = false;
  const auto window = static_cast<int32_t>(options_.packets);
  if (ahead >= window) giveUpTo(static_cast<uint16_t>(packet.sequence - window + (window > 0 ? 1 : 0)));
  if (packet.sequence == next_) {
    pass(packet);
    drain();
  } else {
    keep(packet, nowMs);
  }
  expire(nowMs);
}

void ReorderBuffer::expire(int64_t nowMs) {
  while (held_ > 0) {
    uint16_t oldest = next_;
    while (!slot(oldest).used) oldest++;
    if (nowMs - slot(oldest).sinceMs < options_.ms) return;
    giveUpTo(oldest);
    drain();
  }
}

void ReorderBuffer::flush() {
  while (held_ > 0) {
    uint16_t oldest = next_;
    while (!slot(oldest).used) oldest++;
    giveUpTo(oldest);
    drain();
  }
}

void ReorderBuffer::reset() {
  for (Slot& s : slots_) s.used = false;
  held_ = 0;
  started_ = false;
  suspect_ = false;
}

void ReorderBuffer::begin(const PacketView& packet) {
  started_ = true;
  next_ = packet.sequence;
  highest_ = packet.sequence;
  passed_ = 0;
}

void ReorderBuffer::pass(const PacketView& packet) {
  counters_.packets++;
  next_ = static_cast<uint16_t>(packet.sequence + 1);
  passed_ = passed_ << 1 | 1;
  if (base::sequenceDistance(static_cast<uint16_t>(highest_), packet.sequence) > 0)
    highest_ += static_cast<uint16_t>(packet.sequence - static_cast<uint16_t>(highest_));
  sink_.onPacket(packet);
}

void ReorderBuffer::passHeld(Slot& held) {
  held.used = false;
  held_--;
  PacketView packet;
  parsePacket(held.bytes, packet);
  pass(packet);
}

void ReorderBuffer::drain() {
  while (held_ > 0 && slot(next_).used) passHeld(slot(next_));
}

/// Everything missing before `sequence` is lost; what is kept on the way comes out in order.
void ReorderBuffer::giveUpTo(uint16_t sequence) {
  uint32_t missing = 0;
  while (next_ != sequence) {
    if (held_ > 0 && slot(next_).used) {
      if (missing > 0) sink_.onGap(missing);
      missing = 0;
      passHeld(slot(next_));
      continue;
    }
    missing++;
    counters_.lost++;
    next_++;
    passed_ <<= 1;
  }
  if (missing > 0) sink_.onGap(missing);
}

void ReorderBuffer::keep(const PacketView& packet, int64_t nowMs) {
  Slot& s = slot(packet.sequence);
  if (s.used) {
    counters_.duplicates++;
    return;
  }
  if (packet.bytes.size() > kMaxSlotBytes) return;
  s.used = true;
  s.sinceMs = nowMs;
  s.bytes.assign(packet.bytes.begin(), packet.bytes.end());
  held_++;
  counters_.reordered++;
}

void ReorderBuffer::behind(const PacketView& packet, int32_t distance, int64_t) {
  if (distance < -kMaxMisorder) {
    if (restarted(packet)) pass(packet);
    return;
  }
  const int32_t back = -distance - 1;
  if (back < 64 && (passed_ >> back & 1))
    counters_.duplicates++;
  else
    counters_.late++;
}

/// RFC 3550 appendix A.1: two packets in a row at the new place prove a restart; the first one is dropped.
bool ReorderBuffer::restarted(const PacketView& packet) {
  if (!suspect_ || packet.sequence != suspectNext_) {
    suspect_ = true;
    suspectNext_ = static_cast<uint16_t>(packet.sequence + 1);
    counters_.late++;
    return false;
  }
  flush();
  reset();
  begin(packet);
  counters_.restarts++;
  sink_.onRestart();
  return true;
}

}  // namespace guanlan::rtp
