#include "rtp/rfc4571.h"

#include <algorithm>

namespace guanlan::rtp {

namespace {
constexpr size_t kMinRtpBytes = 12;
constexpr size_t kSsrcEnd = 12;
constexpr uint8_t kInterleavedMagic = '$';
}  // namespace

/// An empty packet is allowed; RTCP shares the connection; a known SSRC must match on RTP.
bool Deframer::plausible(base::Bytes packet) const {
  if (packet.empty()) return true;
  if ((packet[0] >> 6) != 2) return false;
  if (packet.size() < kSsrcEnd || !ssrcKnown_) return true;
  const bool rtcp = packet[1] >= 192 && packet[1] <= 223;
  return rtcp || base::load32(&packet[8]) == ssrc_;
}

Deframer::Head Deframer::headAt(base::Bytes bytes) const {
  Head head;
  if (bytes.size() < 2) return head;
  size_t at = 0;
  // QUIRK rtsp-interleaved: "$", channel, length, as RFC 2326 §10.12. 0x24xx as a length is possible too, so the
  // packet behind it decides.
  if (bytes[0] == kInterleavedMagic) {
    if (bytes.size() < 5) return head;
    if ((bytes[4] >> 6) == 2 && (bytes[2] >> 6) != 2) at = 2;
  }
  if (bytes.size() < at + 2) return head;
  const size_t length = base::load16(&bytes[at]);
  const base::Bytes rest = bytes.subspan(at + 2);
  // The longest header part that is needed to judge.
  const size_t needed = std::min(length, kSsrcEnd);
  if (rest.size() < needed) return head;
  head.bytes = at + 2;
  head.length = length;
  head.plausible = (length == 0 || length >= kMinRtpBytes || (length >= 8 && rest[1] >= 192 && rest[1] <= 223)) &&
                   plausible(rest.first(needed));
  return head;
}

/// Bytes to step over so that a plausible head may follow; always moves by at least one.
size_t Deframer::searchFrom(base::Bytes bytes) const {
  size_t at = 1;
  for (; at + 2 + kSsrcEnd <= bytes.size(); at++) {
    const size_t length = base::load16(&bytes[at]);
    if (length >= kMinRtpBytes && plausible(bytes.subspan(at + 2, kSsrcEnd))) return at;
  }
  return at;
}

}  // namespace guanlan::rtp
