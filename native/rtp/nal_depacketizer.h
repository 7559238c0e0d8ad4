#pragma once

#include <cstdint>

#include "base/bytes.h"

// H.264 and H.265 elementary streams in RTP: RFC 6184 §5.6-§5.8, RFC 7798 §4.4. Interleaved modes (STAP-B, MTAP, FU-B,
// DONL) need negotiation and are counted as unsupported.
namespace guanlan::rtp {

struct DepacketizerCounters {
  uint64_t unsupported = 0;
  uint64_t malformed = 0;        // shorter than its own header says, or a fragmented NAL unit that never ends
  uint64_t orphanFragments = 0;  // of a NAL unit whose start was lost
};

/// Takes RTP payloads in order and hands NAL units on in pieces, nothing assembled. `Sink` has nalBegin(),
/// nalBytes(base::Bytes), nalEnd().
class NalDepacketizer {
 public:
  explicit NalDepacketizer(bool h265) : h265_(h265) {}

  template <typename Sink>
  void packet(base::Bytes payload, Sink& sink) {
    // Without a payload: only keeps the sequence going.
    if (payload.empty()) return;
    if (h265_) {
      h265Packet(payload, sink);
    } else {
      h264Packet(payload, sink);
    }
  }
  /// A packet is missing before the next: an open fragment cannot go on.
  void loss() { inFragment_ = false; }
  const DepacketizerCounters& counters() const { return counters_; }

 private:
  void malformed() { counters_.malformed++; }

  /// A NAL unit begins while the fragments of another are open, and nothing was lost: the sender forgot their end.
  void interrupt() {
    counters_.malformed += inFragment_;
    inFragment_ = false;
  }

  template <typename Sink>
  void single(base::Bytes nal, Sink& sink) {
    interrupt();
    sink.nalBegin();
    sink.nalBytes(nal);
    sink.nalEnd();
  }

  template <typename Sink>
  void aggregate(base::Bytes units, Sink& sink) {
    while (!units.empty()) {
      const size_t size = units.size() < 2 ? 0 : base::load16(units.data());
      if (size == 0 || size > units.size() - 2) return malformed();
      single(units.subspan(2, size), sink);
      units = units.subspan(2 + size);
    }
  }

  template <typename Sink>
  void fragment(bool start, bool end, base::Bytes head, base::Bytes rest, Sink& sink) {
    if (start) {
      interrupt();
      sink.nalBegin();
      sink.nalBytes(head);
      inFragment_ = true;
    } else if (!inFragment_) {
      counters_.orphanFragments++;
      return;
    }
    if (!rest.empty()) sink.nalBytes(rest);
    if (!end) return;
    inFragment_ = false;
    sink.nalEnd();
  }

  template <typename Sink>
  void h264Packet(base::Bytes p, Sink& sink) {
    const uint8_t type = p[0] & 0x1F;
    if (type >= 1 && type <= 23) {
      single(p, sink);
    } else if (type == 24) {
      aggregate(p.subspan(1), sink);
    } else if (type == 28) {
      if (p.size() < 2) return malformed();
      const uint8_t head = static_cast<uint8_t>((p[0] & 0xE0) | (p[1] & 0x1F));
      fragment(p[1] & 0x80, p[1] & 0x40, {&head, 1}, p.subspan(2), sink);
    } else {
      counters_.unsupported++;
    }
  }

  template <typename Sink>
  void h265Packet(base::Bytes p, Sink& sink) {
    if (p.size() < 2) return malformed();
    const uint8_t type = (p[0] >> 1) & 0x3F;
    if (type < 48) {
      single(p, sink);
    } else if (type == 48) {
      aggregate(p.subspan(2), sink);
    } else if (type == 49) {
      if (p.size() < 3) return malformed();
      const uint8_t head[2] = {static_cast<uint8_t>((p[0] & 0x81) | (p[2] & 0x3F) << 1), p[1]};
      fragment(p[2] & 0x80, p[2] & 0x40, head, p.subspan(3), sink);
    } else {
      counters_.unsupported++;
    }
  }

  // Given.
  bool h265_;
  // State.
  bool inFragment_ = false;
  DepacketizerCounters counters_;
};

}  // namespace guanlan::rtp
