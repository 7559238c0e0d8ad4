#include "rtp/rfc4571.h"

namespace guanlan::rtp {

namespace {

constexpr size_t kMinRtpBytes = 12;
constexpr size_t kMinRtcpBytes = 8;
constexpr uint8_t kInterleavedMagic = '$';
/// While a header is searched, input is taken in steps of this size.
constexpr size_t kSearchStepBytes = 4096;

bool isVersion2(uint8_t first) { return (first >> 6) == 2; }
/// RFC 5761 §4.
bool isRtcp(base::Bytes packet) { return packet[1] >= 192 && packet[1] <= 223; }
uint32_t ssrcOf(base::Bytes packet) { return base::load32(&packet[isRtcp(packet) ? 4 : 8]); }

/// Bytes before the packet: 2, or 4; 0: more input is needed.
size_t headBytes(base::Bytes bytes) {
  if (bytes.size() < 2) return 0;
  // QUIRK rtsp-interleaved: "$", channel, length, as RFC 2326 §10.12. 0x24xx is a length too, so what stands behind
  // decides. [fixture rtp/quirk-rtsp-interleaved.bin]
  if (bytes[0] != kInterleavedMagic) return 2;
  if (bytes.size() < 5) return 0;
  return isVersion2(bytes[4]) && !isVersion2(bytes[2]) ? 4 : 2;
}

}  // namespace

/// `packet`: at least 12 bytes of what should be the next one.
bool Deframer::confirms(base::Bytes packet, uint32_t ssrc) const {
  if (!isVersion2(packet[0])) return false;
  const uint32_t next = ssrcOf(packet);
  return next == ssrc || (ssrcKnown_ && next == ssrc_);
}

Deframer::Head Deframer::headAt(base::Bytes bytes) const {
  Head head;
  head.bytes = headBytes(bytes);
  if (head.bytes == 0) {
    head.needed = bytes.empty() ? 2 : 5;
    return head;
  }
  head.length = base::load16(&bytes[head.bytes - 2]);
  if (head.length == 0) {
    head.verdict = searching_ ? Verdict::kLie : Verdict::kPacket;
    return head;
  }
  head.verdict = Verdict::kLie;
  if (head.length < kMinRtcpBytes) return head;
  const base::Bytes packet = bytes.subspan(head.bytes);
  if (!packet.empty() && !isVersion2(packet[0])) return head;
  return judge(bytes, head);
}

/// A packet of version 2 as far as is seen: whose is it, and is it whole?
Deframer::Head Deframer::judge(base::Bytes bytes, Head head) const {
  const base::Bytes packet = bytes.subspan(head.bytes);
  const size_t seen = std::min(head.length, kMinRtpBytes);
  const size_t end = head.bytes + head.length;
  if (packet.size() < seen) {
    head.verdict = Verdict::kMore;
    head.needed = head.bytes + seen;
    return head;
  }
  if (head.length < kMinRtpBytes && !isRtcp(packet)) return head;
  const uint32_t ssrc = ssrcOf(packet);
  const bool believed = ssrcKnown_ ? ssrc == ssrc_ : !searching_;
  if (!believed && ssrcKnown_ && (searching_ || head.length > kMaxForeignBytes)) return head;
  head.verdict = Verdict::kMore;
  head.needed = end;
  if (believed) {
    if (bytes.size() >= end) head.verdict = Verdict::kPacket;
    return head;
  }
  // A length that lied leads to any bytes; the header after them tells.
  const base::Bytes behind = bytes.size() > end ? bytes.subspan(end) : base::Bytes();
  const size_t next = headBytes(behind);
  head.needed = end + (next == 0 ? (behind.empty() ? 2 : 5) : next + kMinRtpBytes);
  if (bytes.size() < head.needed) return head;
  head.verdict = confirms(behind.subspan(next), ssrc) ? Verdict::kPacket : Verdict::kLie;
  return head;
}

/// How much input is appended to what is kept, so that the rest can be cut where it lies.
size_t Deframer::wanted() const {
  const size_t needed = headAt(partial_).needed;
  const size_t missing = needed > partial_.size() ? needed - partial_.size() : 1;
  return searching_ ? std::max(missing, kSearchStepBytes) : missing;
}

}  // namespace guanlan::rtp
