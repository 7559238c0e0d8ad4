#pragma once

#include <algorithm>
#include <cstdint>

#include "base/bytes.h"

// Framing of RTP over TCP: RFC 4571 §2 (2-byte length before each packet).
namespace guanlan::rtp {

constexpr size_t kMaxFramedBytes = 65535;
/// A packet of an unknown source waits for the header behind it; a larger one is taken for a lie, not to wait for long.
constexpr size_t kMaxForeignBytes = 16384;
/// After so many bytes without a header of the known source, any source is welcome.
constexpr size_t kMaxSearchBytes = 256 * 1024;

struct DeframerCounters {
  uint64_t frames = 0;  // packets handed on
  uint64_t interleaved =
      0;  // QUIRK rtsp-interleaved: those behind "$", channel, length [fixture rtp/quirk-rtsp-interleaved.bin]
  uint64_t resyncs = 0;  // QUIRK length-lies: the next header was searched [fixture rtp/quirk-length-lies.bin]
  uint64_t skippedBytes = 0;
};

/// Cuts a byte stream into packets, the same for any split of the stream. A packet that lies whole in the input is
/// handed on without a copy; one that is split is collected in a buffer of little more than one packet.
///
///   in step --- header that cannot be RTP or RTCP ---> searching, byte by byte
///      ^                                                   |
///      '--- header of the known source; none known: -------'
///           two headers of one source a length apart
///
class Deframer {
 public:
  /// What every packet of this connection carries, once known. Another SSRC is believed only when the next header
  /// stands where the length says and confirms it; its packet comes out when that header is there.
  void expectSsrc(uint32_t ssrc) {
    ssrc_ = ssrc;
    ssrcKnown_ = true;
  }

  /// Calls `onPacket(base::Bytes)` for each whole packet in order; empty ones (RFC 4571 §2) are left out.
  template <typename OnPacket>
  void feed(base::Bytes input, OnPacket&& onPacket) {
    while (!partial_.empty() && !input.empty()) {
      const size_t take = std::min(input.size(), wanted());
      base::append(partial_, input.first(take));
      input = input.subspan(take);
      const size_t used = cut(partial_, onPacket);
      partial_.erase(partial_.begin(), partial_.begin() + static_cast<std::ptrdiff_t>(used));
    }
    if (input.empty()) return;
    const size_t used = cut(input, onPacket);
    partial_.assign(input.begin() + static_cast<std::ptrdiff_t>(used), input.end());
  }
  /// For a new connection: it may carry another SSRC.
  void reset() {
    partial_.clear();
    ssrcKnown_ = false;
    searching_ = false;
    searchedBytes_ = 0;
  }
  /// Bytes of an unfinished packet.
  size_t pendingBytes() const { return partial_.size(); }
  const DeframerCounters& counters() const { return counters_; }

 private:
  enum class Verdict : uint8_t { kMore, kPacket, kLie };

  /// What stands at one place of the stream.
  struct Head {
    Verdict verdict = Verdict::kMore;
    size_t needed = 0;  // kMore: bytes from this place on that are needed to judge
    size_t bytes = 0;   // before the packet: 2, or 4 with "$"
    size_t length = 0;  // of the packet
  };

  Head headAt(base::Bytes bytes) const;
  Head judge(base::Bytes bytes, Head head) const;
  bool confirms(base::Bytes packet, uint32_t ssrc) const;
  size_t wanted() const;

  template <typename OnPacket>
  size_t cut(base::Bytes bytes, OnPacket& onPacket) {
    size_t at = 0;
    while (at < bytes.size()) {
      const Head head = headAt(bytes.subspan(at));
      if (head.verdict == Verdict::kMore) break;
      if (head.verdict == Verdict::kLie) {
        counters_.resyncs += searching_ ? 0 : 1;
        searching_ = true;
        counters_.skippedBytes++;
        if (++searchedBytes_ == kMaxSearchBytes) ssrcKnown_ = false;
        at++;
        continue;
      }
      const base::Bytes packet = bytes.subspan(at + head.bytes, head.length);
      at += head.bytes + head.length;
      if (packet.empty()) continue;
      searching_ = false;
      searchedBytes_ = 0;
      counters_.frames++;
      counters_.interleaved += head.bytes == 4;
      onPacket(packet);
    }
    return at;
  }

  // Owned.
  base::Buffer partial_;
  // State.
  uint32_t ssrc_ = 0;
  bool ssrcKnown_ = false;
  bool searching_ = false;
  size_t searchedBytes_ = 0;
  DeframerCounters counters_;
};

}  // namespace guanlan::rtp
