#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "codec/media.h"

// Sequence parameter sets: ITU-T H.264 (08/2021) §7.3.2.1.1, ITU-T H.265 (08/2021) §7.3.2.2; and the decoder
// configuration records made from them: ISO/IEC 14496-15:2022 §5.3.3.1 (avcC), §8.3.3.1 (hvcC).
namespace guanlan::codec {

/// A parameter set is small; what is larger is refused.
constexpr size_t kMaxParameterSetBytes = 4096;
constexpr size_t kMaxAudioConfigBytes = 64;

struct SpsFacts {
  uint32_t width = 0;  // after cropping
  uint32_t height = 0;
  uint8_t chromaFormat = 1;
  uint8_t bitDepthLuma = 8;
  uint8_t bitDepthChroma = 8;
  uint8_t temporalLayers = 1;     // H.265
  bool temporalIdNested = false;  // H.265
};

/// `nal` with its header byte(s). nullopt: it is not a sequence parameter set that can be used.
std::optional<SpsFacts> parseH264Sps(base::Bytes nal);
std::optional<SpsFacts> parseH265Sps(base::Bytes nal);

/// Decoder configuration record of a track that has its parameter sets; empty when they cannot be used.
base::Buffer avcConfiguration(const TrackInfo& track);
base::Buffer hevcConfiguration(const TrackInfo& track);

/// Everything is known that a container's header says of this track; without it the track is left out.
bool isComplete(const TrackInfo& track);

/// RFC 6381 codecs string: "avc1.4d401e", "hvc1.1.6.L93.90", "mp4a.40.2", "flac", "alaw", "ulaw".
std::string codecsString(const TrackInfo& track);

}  // namespace guanlan::codec
