#pragma once

#include <cstdint>
#include <vector>

#include "base/reader.h"
#include "codec/media.h"

// Turns fuzz bytes into a track list and frames, as hostile as the engine's own bounds let them be.
namespace guanlan::fuzz {

/// Stamps that the engine gives are below this.
constexpr int64_t kMaxStamp90k = int64_t{1} << 45;

struct Script {
  codec::Tracks tracks;
  codec::AudioMode audio = codec::AudioMode::kNone;
  uint8_t flags = 0;
  struct Frame {
    codec::FrameView view;
    uint32_t audioSamples;
  };
  std::vector<Frame> frames;
};

inline base::Buffer copy(base::Bytes bytes) { return base::Buffer(bytes.begin(), bytes.end()); }

/// A set that is taken from a real stream, or the fuzzer's own.
inline base::Buffer parameterSet(base::Reader& in, const base::Buffer& real) {
  const uint8_t size = in.u8();
  return size == 0 ? real : copy(in.bytes(std::min<size_t>(size, in.remaining())));
}

inline Script readScript(base::Bytes bytes) {
  static const base::Buffer kAvcSps = {0x67, 0x42, 0xC0, 0x28, 0xD9, 0x00, 0x78, 0x02, 0x27, 0xE5, 0xC0, 0x44, 0x00,
                                       0x00, 0x03, 0x00, 0x04, 0x00, 0x00, 0x03, 0x00, 0xC8, 0x3C, 0x60, 0xC9, 0x20};
  static const base::Buffer kHevcSps = {0x42, 0x01, 0x01, 0x01, 0x60, 0x00, 0x00, 0x03, 0x00, 0x90, 0x00,
                                        0x00, 0x03, 0x00, 0x00, 0x03, 0x00, 0x78, 0xA0, 0x03, 0xC0, 0x80,
                                        0x10, 0xE5, 0x96, 0x56, 0x69, 0x24, 0xCA, 0xF0, 0x16, 0x80, 0x80,
                                        0x00, 0x00, 0x03, 0x00, 0x80, 0x00, 0x00, 0x0C, 0x84};
  base::Reader in(bytes);
  Script script;
  codec::TrackInfo& video = script.tracks.video;
  codec::TrackInfo& audio = script.tracks.audio;
  video.codec = static_cast<codec::Codec>(in.u8() % static_cast<unsigned>(codec::Codec::kCount));
  audio.codec = static_cast<codec::Codec>(in.u8() % static_cast<unsigned>(codec::Codec::kCount));
  script.audio = static_cast<codec::AudioMode>(in.u8() & 3);
  script.flags = in.u8();
  video.width = in.u16() % 16385;
  video.height = in.u16() % 16385;
  audio.sampleRate = in.u24() % 96001;
  audio.channels = in.u8();
  video.sps.push_back(parameterSet(in, video.codec == codec::Codec::kH265 ? kHevcSps : kAvcSps));
  video.pps.push_back(parameterSet(in, {0x68, 0xCE}));
  video.vps.push_back(parameterSet(in, {0x40, 0x01, 0x0C}));
  audio.audioConfig = parameterSet(in, {0x15, 0x88});
  while (in.ok() && in.remaining() >= 12) {
    Script::Frame frame{};
    const uint8_t head = in.u8();
    frame.view.track = head & 1;
    frame.view.key = head & 2;
    frame.view.dts90k = static_cast<int64_t>(in.u64() % kMaxStamp90k);
    frame.view.pts90k = frame.view.dts90k + static_cast<int16_t>(in.u16()) * ((head & 4) ? int64_t{65536} : 1);
    frame.audioSamples = (head & 8) ? head * 16u : 0;
    frame.view.payload = in.bytes(std::min<size_t>(in.u8(), in.remaining()));
    script.frames.push_back(frame);
  }
  return script;
}

}  // namespace guanlan::fuzz
