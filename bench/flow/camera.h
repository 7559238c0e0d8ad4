#pragma once
#include <cstddef>
#include <cstdint>

#include "codec/media.h"

/// The camera that every flow benchmark plays: 25 pictures a second at about 4 Mbit/s (one key frame of 100 kB and 49
/// frames of 18 kB in two seconds), and a block of 40 ms of G.711 A-law beside each picture.
namespace guanlan::bench {

constexpr int kFramesPerSecond = 25;
constexpr int kFrameMs = 1000 / kFramesPerSecond;
constexpr int kGopFrames = 50;
constexpr size_t kKeyFrameBytes = 100'000;
constexpr size_t kFrameBytes = 18'000;
constexpr size_t kSoundBytes = 320;
constexpr uint8_t kSilenceAlaw = 0xd5;

inline codec::Tracks cameraTracks() {
  codec::Tracks tracks;
  tracks.video.codec = codec::Codec::kH264;
  tracks.video.width = 1920;
  tracks.video.height = 1080;
  tracks.video.sps = {{0x67, 0x42, 0xC0, 0x28, 0xD9, 0x00, 0x78, 0x02, 0x27, 0xE5, 0xC0, 0x44, 0x00,
                       0x00, 0x03, 0x00, 0x04, 0x00, 0x00, 0x03, 0x00, 0xC8, 0x3C, 0x60, 0xC9, 0x20}};
  tracks.video.pps = {{0x68, 0xCE, 0x3C, 0x80}};
  tracks.audio.codec = codec::Codec::kPcma;
  tracks.audio.sampleRate = 8000;
  tracks.audio.channels = 1;
  return tracks;
}

}  // namespace guanlan::bench
