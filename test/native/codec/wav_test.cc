#include "codec/wav.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "codec/flac.h"
#include "codec/g711.h"

namespace guanlan::codec {
namespace {

using base::Buffer;
using base::Bytes;

void little(Buffer& out, uint32_t value, int bytes) {
  for (int i = 0; i < bytes; i++) out.push_back(static_cast<uint8_t>(value >> 8 * i));
}

void chunk(Buffer& out, const char* name, const Buffer& content) {
  base::append(out, std::string_view(name));
  little(out, static_cast<uint32_t>(content.size()), 4);
  base::append(out, Bytes(content));
  if (content.size() % 2 == 1) out.push_back(0);
}

struct Format {
  uint32_t tag = 1;
  uint32_t channels = 1;
  uint32_t rate = 8000;
  uint32_t bits = 16;
};

Buffer formatChunk(const Format& format) {
  Buffer out;
  little(out, format.tag, 2);
  little(out, format.channels, 2);
  little(out, format.rate, 4);
  little(out, format.rate * format.channels * format.bits / 8, 4);
  little(out, format.channels * format.bits / 8, 2);
  little(out, format.bits, 2);
  return out;
}

Buffer riff(const Buffer& chunks) {
  Buffer out;
  base::append(out, std::string_view("RIFF"));
  little(out, static_cast<uint32_t>(4 + chunks.size()), 4);
  base::append(out, std::string_view("WAVE"));
  base::append(out, Bytes(chunks));
  return out;
}

Buffer wav(const Format& format, const Buffer& samples) {
  Buffer chunks;
  chunk(chunks, "fmt ", formatChunk(format));
  chunk(chunks, "data", samples);
  return riff(chunks);
}

/// A tone of 1 kHz with an amplitude of 8000, in every channel.
Buffer tone(uint32_t rate, uint32_t channels, double seconds) {
  Buffer out;
  for (uint32_t i = 0; i < static_cast<uint32_t>(rate * seconds); i++) {
    const double phase = 2 * std::numbers::pi * 1000 * i / rate;
    for (uint32_t c = 0; c < channels; c++)
      little(out, static_cast<uint16_t>(static_cast<int16_t>(std::lround(8000 * std::sin(phase)))), 2);
  }
  return out;
}

/// Amplitude of one frequency in 8 kHz A-law.
double amplitude(Bytes codes, double hertz) {
  double re = 0;
  double im = 0;
  for (size_t i = 0; i < codes.size(); i++) {
    const double phase = 2 * std::numbers::pi * hertz * static_cast<double>(i) / 8000;
    re += alawToLinear(codes[i]) * std::cos(phase);
    im += alawToLinear(codes[i]) * std::sin(phase);
  }
  return 2 * std::hypot(re, im) / static_cast<double>(codes.size());
}

Buffer converted(const Buffer& file) {
  WavSound sound;
  EXPECT_EQ(parseWav(file, sound), "");
  return toAlaw(sound);
}

std::string whyNot(const Buffer& file) {
  WavSound sound;
  return parseWav(file, sound);
}

TEST(Wav, OfOurOwnRateIsTakenSampleBySample) {
  const Buffer pcm = tone(8000, 1, 0.1);
  const Buffer codes = converted(wav({}, pcm));
  ASSERT_EQ(codes.size(), 800u);
  for (size_t i = 0; i < codes.size(); i++)
    EXPECT_EQ(codes[i], linearToAlaw(static_cast<int16_t>(pcm[2 * i] | pcm[2 * i + 1] << 8)));
}

TEST(Wav, G711IsTakenAsItIs) {
  Buffer codes(256);
  for (size_t i = 0; i < codes.size(); i++) codes[i] = static_cast<uint8_t>(i);
  EXPECT_EQ(converted(wav({6, 1, 8000, 8}, codes)), codes);
  Buffer fromMulaw = codes;
  for (auto& code : fromMulaw) code = mulawToAlaw(code);
  EXPECT_EQ(converted(wav({7, 1, 8000, 8}, codes)), fromMulaw);
}

TEST(Wav, OfEveryRateKeepsFrequencyAndLevel) {
  for (const uint32_t rate : {8000u, 11025u, 16000u, 22050u, 32000u, 44100u, 48000u}) {
    for (const uint32_t channels : {1u, 2u}) {
      const Buffer codes = converted(wav({1, channels, rate, 16}, tone(rate, channels, 1)));
      EXPECT_NEAR(static_cast<double>(codes.size()), 8000, 1) << rate;
      EXPECT_NEAR(amplitude(codes, 1000), 8000, 0.06 * 8000) << rate << " Hz, " << channels;
      EXPECT_LT(amplitude(codes, 1500), 100) << rate;
    }
  }
}

TEST(Wav, ExtensibleFormatsAndOtherChunksAreRead) {
  Buffer extensible = formatChunk({0xFFFE, 1, 8000, 16});
  little(extensible, 22, 2);
  little(extensible, 16, 2);
  little(extensible, 0, 4);
  little(extensible, 1, 2);
  extensible.resize(40);
  Buffer chunks;
  chunk(chunks, "LIST", Buffer(7, 'x'));
  chunk(chunks, "fmt ", extensible);
  chunk(chunks, "fact", Buffer(4));
  chunk(chunks, "data", tone(8000, 1, 0.01));
  EXPECT_EQ(converted(riff(chunks)).size(), 80u);
}

TEST(Wav, WhoseEndWasCutOffIsUsedAsFarAsItGoes) {
  Buffer file = wav({}, tone(8000, 1, 0.1));
  file.resize(file.size() - 101);
  EXPECT_EQ(converted(file).size(), 749u);
}

TEST(Wav, ThatCannotBeUsedSaysWhy) {
  const Buffer pcm = tone(8000, 1, 0.01);
  EXPECT_NE(whyNot(Buffer(100, 0x55)).find("no WAV"), std::string::npos);
  EXPECT_NE(whyNot(wav({1, 1, 8000, 24}, pcm)).find("16-bit PCM"), std::string::npos);
  EXPECT_NE(whyNot(wav({3, 1, 8000, 32}, pcm)).find("16-bit PCM"), std::string::npos);
  EXPECT_NE(whyNot(wav({1, 0, 8000, 16}, pcm)).find("channels"), std::string::npos);
  EXPECT_NE(whyNot(wav({1, 6, 8000, 16}, pcm)).find("channels"), std::string::npos);
  EXPECT_NE(whyNot(wav({1, 1, 4000, 16}, pcm)).find("sample rate"), std::string::npos);
  EXPECT_NE(whyNot(wav({1, 1, 96000, 16}, pcm)).find("sample rate"), std::string::npos);
  Buffer onlyData;
  chunk(onlyData, "data", pcm);
  EXPECT_NE(whyNot(riff(onlyData)).find("description"), std::string::npos);
  EXPECT_NE(whyNot(riff({})).find("no sound"), std::string::npos);
}

TEST(Wav, CutAnywhereIsReadWithoutHarm) {
  const Buffer file = wav({1, 2, 44100, 16}, tone(44100, 2, 0.01));
  for (size_t size = 0; size < file.size(); size++) {
    // A copy of its own, so that a sanitizer sees a read behind the end.
    const Buffer cut(file.begin(), file.begin() + static_cast<ptrdiff_t>(size));
    WavSound sound;
    if (parseWav(cut, sound).empty()) toAlaw(sound);
  }
}

}  // namespace
}  // namespace guanlan::codec
