#pragma once

#include <string>

#include "base/bytes.h"

// Sound files: RIFF WAVE ("Multimedia Programming Interface and Data Specifications 1.0", IBM and Microsoft, 1991).
namespace guanlan::codec {

constexpr uint32_t kMinWavRate = 8000;
constexpr uint32_t kMaxWavRate = 48000;

struct WavSound {
  enum class Coding : uint8_t { kPcm16, kAlaw, kMulaw };
  Coding coding = Coding::kPcm16;
  /// 1 or 2.
  uint32_t channels = 0;
  /// kMinWavRate to kMaxWavRate.
  uint32_t sampleRate = 0;
  base::Bytes samples;
};

bool isWav(base::Bytes file);
/// Gives why the file cannot be used, in one sentence; empty: `sound` points into the file.
std::string parseWav(base::Bytes file, WavSound& sound);
/// 8 kHz mono A-law. Channels are mixed; each sample is the mean of the file's during its time, so that a higher rate
/// needs no filter of its own.
base::Buffer toAlaw(const WavSound& sound);

}  // namespace guanlan::codec
