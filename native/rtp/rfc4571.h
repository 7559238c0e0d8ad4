#pragma once

#include <cstdint>

#include "base/bytes.h"

// Framing of RTP over TCP: RFC 4571 §2 (2-byte length before each packet).
namespace guanlan::rtp {

constexpr size_t kMaxFramedBytes = 65535;

struct DeframerCounters {
  uint64_t frames = 0;
  uint64_t interleaved = 0;  // QUIRK rtsp-interleaved: frames behind "$", channel, length
  uint64_t resyncs = 0;      // a length lied and the next header was searched
  uint64_t skippedBytes = 0;
};

/// Cuts a byte stream into packets, for any split of the stream. A packet that lies whole in the input is handed on
/// without a copy; one that is split is collected in a buffer of at most kMaxFramedBytes + 4.
class Deframer {
 public:
  /// What every packet of this connection carries, once known; used to find the way back after a lie.
  void expectSsrc(uint32_t ssrc) {
    ssrc_ = ssrc;
    ssrcKnown_ = true;
  }

  /// Calls `onPacket(base::Bytes)` for each whole packet in order.
  template <typename OnPacket>
  void feed(base::Bytes input, OnPacket&& onPacket) {
    if (!partial_.empty()) {
      base::append(partial_, input);
      const size_t used = cut(partial_, onPacket);
      partial_.erase(partial_.begin(), partial_.begin() + static_cast<std::ptrdiff_t>(used));
      return;
    }
    const size_t used = cut(input, onPacket);
    partial_.assign(input.begin() + static_cast<std::ptrdiff_t>(used), input.end());
  }
  void reset() { partial_.clear(); }
  const DeframerCounters& counters() const { return counters_; }

 private:
  struct Head {
    size_t bytes = 0;  // 2, or 4 with "$"; 0: more input is needed
    size_t length = 0;
    bool plausible = false;
  };

  Head headAt(base::Bytes bytes) const;
  bool plausible(base::Bytes packet) const;
  size_t searchFrom(base::Bytes bytes) const;

  template <typename OnPacket>
  size_t cut(base::Bytes bytes, OnPacket& onPacket) {
    size_t at = 0;
    while (at < bytes.size()) {
      const Head head = headAt(bytes.subspan(at));
      if (head.bytes == 0) break;
      if (!head.plausible) {
        const size_t skip = searchFrom(bytes.subspan(at));
        counters_.resyncs += searching_ ? 0 : 1;
        searching_ = true;
        counters_.skippedBytes += skip;
        at += skip;
        if (skip == 0) break;
        continue;
      }
      if (head.bytes + head.length > bytes.size() - at) break;
      searching_ = false;
      counters_.frames++;
      if (head.bytes == 4) counters_.interleaved++;
      if (head.length > 0) onPacket(bytes.subspan(at + head.bytes, head.length));
      at += head.bytes + head.length;
    }
    return at;
  }

  // Owned.
  base::Buffer partial_;
  // State.
  uint32_t ssrc_ = 0;
  bool ssrcKnown_ = false;
  bool searching_ = false;
  DeframerCounters counters_;
};

}  // namespace guanlan::rtp
