#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "codec/media.h"

// FLV: Adobe Flash Video File Format 10.1 annex E; H.265 and FLAC as Enhanced RTMP v2 (Veovera, 2024).
namespace guanlan::flv {

constexpr size_t kTailBytes = 4;  // PreviousTagSize
/// No frame's head is longer: tag head, and packet type, FourCC and composition time.
constexpr size_t kMaxHeadBytes = 11 + 8;

struct Options {
  /// H.265 as codec id 12, for players that know no FourCC.
  bool hevcLegacy = false;
  codec::AudioMode audio = codec::AudioMode::kRaw;
};

/// Writes heads and tails around the shared payload; runs once per stream and format. H.264 is always codec id 7,
/// which every player reads.
class Muxer {
 public:
  Muxer(const codec::Tracks& tracks, Options options);

  /// File header, onMetaData and sequence headers: what a viewer gets first.
  void writeHeader(base::Buffer& out, int64_t dts90k) const;
  /// Sequence headers alone, when the tracks changed in the middle.
  void writeConfig(base::Buffer& out, int64_t dts90k) const;
  /// False: the format does not carry this track.
  bool carries(uint8_t track) const;
  /// Head and tail of one tag around `frame.payload`. Audio in FLAC mode: the payload is already FLAC.
  void writeFrame(const codec::FrameView& frame, base::Buffer& head, uint8_t tail[kTailBytes]) const;

 private:
  void writeMetaData(base::Buffer& out) const;
  void appendVideoHead(base::Buffer& out, const codec::FrameView& frame) const;
  void appendAudioHead(base::Buffer& out) const;

  // Given.
  codec::Tracks tracks_;
  Options options_;
  // State.
  bool video_;          // carried
  codec::Codec audio_;  // what the sound becomes; kUnknown: not carried
};

}  // namespace guanlan::flv
