#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"

// The words that every format shares: codec, track, frame. No protocol.
namespace guanlan::codec {

/// What a track carries. The second group is named in a stream's track list and not played.
enum class Codec : uint8_t {
  kUnknown,
  kH264,
  kH265,
  kPcma,  // G.711 A-law
  kPcmu,  // G.711 mu-law
  kAac,
  kFlac,  // output only: lossless G.711
  // Named, not played.
  kG7221,
  kG7231,
  kG726,
  kG729,
  kMpeg4,
  kSvacVideo,
  kSvacAudio,
  kMp3,
  kH266,
  kCount
};

const char* codecName(Codec codec);  // "H264", "H265", "PCMA", "G722.1", ...
inline bool isVideo(Codec c) {
  return c == Codec::kH264 || c == Codec::kH265 || c == Codec::kMpeg4 || c == Codec::kSvacVideo || c == Codec::kH266;
}
inline bool isPlayable(Codec c) { return c >= Codec::kH264 && c <= Codec::kFlac; }
inline bool isG711(Codec c) { return c == Codec::kPcma || c == Codec::kPcmu; }

/// Everything a muxer must know to write a header for a track.
struct TrackInfo {
  Codec codec = Codec::kUnknown;
  // Video: sizes after cropping, from the SPS; 0 when unknown.
  uint32_t width = 0;
  uint32_t height = 0;
  // Audio.
  uint32_t sampleRate = 0;
  uint32_t channels = 0;
  // Parameter sets as NAL units without start code or length. vps only for H.265.
  std::vector<base::Buffer> vps;
  std::vector<base::Buffer> sps;
  std::vector<base::Buffer> pps;
  // AAC: AudioSpecificConfig (ISO/IEC 14496-3:2019 §1.6.2.1).
  base::Buffer audioConfig;

  bool operator==(const TrackInfo&) const = default;
};

constexpr uint8_t kVideoTrack = 0;
constexpr uint8_t kAudioTrack = 1;

/// At most one video and one audio track are played; every other one is only named.
struct Tracks {
  TrackInfo video;  // codec kUnknown: none
  TrackInfo audio;
  std::vector<Codec> unsupported;

  bool hasVideo() const { return video.codec != Codec::kUnknown; }
  bool hasAudio() const { return audio.codec != Codec::kUnknown; }
  bool operator==(const Tracks&) const = default;
};

/// One access unit (video) or one or more whole audio frames, on the stream's output timeline.
/// Video payload: NAL units, each behind its 4-byte big-endian length, without parameter sets, AUD and filler.
/// Audio payload: raw G.711 bytes, or one raw AAC frame (no ADTS header).
struct FrameView {
  uint8_t track = kVideoTrack;
  bool key = false;  // video: decoding may start here
  int64_t dts90k = 0;
  int64_t pts90k = 0;
  base::Bytes payload;
};

/// How a viewer wants its audio (the `audio` query parameter).
enum class AudioMode : uint8_t { kFlac, kRaw, kAac, kNone };

/// What the audio track becomes in that mode; kUnknown: no audio.
inline Codec outputAudio(Codec audio, AudioMode mode) {
  if (mode == AudioMode::kNone || !isPlayable(audio)) return Codec::kUnknown;
  if (audio == Codec::kAac) return Codec::kAac;
  if (mode == AudioMode::kAac) return Codec::kUnknown;
  return mode == AudioMode::kFlac && isG711(audio) ? Codec::kFlac : audio;
}

}  // namespace guanlan::codec
