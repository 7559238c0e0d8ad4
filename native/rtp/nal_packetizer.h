#pragma once

#include <algorithm>
#include <cstdint>

#include "base/bytes.h"

namespace guanlan::rtp {

/// A fragment has its own head of up to 3 bytes and carries at least one.
constexpr size_t kMinPayloadBytes = 4;

/// Cuts one NAL unit into RTP payloads: RFC 6184 §5.6, §5.8 (single NAL unit, FU-A), RFC 7798 §4.4.1, §4.4.3. Calls
/// `emit(base::Bytes head, base::Bytes body, bool last)`: the payload is head, then body. `maxPayloadBytes`: at least
/// kMinPayloadBytes. Bytes shorter than a NAL unit's header give nothing.
template <typename Emit>
void packetizeNal(base::Bytes nal, bool h265, size_t maxPayloadBytes, Emit&& emit) {
  const size_t headerBytes = h265 ? 2 : 1;
  if (nal.size() < headerBytes) return;
  if (nal.size() <= maxPayloadBytes) {
    emit(base::Bytes(), nal, true);
    return;
  }
  uint8_t head[3];
  if (h265) {
    head[0] = static_cast<uint8_t>((nal[0] & 0x81) | 49 << 1);
    head[1] = nal[1];
  } else {
    head[0] = static_cast<uint8_t>((nal[0] & 0xE0) | 28);
  }
  const uint8_t type = h265 ? (nal[0] >> 1) & 0x3F : nal[0] & 0x1F;
  base::Bytes rest = nal.subspan(headerBytes);
  bool start = true;
  while (!rest.empty()) {
    const size_t size = std::min(rest.size(), maxPayloadBytes - headerBytes - 1);
    const bool end = size == rest.size();
    head[headerBytes] = static_cast<uint8_t>((start ? 0x80 : 0) | (end ? 0x40 : 0) | type);
    emit(base::Bytes(head, headerBytes + 1), rest.first(size), end);
    rest = rest.subspan(size);
    start = false;
  }
}

}  // namespace guanlan::rtp
