#include "rtp/payload_sniffer.h"

#include "codec/nal.h"

namespace guanlan::rtp {

namespace {

using codec::Codec;

/// A Program Stream's packet begins with a pack header, a system header, a map or a PES packet.
bool startsProgramStream(base::Bytes p) {
  if (p.size() < 4 || p[0] != 0 || p[1] != 0 || p[2] != 1) return false;
  return p[3] >= 0xB9;
}

/// Some cameras put Annex B bytes with start codes into RTP; those are no NAL unit headers.
bool plausibleH264(base::Bytes p) {
  if (p.size() < 2 || (p[0] & 0x80)) return false;
  const uint8_t type = codec::h264Type(p[0]);
  return (type >= 1 && type <= 12) || type == 24 || type == 28;
}

bool plausibleH265(base::Bytes p) {
  if (p.size() < 3 || (p[0] & 0x81) || (p[1] & 0xF8) || (p[1] & 7) == 0) return false;
  const uint8_t type = codec::h265Type(p[0]);
  return type <= 9 || (type >= 16 && type <= 21) || (type >= 32 && type <= 40) || type == 48 || type == 49;
}

/// Types that RFC 3551 and GB/T 28181-2016 annex C.2.3 name and nobody here plays.
Codec unsupportedType(uint8_t payloadType) {
  switch (payloadType) {
    case 4:
      return Codec::kG7231;
    case 9:
      return Codec::kG7221;
    case 18:
      return Codec::kG729;
    case 20:
      return Codec::kSvacAudio;
    case 99:
      return Codec::kSvacVideo;
    default:
      return Codec::kUnknown;
  }
}

}  // namespace

const char* payloadKindName(PayloadKind kind) {
  switch (kind) {
    case PayloadKind::kPs:
      return "PS";
    case PayloadKind::kH264:
      return "H264";
    case PayloadKind::kH265:
      return "H265";
    case PayloadKind::kPcma:
      return "PCMA";
    case PayloadKind::kPcmu:
      return "PCMU";
    case PayloadKind::kUnsupported:
      return "unsupported";
    case PayloadKind::kUnknown:
      break;
  }
  return "";
}

PayloadKind PayloadSniffer::look(const PacketView& packet) {
  if (kind_ == PayloadKind::kUnknown && !packet.payload.empty()) kind_ = decide(packet);
  return kind_;
}

PayloadKind PayloadSniffer::decide(const PacketView& packet) {
  const base::Bytes p = packet.payload;
  if (startsProgramStream(p)) return PayloadKind::kPs;
  if (packet.payloadType == 8) return PayloadKind::kPcma;
  if (packet.payloadType == 0) return PayloadKind::kPcmu;
  packets_++;
  // A parameter set begins every elementary stream that can be decoded; H.265 first, its headers are stricter.
  if (plausibleH265(p)) {
    h265_++;
    const uint8_t type = codec::h265Type(p[0]);
    h265Sets_ = h265Sets_ || (type >= 32 && type <= 34) || type == 48;
  }
  if (plausibleH264(p)) {
    h264_++;
    const uint8_t type = codec::h264Type(p[0]);
    h264Sets_ = h264Sets_ || type == 7 || type == 24;
  }
  const bool saysH265 = packet.payloadType == 100 || packet.payloadType == 108;
  const bool saysH264 = packet.payloadType == 98;
  if (h265Sets_ && h265_ == packets_ && (saysH265 || packets_ >= 3)) return PayloadKind::kH265;
  if (h264Sets_ && h264_ == packets_ && (saysH264 || packets_ >= 3)) return PayloadKind::kH264;
  if (packets_ < kMaxSniffedPackets) return PayloadKind::kUnknown;
  unsupported_ = unsupportedType(packet.payloadType);
  if (unsupported_ != Codec::kUnknown) return PayloadKind::kUnsupported;
  // Joined in the middle of a Program Stream: the demultiplexer finds its next pack.
  return PayloadKind::kPs;
}

}  // namespace guanlan::rtp
