#include "rtp/payload_sniffer.h"

#include <algorithm>

#include "codec/nal.h"
#include "codec/sps.h"

namespace guanlan::rtp {

namespace {

using codec::Codec;

constexpr uint8_t kFirstPackStartCode = 0xB9;  // ISO/IEC 13818-1 §2.5: end code, pack, system header, map, PES
constexpr uint8_t kPackStartCode = 0xBA;

/// A pack begins somewhere in the payload, or the payload begins with what a Program Stream consists of. No NAL unit
/// contains 00 00 01, and Annex B bytes have a smaller byte behind it.
bool showsProgramStream(base::Bytes p) {
  if (p.size() < 4) return false;
  if (p[0] == 0 && p[1] == 0 && p[2] == 1 && p[3] >= kFirstPackStartCode) return true;
  for (size_t at = codec::findStartCode(p); at + 3 < p.size(); at = codec::findStartCode(p, at + 3)) {
    if (p[at + 3] == kPackStartCode) return true;
  }
  return false;
}

/// RFC 6184 §5.4 without the interleaved types and the data partitions, which no camera sends.
bool plausibleH264(base::Bytes p) {
  if (p[0] & 0x80) return false;
  const uint8_t type = codec::h264Type(p[0]);
  return type == 1 || (type >= 5 && type <= 15) || type == 24 || (type == 28 && p.size() >= 2);
}

/// RFC 7798 §4.4.
bool plausibleH265(base::Bytes p) {
  if (p.size() < 2 || (p[0] & 0x81) || (p[1] & 0xF8) || (p[1] & 7) == 0) return false;
  const uint8_t type = codec::h265Type(p[0]);
  return type <= 9 || (type >= 16 && type <= 21) || (type >= 32 && type <= 40) || type == 48 || type == 49;
}

/// Whether one of the payload's NAL units is a sequence parameter set that parses.
template <typename IsSet>
bool carriesSet(base::Bytes p, bool aggregated, size_t headerBytes, IsSet&& isSet) {
  if (!aggregated) return isSet(p);
  p = p.subspan(headerBytes);
  while (p.size() > 2) {
    const size_t size = base::load16(p.data());
    if (size == 0 || size > p.size() - 2) return false;
    if (isSet(p.subspan(2, size))) return true;
    p = p.subspan(2 + size);
  }
  return false;
}

/// A profile and a level that exist (ITU-T H.264 (08/2021) annex A): most bytes would do for the fields behind them.
bool isH264Sps(base::Bytes nal) {
  constexpr uint8_t kProfiles[] = {66, 77, 83, 88, 100, 110, 122, 244, 44};
  constexpr uint8_t kMinLevel = 9;
  constexpr uint8_t kMaxLevel = 62;
  return nal.size() > 4 && codec::h264Type(nal[0]) == 7 &&
         std::ranges::find(kProfiles, nal[1]) != std::end(kProfiles) && nal[3] >= kMinLevel && nal[3] <= kMaxLevel &&
         codec::parseH264Sps(nal).has_value();
}

bool carriesH264Sps(base::Bytes p) { return carriesSet(p, codec::h264Type(p[0]) == 24, 1, isH264Sps); }

bool carriesH265Sps(base::Bytes p) {
  return carriesSet(p, codec::h265Type(p[0]) == 48, 2, [](base::Bytes nal) {
    return codec::h265Type(nal[0]) == 33 && codec::parseH265Sps(nal).has_value();
  });
}

/// Types that RFC 3551 and GB/T 28181-2016 annex C.2.3 name and nobody here plays as a payload of its own.
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
    case 97:
      return Codec::kMpeg4;
    case 99:
      return Codec::kSvacVideo;
    case 102:
      return Codec::kAac;
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
  if (showsProgramStream(p)) return PayloadKind::kPs;
  // Sound alone says nothing of the pictures that may come beside it.
  if (isRawSound(packet.payloadType)) {
    if (++sounds_ < kProofPackets) return PayloadKind::kUnknown;
    return packet.payloadType == kPcmaType ? PayloadKind::kPcma : PayloadKind::kPcmu;
  }
  packets_++;
  h265_ += plausibleH265(p);
  h264_ += plausibleH264(p);
  // H.265 first: its headers are the stricter ones, and most of them look like H.264 too.
  if (h265_ == packets_ && (packets_ >= kProofPackets || carriesH265Sps(p))) return PayloadKind::kH265;
  if (h264_ == packets_ && (packets_ >= kProofPackets || carriesH264Sps(p))) return PayloadKind::kH264;
  unsupported_ = unsupportedType(packet.payloadType);
  // Sound comes in few packets; a payload type of video may lie about a Program Stream whose next pack is to come.
  if (codec::isVideo(unsupported_) || unsupported_ == Codec::kUnknown) {
    if (packets_ < kMaxSniffedPackets) return PayloadKind::kUnknown;
  } else if (packets_ < kProofPackets) {
    return PayloadKind::kUnknown;
  }
  // Else joined in the middle of a Program Stream: the demultiplexer finds its next pack.
  return unsupported_ != Codec::kUnknown ? PayloadKind::kUnsupported : PayloadKind::kPs;
}

}  // namespace guanlan::rtp
