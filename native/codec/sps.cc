#include "codec/sps.h"

#include <algorithm>
#include <cstdio>

#include "codec/bit_reader.h"
#include "codec/nal.h"

namespace guanlan::codec {

namespace {

constexpr uint32_t kMaxPictureSamples = 16384;
constexpr uint32_t kMaxChromaFormat = 3;
constexpr uint32_t kMaxExtraBits = 7;  // above 8: what the configuration records have room for
constexpr uint32_t kMaxPictureOrderCycle = 255;
constexpr unsigned kMaxSubLayersMinus1 = 6;
/// What avcC and hvcC have room for, or are written for.
constexpr size_t kMaxSets = 31;
constexpr size_t kAvcNalLengthSize = 4;

bool isHighProfile(uint32_t profile) {
  switch (profile) {
    case 44:
    case 83:
    case 86:
    case 100:
    case 110:
    case 118:
    case 122:
    case 128:
    case 134:
    case 135:
    case 138:
    case 139:
    case 244:
      return true;
    default:
      return false;
  }
}

/// H.264 §7.3.2.1.1.1; the values are not needed.
void skipScalingList(BitReader& in, unsigned size) {
  uint32_t last = 8;
  uint32_t next = 8;
  for (unsigned i = 0; i < size && in.ok(); i++) {
    if (next != 0) next = (last + static_cast<uint32_t>(in.se())) & 0xFF;
    last = next == 0 ? last : next;
  }
}

/// ue(v) that may be `most` at most.
bool readUpTo(BitReader& in, uint32_t most, uint32_t& value) {
  value = in.ue();
  return in.ok() && value <= most;
}

bool readBitDepths(BitReader& in, SpsFacts& facts) {
  uint32_t luma = 0;
  uint32_t chroma = 0;
  if (!readUpTo(in, kMaxExtraBits, luma) || !readUpTo(in, kMaxExtraBits, chroma)) return false;
  facts.bitDepthLuma = static_cast<uint8_t>(8 + luma);
  facts.bitDepthChroma = static_cast<uint8_t>(8 + chroma);
  return true;
}

bool readChromaFormat(BitReader& in, SpsFacts& facts, bool& separatePlanes) {
  uint32_t format = 0;
  if (!readUpTo(in, kMaxChromaFormat, format)) return false;
  facts.chromaFormat = static_cast<uint8_t>(format);
  separatePlanes = format == 3 && in.bit();
  return true;
}

bool readHighProfile(BitReader& in, SpsFacts& facts, bool& separatePlanes) {
  if (!readChromaFormat(in, facts, separatePlanes) || !readBitDepths(in, facts)) return false;
  in.bit();  // qpprime_y_zero_transform_bypass_flag
  if (!in.bit()) return true;
  const unsigned lists = facts.chromaFormat == 3 ? 12 : 8;
  for (unsigned i = 0; i < lists; i++) {
    if (in.bit()) skipScalingList(in, i < 6 ? 16 : 64);
  }
  return in.ok();
}

bool skipPictureOrder(BitReader& in) {
  uint32_t type = 0;
  if (!readUpTo(in, 2, type)) return false;
  if (type == 0) {
    in.ue();
  } else if (type == 1) {
    in.bit();
    in.se();
    in.se();
    uint32_t cycle = 0;
    if (!readUpTo(in, kMaxPictureOrderCycle, cycle)) return false;
    for (; cycle > 0 && in.ok(); cycle--) in.se();
  }
  return in.ok();
}

bool setSize(SpsFacts& facts, uint64_t width, uint64_t height, uint64_t cropX, uint64_t cropY) {
  if (width == 0 || height == 0 || width > kMaxPictureSamples || height > kMaxPictureSamples) return false;
  if (cropX >= width || cropY >= height) return false;
  facts.width = static_cast<uint32_t>(width - cropX);
  facts.height = static_cast<uint32_t>(height - cropY);
  return true;
}

/// H.265 §7.3.3 profile_tier_level without the general part.
void skipSubLayers(BitReader& in, unsigned subLayers) {
  bool profile[8] = {};
  bool level[8] = {};
  for (unsigned i = 0; i < subLayers; i++) {
    profile[i] = in.bit();
    level[i] = in.bit();
  }
  if (subLayers > 0) in.skip(2 * (8 - subLayers));
  for (unsigned i = 0; i < subLayers; i++) in.skip((profile[i] ? 88u : 0u) + (level[i] ? 8u : 0u));
}

/// General profile, tier and level as the 12 bytes that hvcC wants, emulation prevention removed.
struct HevcGeneral {
  uint8_t bytes[12];
};

std::optional<HevcGeneral> hevcGeneral(base::Bytes sps) {
  if (sps.size() < 15) return std::nullopt;
  BitReader in(sps.subspan(2));
  in.skip(8);
  HevcGeneral general{};
  for (uint8_t& byte : general.bytes) byte = static_cast<uint8_t>(in.bits(8));
  if (!in.ok()) return std::nullopt;
  return general;
}

/// At least one, and none that a record's fields have no room for.
bool areSets(const std::vector<base::Buffer>& sets) {
  return !sets.empty() && sets.size() <= kMaxSets && std::all_of(sets.begin(), sets.end(), [](const base::Buffer& set) {
    return !set.empty() && set.size() <= kMaxParameterSetBytes;
  });
}

void appendNalArray(base::Buffer& out, uint8_t type, const std::vector<base::Buffer>& nals) {
  base::append8(out, 0x80u | type);  // array_completeness
  base::append16(out, static_cast<uint32_t>(nals.size()));
  for (const base::Buffer& nal : nals) {
    base::append16(out, static_cast<uint32_t>(nal.size()));
    base::append(out, nal);
  }
}

}  // namespace

std::optional<SpsFacts> parseH264Sps(base::Bytes nal) {
  if (nal.size() < 5 || nal.size() > kMaxParameterSetBytes || h264Type(nal[0]) != 7) return std::nullopt;
  SpsFacts facts;
  BitReader in(nal.subspan(1));
  const uint32_t profile = in.bits(8);
  in.skip(16);
  in.ue();  // seq_parameter_set_id
  bool separatePlanes = false;
  if (isHighProfile(profile) && !readHighProfile(in, facts, separatePlanes)) return std::nullopt;
  in.ue();  // log2_max_frame_num_minus4
  if (!skipPictureOrder(in)) return std::nullopt;
  in.ue();   // max_num_ref_frames
  in.bit();  // gaps_in_frame_num_value_allowed_flag
  const uint64_t width = (uint64_t{in.ue()} + 1) * 16;
  const uint64_t mapHeight = (uint64_t{in.ue()} + 1) * 16;
  const uint32_t frameMbsOnly = in.bit();
  if (!frameMbsOnly) in.bit();
  in.bit();  // direct_8x8_inference_flag
  uint64_t crop[4] = {};
  if (in.bit()) {
    for (uint64_t& side : crop) side = in.ue();
  }
  if (!in.ok()) return std::nullopt;
  const bool planar = facts.chromaFormat == 0 || separatePlanes;
  const uint64_t unitX = planar || facts.chromaFormat == 3 ? 1 : 2;
  const uint64_t unitY = (!planar && facts.chromaFormat == 1 ? 2u : 1u) * (2 - frameMbsOnly);
  const uint64_t height = mapHeight * (2 - frameMbsOnly);
  if (!setSize(facts, width, height, (crop[0] + crop[1]) * unitX, (crop[2] + crop[3]) * unitY)) return std::nullopt;
  return facts;
}

std::optional<SpsFacts> parseH265Sps(base::Bytes nal) {
  if (nal.size() < 15 || nal.size() > kMaxParameterSetBytes || h265Type(nal[0]) != 33) return std::nullopt;
  SpsFacts facts;
  BitReader in(nal.subspan(2));
  in.skip(4);
  const uint32_t subLayers = in.bits(3);
  if (subLayers > kMaxSubLayersMinus1) return std::nullopt;
  facts.temporalLayers = static_cast<uint8_t>(subLayers + 1);
  facts.temporalIdNested = in.bit();
  in.skip(96);
  skipSubLayers(in, subLayers);
  in.ue();  // sps_seq_parameter_set_id
  bool separatePlanes = false;
  if (!readChromaFormat(in, facts, separatePlanes)) return std::nullopt;
  const uint64_t width = in.ue();
  const uint64_t height = in.ue();
  uint64_t crop[4] = {};
  if (in.bit()) {
    for (uint64_t& side : crop) side = in.ue();
  }
  if (!readBitDepths(in, facts)) return std::nullopt;
  const bool planar = facts.chromaFormat == 0 || separatePlanes;
  const uint64_t unitX = planar || facts.chromaFormat == 3 ? 1 : 2;
  const uint64_t unitY = !planar && facts.chromaFormat == 1 ? 2 : 1;
  if (!setSize(facts, width, height, (crop[0] + crop[1]) * unitX, (crop[2] + crop[3]) * unitY)) return std::nullopt;
  return facts;
}

base::Buffer avcConfiguration(const TrackInfo& track) {
  base::Buffer out;
  if (!areSets(track.sps) || !areSets(track.pps)) return out;
  const auto facts = parseH264Sps(track.sps[0]);
  if (!facts) return out;
  const base::Buffer& sps = track.sps[0];
  base::append(out, base::Buffer{1, sps[1], sps[2], sps[3], 0xFC | (kAvcNalLengthSize - 1)});
  base::append8(out, 0xE0u | static_cast<uint32_t>(track.sps.size()));
  const auto appendSets = [&out](const std::vector<base::Buffer>& sets) {
    for (const base::Buffer& set : sets) {
      base::append16(out, static_cast<uint32_t>(set.size()));
      base::append(out, set);
    }
  };
  appendSets(track.sps);
  base::append8(out, static_cast<uint32_t>(track.pps.size()));
  appendSets(track.pps);
  if (isHighProfile(sps[1])) {
    base::append8(out, 0xFCu | facts->chromaFormat);
    base::append8(out, 0xF8u | (facts->bitDepthLuma - 8u));
    base::append8(out, 0xF8u | (facts->bitDepthChroma - 8u));
    base::append8(out, 0);
  }
  return out;
}

base::Buffer hevcConfiguration(const TrackInfo& track) {
  base::Buffer out;
  if (!areSets(track.vps) || !areSets(track.sps) || !areSets(track.pps)) return out;
  const auto facts = parseH265Sps(track.sps[0]);
  const auto general = hevcGeneral(track.sps[0]);
  if (!facts || !general) return out;
  base::append8(out, 1);
  base::append(out, base::Bytes(general->bytes));
  base::append16(out, 0xF000);  // min_spatial_segmentation_idc unknown
  base::append8(out, 0xFC);     // parallelismType unknown
  base::append8(out, 0xFCu | facts->chromaFormat);
  base::append8(out, 0xF8u | (facts->bitDepthLuma - 8u));
  base::append8(out, 0xF8u | (facts->bitDepthChroma - 8u));
  base::append16(out, 0);  // avgFrameRate unspecified
  base::append8(out, static_cast<uint32_t>(facts->temporalLayers << 3 | (facts->temporalIdNested ? 4 : 0) | 3));
  base::append8(out, 3);
  appendNalArray(out, 32, track.vps);
  appendNalArray(out, 33, track.sps);
  appendNalArray(out, 34, track.pps);
  return out;
}

namespace {

std::string hevcCodecs(const TrackInfo& track) {
  const auto general = track.sps.empty() ? std::nullopt : hevcGeneral(track.sps[0]);
  if (!general) return "hvc1";
  const uint8_t* g = general->bytes;
  uint32_t compatibility = 0;
  for (unsigned bit = 0; bit < 32; bit++) compatibility |= (g[1 + bit / 8] >> (7 - bit % 8) & 1u) << bit;
  static constexpr const char* kSpaces[4] = {"", "A", "B", "C"};
  char text[64];
  std::snprintf(text, sizeof text, "hvc1.%s%u.%X.%c%u", kSpaces[g[0] >> 6], g[0] & 31u, compatibility,
                (g[0] & 32) ? 'H' : 'L', g[11]);
  std::string out = text;
  size_t end = 11;
  while (end > 5 && g[end - 1] == 0) end--;
  for (size_t i = 5; i < end; i++) {
    std::snprintf(text, sizeof text, ".%X", g[i]);
    out += text;
  }
  return out;
}

}  // namespace

bool isComplete(const TrackInfo& track) {
  switch (track.codec) {
    case Codec::kH264:
      return !avcConfiguration(track).empty();
    case Codec::kH265:
      return !hevcConfiguration(track).empty();
    case Codec::kAac:
      return track.sampleRate > 0 && !track.audioConfig.empty() && track.audioConfig.size() <= kMaxAudioConfigBytes;
    case Codec::kPcma:
    case Codec::kPcmu:
    case Codec::kFlac:
      return track.sampleRate > 0 && track.channels > 0;
    default:
      return false;
  }
}

std::string codecsString(const TrackInfo& track) {
  char text[32];
  switch (track.codec) {
    case Codec::kH264:
      if (track.sps.empty() || track.sps[0].size() < 4) return "avc1";
      std::snprintf(text, sizeof text, "avc1.%02x%02x%02x", track.sps[0][1], track.sps[0][2], track.sps[0][3]);
      return text;
    case Codec::kH265:
      return hevcCodecs(track);
    case Codec::kAac:
      std::snprintf(text, sizeof text, "mp4a.40.%d", track.audioConfig.empty() ? 2 : track.audioConfig[0] >> 3);
      return text;
    case Codec::kFlac:
      return "flac";
    case Codec::kPcma:
      return "alaw";
    case Codec::kPcmu:
      return "ulaw";
    default:
      return "";
  }
}

}  // namespace guanlan::codec
