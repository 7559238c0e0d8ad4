// G.711 to FLAC, frames of 40 ms of a tone with noise, of noise alone and of silence, beside a memcpy of the G.711.
// Verifies what it measures first; streamsPerCore: how many tracks of 8 kHz one core can code.
#include <cmath>

#include "../../test/native/codec/flac_decoder.h"
#include "codec/flac.h"
#include "subjects.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

constexpr size_t kBlockBytes = 320;
constexpr size_t kBlocks = 250;  // 10 s

uint8_t nearestCode(double value) {
  uint8_t best = 0;
  for (unsigned code = 1; code < 256; code++)
    if (std::abs(codec::alawToLinear(static_cast<uint8_t>(code)) - value) < std::abs(codec::alawToLinear(best) - value))
      best = static_cast<uint8_t>(code);
  return best;
}

base::Buffer speechLike() {
  std::mt19937 random(711);
  base::Buffer out;
  for (size_t i = 0; i < kBlocks * kBlockBytes; i++) {
    const double t = static_cast<double>(i) / codec::kG711SampleRate;
    const double envelope = 0.5 + 0.5 * std::sin(2 * M_PI * 3 * t);
    const double tone = std::sin(2 * M_PI * 220 * t) + 0.4 * std::sin(2 * M_PI * 1300 * t);
    out.push_back(nearestCode(6000 * envelope * tone + 200 * (static_cast<double>(random() % 2001) / 1000 - 1)));
  }
  return out;
}

base::Buffer noise() {
  std::mt19937 random(711);
  base::Buffer out(kBlocks * kBlockBytes);
  for (uint8_t& code : out) code = static_cast<uint8_t>(random());
  return out;
}

/// Gives the coded bytes.
size_t verify(const base::Buffer& sound) {
  codec::FlacEncoder encoder(codec::Codec::kPcma);
  size_t coded = 0;
  for (size_t at = 0; at < sound.size(); at += kBlockBytes) {
    const base::Bytes bytes = encoder.encode(base::Bytes(sound).subspan(at, kBlockBytes));
    coded += bytes.size();
    const auto frame = testing::decodeFlac(bytes);
    require(frame && frame->samples.size() == kBlockBytes && frame->number == at, "no sound frame");
    for (size_t i = 0; i < kBlockBytes; i++)
      require(frame->samples[i] == codec::alawToLinear(sound[at + i]), "a sample differs");
  }
  return coded;
}

}  // namespace

int main() {
  const std::pair<const char*, base::Buffer> sounds[] = {{"flac.speech", speechLike()},
                                                         {"flac.noise", noise()},
                                                         {"flac.silence", base::Buffer(kBlocks * kBlockBytes, 0xD5)}};
  base::Buffer copy(kBlocks * kBlockBytes);
  std::vector<size_t> coded;
  codec::FlacEncoder encoder(codec::Codec::kPcma);
  size_t bytes = 0;
  std::vector<Subject> subjects;
  subjects.push_back({"flac.memcpy", [&] {
                        std::memcpy(copy.data(), sounds[0].second.data(), copy.size());
                        asm volatile("" : : "r"(copy.data()) : "memory");
                      }});
  for (const auto& [name, sound] : sounds) {
    coded.push_back(verify(sound));
    subjects.push_back({name, [&encoder, &bytes, data = &sound] {
                          for (size_t at = 0; at < data->size(); at += kBlockBytes)
                            bytes += encoder.encode(base::Bytes(*data).subspan(at, kBlockBytes)).size();
                        }});
  }
  measure(subjects, kBlocks);
  require(bytes > 0, "nothing was written");
  print(subjects[0], subjects[0], "frame of 40 ms");
  for (size_t i = 0; i < coded.size(); i++) {
    char more[96];
    std::snprintf(more, sizeof more, ",\"streamsPerCore\":%.0f,\"kbitPerS\":%.1f",
                  1e9 / 25 / median(subjects[i + 1].runs), static_cast<double>(coded[i]) * 8 / 1000 / (kBlocks / 25));
    print(subjects[i + 1], subjects[0], "frame of 40 ms", more);
  }
  return 0;
}
