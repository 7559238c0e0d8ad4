#pragma once

#include <cstdint>

#include "base/bytes.h"

// RTP: RFC 3550 §5.1 fixed header, §5.3.1 header extension.
namespace guanlan::rtp {

constexpr size_t kHeaderBytes = 12;

/// Why bytes are not an RTP packet.
enum class PacketError : uint8_t { kNone, kShort, kVersion, kExtension, kPadding, kRtcp };

/// A parsed packet; borrows the bytes that it was parsed from.
struct PacketView {
  uint8_t payloadType = 0;
  bool marker = false;
  uint16_t sequence = 0;
  uint32_t timestamp = 0;
  uint32_t ssrc = 0;
  base::Bytes payload;
  /// The whole packet, for whoever must keep a copy.
  base::Bytes bytes;
};

/// RFC 5761 §4: on one port, packet types 192 to 223 in the second byte mean RTCP.
inline bool looksLikeRtcp(base::Bytes bytes) {
  return bytes.size() >= 8 && (bytes[0] >> 6) == 2 && bytes[1] >= 192 && bytes[1] <= 223;
}

/// Reads the header; any CSRC count, header extension and padding are stepped over.
PacketError parsePacket(base::Bytes bytes, PacketView& packet);

/// Writes the 12-byte header without CSRC, extension or padding.
inline void writeHeader(uint8_t* out, uint8_t payloadType, bool marker, uint16_t sequence, uint32_t timestamp,
                        uint32_t ssrc) {
  out[0] = 0x80;
  out[1] = static_cast<uint8_t>((marker ? 0x80u : 0u) | payloadType);
  base::store16(out + 2, sequence);
  base::store32(out + 4, timestamp);
  base::store32(out + 8, ssrc);
}

}  // namespace guanlan::rtp
