#include "codec/wav.h"

#include <algorithm>
#include <cstring>

#include "codec/flac.h"
#include "codec/g711.h"

namespace guanlan::codec {

namespace {

using base::Bytes;

constexpr size_t kRiffHeadBytes = 12;
constexpr size_t kChunkHeadBytes = 8;
constexpr size_t kFormatBytes = 16;
/// Up to the first two bytes of the GUID of WAVE_FORMAT_EXTENSIBLE, which are the format's number.
constexpr size_t kExtensibleBytes = 26;
enum Format : uint16_t { kPcm = 1, kFormatAlaw = 6, kFormatMulaw = 7, kExtensible = 0xFFFE };

uint16_t little16(const uint8_t* p) { return static_cast<uint16_t>(p[0] | p[1] << 8); }
uint32_t little32(const uint8_t* p) { return little16(p) | static_cast<uint32_t>(little16(p + 2)) << 16; }
bool is(Bytes bytes, size_t at, const char* word) { return std::memcmp(bytes.data() + at, word, 4) == 0; }

std::string readFormat(Bytes chunk, WavSound& sound) {
  if (chunk.size() < kFormatBytes) return "its fmt chunk is too short";
  uint16_t format = little16(&chunk[0]);
  if (format == kExtensible && chunk.size() >= kExtensibleBytes) format = little16(&chunk[24]);
  const uint16_t bits = little16(&chunk[14]);
  sound.channels = little16(&chunk[2]);
  sound.sampleRate = little32(&chunk[4]);
  if (format == kPcm && bits == 16) {
    sound.coding = WavSound::Coding::kPcm16;
  } else if (format == kFormatAlaw && bits == 8) {
    sound.coding = WavSound::Coding::kAlaw;
  } else if (format == kFormatMulaw && bits == 8) {
    sound.coding = WavSound::Coding::kMulaw;
  } else {
    return "it is neither 16-bit PCM nor G.711; convert it";
  }
  if (sound.channels < 1 || sound.channels > 2) return "it has neither one nor two channels; mix it down";
  if (sound.sampleRate < kMinWavRate || sound.sampleRate > kMaxWavRate)
    return "its sample rate is not between 8000 and 48000 Hz; convert it";
  return "";
}

size_t bytesPerSample(WavSound::Coding coding) { return coding == WavSound::Coding::kPcm16 ? 2 : 1; }

int32_t sampleAt(const WavSound& sound, size_t index) {
  const uint8_t* at = sound.samples.data() + index * bytesPerSample(sound.coding);
  switch (sound.coding) {
    case WavSound::Coding::kAlaw:
      return alawToLinear(*at);
    case WavSound::Coding::kMulaw:
      return mulawToLinear(*at);
    case WavSound::Coding::kPcm16:
      break;
  }
  return static_cast<int16_t>(little16(at));
}

}  // namespace

bool isWav(Bytes file) { return file.size() >= kRiffHeadBytes && is(file, 0, "RIFF") && is(file, 8, "WAVE"); }

std::string parseWav(Bytes file, WavSound& sound) {
  if (!isWav(file)) return "it is no WAV file";
  bool described = false;
  for (Bytes rest = file.subspan(kRiffHeadBytes); rest.size() >= kChunkHeadBytes;) {
    const size_t told = little32(&rest[4]);
    const bool data = is(rest, 0, "data");
    const bool format = is(rest, 0, "fmt ");
    rest = rest.subspan(kChunkHeadBytes);
    // Recorders that were cut off tell more than there is, or nothing at all.
    const Bytes chunk = rest.first(std::min(told, rest.size()));
    if (format) {
      if (std::string why = readFormat(chunk, sound); !why.empty()) return why;
      described = true;
    } else if (data) {
      if (!described) return "its sound comes before its description";
      sound.samples = chunk;
      return "";
    }
    // Chunks begin at even places.
    rest = rest.subspan(std::min(chunk.size() + chunk.size() % 2, rest.size()));
  }
  return "it holds no sound";
}

base::Buffer toAlaw(const WavSound& sound) {
  const size_t frames = sound.samples.size() / (bytesPerSample(sound.coding) * sound.channels);
  const auto mixed = [&](size_t frame) {
    int32_t sum = 0;
    for (size_t i = 0; i < sound.channels; i++) sum += sampleAt(sound, frame * sound.channels + i);
    return sum / static_cast<int32_t>(sound.channels);
  };
  base::Buffer out;
  out.reserve(frames * kG711SampleRate / sound.sampleRate + 1);
  // In units of 1/(8000 * rate) s: a sample of the file lasts 8000 of them, one of ours `rate`.
  const uint64_t ours = sound.sampleRate;
  const uint64_t theirs = kG711SampleRate;
  for (uint64_t begin = 0; begin + ours <= frames * theirs; begin += ours) {
    int64_t sum = 0;
    for (uint64_t at = begin; at < begin + ours;) {
      const uint64_t frame = at / theirs;
      const uint64_t end = std::min((frame + 1) * theirs, begin + ours);
      sum += mixed(static_cast<size_t>(frame)) * static_cast<int64_t>(end - at);
      at = end;
    }
    out.push_back(linearToAlaw(static_cast<int16_t>(sum / static_cast<int64_t>(ours))));
  }
  return out;
}

}  // namespace guanlan::codec
