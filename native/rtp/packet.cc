#include "rtp/packet.h"

namespace guanlan::rtp {

PacketError parsePacket(base::Bytes bytes, PacketView& packet) {
  if (bytes.size() < kHeaderBytes) return PacketError::kShort;
  const uint8_t* p = bytes.data();
  if ((p[0] >> 6) != 2) return PacketError::kVersion;
  if (looksLikeRtcp(bytes)) return PacketError::kRtcp;
  size_t head = kHeaderBytes + size_t{4} * (p[0] & 0x0F);
  size_t end = bytes.size();
  if (head > end) return PacketError::kShort;
  if (p[0] & 0x10) {
    if (head + 4 > end) return PacketError::kExtension;
    head += 4 + size_t{4} * base::load16(p + head + 2);
    if (head > end) return PacketError::kExtension;
  }
  if (p[0] & 0x20) {
    const size_t padding = p[end - 1];
    if (padding == 0 || padding > end - head) return PacketError::kPadding;
    end -= padding;
  }
  packet.payloadType = p[1] & 0x7F;
  packet.marker = (p[1] & 0x80) != 0;
  packet.sequence = base::load16(p + 2);
  packet.timestamp = base::load32(p + 4);
  packet.ssrc = base::load32(p + 8);
  packet.payload = bytes.subspan(head, end - head);
  packet.bytes = bytes;
  return PacketError::kNone;
}

}  // namespace guanlan::rtp
