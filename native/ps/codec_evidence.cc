#include "ps/codec_evidence.h"

#include <algorithm>
#include <iterator>

#include "ps/start_code.h"

namespace guanlan::ps {
namespace {

using codec::Codec;

// profile_idc values of ITU-T H.264 (08/2021) annexes A, F, G and I.
constexpr uint8_t kH264Profiles[] = {44, 66, 77, 83, 86, 88, 100, 110, 118, 122, 128, 134, 135, 138, 139, 144, 244};

/// `a` and `b`: the two bytes behind a start code. H.264: ITU-T H.264 (08/2021) table 7-1; H.265: ITU-T H.265 (08/2021)
/// table 7-1, layer 0 and temporal id 0 only, as parameter sets have.
Codec codecOfNal(uint8_t a, uint8_t b) {
  if (b == 0x01 && (a == 0x40 || a == 0x42 || a == 0x44 || a == 0x46)) return Codec::kH265;  // VPS SPS PPS AUD
  const uint8_t type = a & 0x1F;
  const bool reference = (a & 0x60) != 0;
  if ((a & 0x80) != 0) return Codec::kUnknown;
  if (type == 7 && reference &&
      std::find(std::begin(kH264Profiles), std::end(kH264Profiles), b) != std::end(kH264Profiles))
    return Codec::kH264;
  if (type == 8 && reference && (b & 0x80) != 0) return Codec::kH264;  // PPS with id 0
  if (a == 0x09 && (b & 0x1F) == 0x10) return Codec::kH264;            // AUD: primary_pic_type and the stop bit
  return Codec::kUnknown;
}

}  // namespace

Codec videoEvidence(base::Bytes payload) {
  size_t at = 0;
  while (at < payload.size() && at < 3 && payload[at] == 0) ++at;
  if (at < 2 || at >= payload.size() || payload[at] != 1) return Codec::kUnknown;
  ++at;
  while (at + 1 < payload.size()) {
    const Codec codec = codecOfNal(payload[at], payload[at + 1]);
    if (codec != Codec::kUnknown) return codec;
    while (at + kStartPrefixBytes <= payload.size() && !isStartPrefix(&payload[at])) ++at;
    at += kStartPrefixBytes;
  }
  return Codec::kUnknown;
}

}  // namespace guanlan::ps
