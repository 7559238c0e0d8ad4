#pragma once

#include <cstdint>

#include "codec/media.h"
#include "rtp/packet.h"

namespace guanlan::rtp {

/// What the payloads of a source are.
enum class PayloadKind : uint8_t { kUnknown, kPs, kH264, kH265, kPcma, kPcmu, kUnsupported };

/// RFC 3551 §6.
constexpr uint8_t kPcmuType = 0;
constexpr uint8_t kPcmaType = 8;
constexpr bool isRawSound(uint8_t payloadType) { return payloadType == kPcmuType || payloadType == kPcmaType; }

const char* payloadKindName(PayloadKind kind);

/// Packets that are looked at before a doubtful payload is decided.
constexpr uint32_t kMaxSniffedPackets = 64;
/// So many in a row that begin like NAL units are an elementary stream, without a parameter set too: bytes of anything
/// else look like H.264 in one packet out of five.
constexpr uint32_t kProofPackets = 16;

/// Decides by the bytes first and by the payload type only when they say nothing.
///
/// QUIRK payload-type-lies: cameras announce Program Stream as 98 and H.264 as 96, and H.265 is 100, 108 or 99 by
/// edition and custom [fixture rtp/payload-kinds.rtp4571]. Types: RFC 3551 §6, GB/T 28181-2016 annex C.2.3.
class PayloadSniffer {
 public:
  /// The kind, or kUnknown while more packets are needed. A decision stays.
  PayloadKind look(const PacketView& packet);
  PayloadKind kind() const { return kind_; }
  /// For kUnsupported: what the payload type stands for.
  codec::Codec unsupportedCodec() const { return unsupported_; }

 private:
  PayloadKind decide(const PacketView& packet);

  // State.
  PayloadKind kind_ = PayloadKind::kUnknown;
  codec::Codec unsupported_ = codec::Codec::kUnknown;
  uint32_t sounds_ = 0;   // packets of G.711
  uint32_t packets_ = 0;  // others
  uint32_t h264_ = 0;     // packets that may be H.264
  uint32_t h265_ = 0;
};

}  // namespace guanlan::rtp
