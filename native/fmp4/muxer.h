#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "codec/media.h"

// Fragmented MP4, one fragment per frame for the least delay: ISO/IEC 14496-12:2022 §8.8.
namespace guanlan::fmp4 {

/// What writeFrame() writes before a payload, always.
constexpr size_t kFragmentHeadBytes = 112;
/// As long as time stamps and the count of samples are no farther apart, the sound goes on without gap or overlap.
/// Not heard as out of step with the picture (ITU-R BT.1359-1: 45 ms).
constexpr int64_t kMaxAudioSlipMs = 40;

struct Options {
  codec::AudioMode audio = codec::AudioMode::kFlac;
};

/// What the head of a fragment tells of its frame; times in units of the track.
struct Sample {
  uint32_t trackId = 0;
  uint64_t decodeTime = 0;
  uint32_t duration = 0;
  uint32_t size = 0;
  uint32_t flags = 0;
  int32_t compositionOffset = 0;

  /// Decoding may start here (§8.8.3.1).
  bool isSync() const { return (flags & 0x00010000) == 0; }
};

/// Writes moof and the head of mdat before the shared payload; runs once per stream and format.
class Muxer {
 public:
  Muxer(const codec::Tracks& tracks, Options options);

  void writeInit(base::Buffer& out) const;
  bool carries(uint8_t track) const;
  /// What the sound becomes; kUnknown: not carried.
  codec::Codec audio() const { return audio_; }
  /// Everything of one fragment up to `frame.payload`. Audio in FLAC mode: the payload is already FLAC, and
  /// `audioSamples` tells its length; 0: as the codec says (G.711: its bytes, AAC: 1024). Gives what it told.
  Sample writeFrame(const codec::FrameView& frame, uint32_t audioSamples, base::Buffer& head);
  /// RFC 6381, e.g. "avc1.4d401e,flac".
  std::string codecs() const;

 private:
  int64_t audioTime(int64_t dts90k, uint32_t samples);

  // Given.
  codec::Tracks tracks_;
  // State.
  bool video_;          // carried
  codec::Codec audio_;  // what the sound becomes; kUnknown: not carried
  uint32_t sequence_ = 0;
  int64_t nextAudioTime_ = -1;  // samples
  int64_t lastVideoDts90k_ = -1;
  uint32_t videoDuration90k_ = 3600;  // until a second picture tells
};

}  // namespace guanlan::fmp4
