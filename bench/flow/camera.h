#pragma once
#include <cstddef>
#include <cstdint>

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

}  // namespace guanlan::bench
