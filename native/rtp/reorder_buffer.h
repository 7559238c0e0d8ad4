#pragma once

#include <cstdint>
#include <vector>

#include "base/sequence.h"
#include "rtp/packet.h"

// Puts packets back in order within a window bounded in packets and in time.
//
//   next_                    next_ + window
//     |  .  [p]  .  [p] [p]  .  |
//        gap     gap            '--- farther: the gaps before it are given up
//
namespace guanlan::rtp {

constexpr size_t kMaxReorderPackets = 1024;
/// All packets that are kept together; beyond it the oldest gap is given up before its time.
constexpr size_t kMaxHeldBytes = 4 << 20;
/// A slot keeps its memory for the next packet up to this size; what a larger packet took is given back.
constexpr size_t kUsualPacketBytes = 2048;

struct ReorderOptions {
  /// Packets that may be kept while one is missing; 0: none, a gap is a loss at once (TCP).
  size_t packets = 64;
  /// A missing packet is given up after this time.
  int64_t ms = 200;
};

struct ReorderCounters {
  uint64_t packets = 0;     // passed on: once each, in order
  uint64_t lost = 0;        // given up
  uint64_t reordered = 0;   // came out of order, in time
  uint64_t duplicates = 0;  // of a packet that is kept or was just passed on
  uint64_t late = 0;        // after it was given up, or far from the sequence and not followed by another
  uint64_t restarts = 0;    // the sender began another sequence
};

/// Where packets come out, in order. Called from within push() and expire().
class ReorderSink {
 public:
  virtual ~ReorderSink() = default;
  /// `packet` is valid during the call.
  virtual void onPacket(const PacketView& packet) = 0;
  /// So many packets are missing before the next one.
  virtual void onGap(uint32_t missing) = 0;
  /// The sender began anew: what follows has nothing to do with what came before.
  virtual void onRestart() = 0;
};

/// One source's packets. A packet in order is passed straight through without a copy.
class ReorderBuffer {
 public:
  ReorderBuffer(ReorderSink& sink, ReorderOptions options);

  void push(const PacketView& packet, int64_t nowMs);
  /// Gives up what has been missing for too long. Cheap when nothing is kept.
  void expire(int64_t nowMs);
  /// Passes on everything that is kept, gaps told; the end of a source.
  void flush();
  /// Another source begins: what is kept is forgotten, the counters stay.
  void reset();
  bool holds() const { return held_ > 0; }
  size_t held() const { return held_; }
  const ReorderCounters& counters() const { return counters_; }
  /// RFC 3550 appendix A.1: highest sequence number received, with wraps in the upper half.
  uint32_t extendedHighest() const { return highest_; }

 private:
  struct Slot {
    bool used = false;
    int64_t sinceMs = 0;
    base::Buffer bytes;
  };

  Slot& slot(uint16_t sequence) { return slots_[sequence % slots_.size()]; }
  void begin(uint16_t sequence);
  void pass(const PacketView& packet);
  void passHeld(Slot& held);
  void drain();
  void giveUpTo(uint16_t sequence);
  void giveUpOldestGap();
  void ahead(const PacketView& packet, int32_t distance, int64_t nowMs);
  void keep(const PacketView& packet, int64_t nowMs);
  void behind(const PacketView& packet, int32_t distance);
  void elsewhere(const PacketView& packet);
  void dropSuspect();
  void noteHighest(uint16_t sequence);

  // Given.
  ReorderSink& sink_;
  ReorderOptions options_;
  // Owned.
  std::vector<Slot> slots_;
  Slot suspect_;  // one packet far from the sequence: the next one proves a restart, or that it was a stray
  // State.
  bool started_ = false;
  uint16_t next_ = 0;
  uint16_t suspectNext_ = 0;
  size_t held_ = 0;
  size_t heldBytes_ = 0;
  int64_t gapSinceMs_ = 0;  // when the gap at next_ was noticed; of a meaning while something is kept
  uint32_t highest_ = 0;
  uint64_t passed_ = 0;  // bit n: next_ - 1 - n was passed on, to tell a duplicate from a late packet
  ReorderCounters counters_;
};

}  // namespace guanlan::rtp
