#include "rtp/reorder_buffer.h"

#include <algorithm>
#include <bit>

namespace guanlan::rtp {

namespace {
/// RFC 3550 appendix A.1: farther ahead than this is not loss but another sequence.
constexpr int32_t kMaxDropout = 3000;
/// The same appendix: farther behind than this is not a late packet but another sequence.
constexpr int32_t kMaxMisorder = 100;

void copyInto(base::Buffer& out, base::Bytes bytes) { out.assign(bytes.begin(), bytes.end()); }

void shrink(base::Buffer& bytes) {
  if (bytes.capacity() > kUsualPacketBytes) base::Buffer().swap(bytes);
}
}  // namespace

ReorderBuffer::ReorderBuffer(ReorderSink& sink, ReorderOptions options) : sink_(sink), options_(options) {
  options_.packets = std::min(options_.packets, kMaxReorderPackets);
  // A power of two divides the sequence circle, so that the slots go on over the wrap.
  slots_.resize(std::bit_ceil(std::max<size_t>(options_.packets, 1)));
}

void ReorderBuffer::push(const PacketView& packet, int64_t nowMs) {
  if (!started_) begin(packet.sequence);
  const int32_t distance = base::sequenceDistance(next_, packet.sequence);
  if (distance == 0) {
    if (suspect_.used) dropSuspect();
    pass(packet);
    if (held_ > 0) drain();
  } else if (distance >= kMaxDropout || distance < -kMaxMisorder) {
    elsewhere(packet);
  } else if (distance > 0) {
    if (suspect_.used) dropSuspect();
    ahead(packet, distance, nowMs);
  } else {
    behind(packet, distance);
  }
}

void ReorderBuffer::expire(int64_t nowMs) {
  while (held_ > 0 && nowMs - gapSinceMs_ >= options_.ms) giveUpOldestGap();
}

void ReorderBuffer::flush() {
  while (held_ > 0) giveUpOldestGap();
}

void ReorderBuffer::reset() {
  for (Slot& s : slots_) s.used = false;
  held_ = 0;
  heldBytes_ = 0;
  started_ = false;
  if (suspect_.used) dropSuspect();
}

void ReorderBuffer::begin(uint16_t sequence) {
  started_ = true;
  next_ = sequence;
  highest_ = sequence;
  passed_ = 0;
}

void ReorderBuffer::noteHighest(uint16_t sequence) {
  const auto low = static_cast<uint16_t>(highest_);
  if (base::sequenceDistance(low, sequence) > 0) highest_ += static_cast<uint16_t>(sequence - low);
}

void ReorderBuffer::pass(const PacketView& packet) {
  counters_.packets++;
  next_ = static_cast<uint16_t>(packet.sequence + 1);
  passed_ = passed_ << 1 | 1;
  noteHighest(packet.sequence);
  sink_.onPacket(packet);
}

void ReorderBuffer::passHeld(Slot& held) {
  held.used = false;
  held_--;
  heldBytes_ -= held.bytes.size();
  PacketView packet;
  parsePacket(held.bytes, packet);
  pass(packet);
  shrink(held.bytes);
}

/// Passes on what is kept up to the next gap, which was noticed when the first packet behind it came.
void ReorderBuffer::drain() {
  while (held_ > 0 && slot(next_).used) passHeld(slot(next_));
  if (held_ == 0) return;
  bool first = true;
  for (const Slot& s : slots_) {
    if (!s.used) continue;
    gapSinceMs_ = first ? s.sinceMs : std::min(gapSinceMs_, s.sinceMs);
    first = false;
  }
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
  // What follows the gap without another one must not wait for it any more.
  if (held_ > 0) drain();
}

void ReorderBuffer::giveUpOldestGap() {
  uint16_t oldest = next_;
  while (!slot(oldest).used) oldest++;
  giveUpTo(oldest);
}

void ReorderBuffer::ahead(const PacketView& packet, int32_t distance, int64_t nowMs) {
  const auto window = static_cast<int32_t>(options_.packets);
  if (distance >= window) giveUpTo(static_cast<uint16_t>(packet.sequence - std::max(window - 1, 0)));
  if (packet.sequence == next_) {
    pass(packet);
  } else {
    keep(packet, nowMs);
  }
  expire(nowMs);
}

void ReorderBuffer::keep(const PacketView& packet, int64_t nowMs) {
  Slot& s = slot(packet.sequence);
  if (s.used) {
    counters_.duplicates++;
    return;
  }
  if (held_ == 0) gapSinceMs_ = nowMs;
  s.used = true;
  s.sinceMs = nowMs;
  copyInto(s.bytes, packet.bytes);
  held_++;
  heldBytes_ += packet.bytes.size();
  counters_.reordered++;
  noteHighest(packet.sequence);
  while (heldBytes_ > kMaxHeldBytes) giveUpOldestGap();
}

void ReorderBuffer::behind(const PacketView& packet, int32_t distance) {
  // Where the transport keeps the order, a packet cannot come late: the sender went back.
  if (options_.packets == 0) return elsewhere(packet);
  const int32_t back = -distance - 1;
  if (back < 64 && (passed_ >> back & 1))
    counters_.duplicates++;
  else
    counters_.late++;
}

/// RFC 3550 appendix A.1: two packets in a row at the new place prove a restart. The first one is not dropped as in the
/// appendix's code but passed on after all: it begins a key frame more often than not.
void ReorderBuffer::elsewhere(const PacketView& packet) {
  if (!suspect_.used || packet.sequence != suspectNext_) {
    if (suspect_.used) dropSuspect();
    suspect_.used = true;
    suspectNext_ = static_cast<uint16_t>(packet.sequence + 1);
    copyInto(suspect_.bytes, packet.bytes);
    return;
  }
  flush();
  suspect_.used = false;
  PacketView first;
  parsePacket(suspect_.bytes, first);
  begin(first.sequence);
  counters_.restarts++;
  sink_.onRestart();
  pass(first);
  pass(packet);
}

void ReorderBuffer::dropSuspect() {
  suspect_.used = false;
  counters_.late++;
  shrink(suspect_.bytes);
}

}  // namespace guanlan::rtp
