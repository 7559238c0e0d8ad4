#include "codec/adts.h"

#include <gtest/gtest.h>

#include "codec/sample_stream.h"

namespace guanlan::codec {
namespace {

using base::Buffer;

/// AAC LC, 44.1 kHz, stereo, 13 bytes with the header, no CRC.
const Buffer kHeader = {0xFF, 0xF1, 0x50, 0x80, 0x01, 0xBF, 0xFC};

// [ISO/IEC 14496-3:2019 §1.A.2.2.1, §1.A.2.2.2]
TEST(Adts, TellsWhatTheHeaderSays) {
  const auto header = parseAdts(kHeader);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->objectType, 2);
  EXPECT_EQ(aacSampleRate(header->frequencyIndex), 44100u);
  EXPECT_EQ(header->channelConfiguration, 2);
  EXPECT_EQ(header->headerBytes, 7u);
  EXPECT_EQ(header->frameBytes, 13u);
  EXPECT_EQ(header->rawBlocks, 1);
}

TEST(Adts, KnowsTheCrcAndSeveralRawBlocks) {
  Buffer bytes = kHeader;
  bytes[1] = 0xF0;
  bytes[6] = 0xFF;
  const auto header = parseAdts(bytes);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->headerBytes, 9u);
  EXPECT_EQ(header->rawBlocks, 4);
}

TEST(Adts, TakesMpeg2Headers) {
  Buffer bytes = kHeader;
  bytes[1] = 0xF9;
  EXPECT_TRUE(parseAdts(bytes));
}

TEST(Adts, RefusesWhatIsNoHeader) {
  EXPECT_FALSE(parseAdts({}));
  for (size_t size = 0; size < kAdtsHeaderBytes; size++) EXPECT_FALSE(parseAdts(base::Bytes(kHeader).first(size)));
  const std::pair<size_t, uint8_t> wrongs[] = {
      {0, 0xFE},  // sync
      {1, 0xE1},  // sync
      {1, 0xF7},  // layer
      {2, 0x74},  // frequency index 13
      {2, 0x7C},  // frequency index 15
  };
  for (const auto& [at, value] : wrongs) {
    Buffer bytes = kHeader;
    bytes[at] = value;
    EXPECT_FALSE(parseAdts(bytes)) << at << ' ' << int{value};
  }
}

TEST(Adts, RefusesFramesWithoutPayload) {
  Buffer bytes = kHeader;
  bytes[4] = 0;
  for (unsigned size = 0; size <= 7; size++) {
    bytes[5] = static_cast<uint8_t>(size << 5 | 0x1F);
    EXPECT_FALSE(parseAdts(bytes)) << size;
  }
}

TEST(Adts, WalksARealStream) {
  const Buffer stream = guanlan::testing::readFixture("aac.es");
  size_t frames = 0;
  for (size_t at = 0; at < stream.size(); frames++) {
    const auto header = parseAdts(base::Bytes(stream).subspan(at));
    ASSERT_TRUE(header) << at;
    EXPECT_EQ(aacSampleRate(header->frequencyIndex), 8000u);
    EXPECT_EQ(header->channelConfiguration, 1);
    uint8_t again[kAdtsHeaderBytes];
    writeAdts(again, *header, header->frameBytes - header->headerBytes);
    EXPECT_EQ(Buffer(again, again + 7), Buffer(stream.begin() + at, stream.begin() + at + 7)) << at;
    at += header->frameBytes;
  }
  EXPECT_EQ(frames, 9u);
}

TEST(Adts, WritesWhatItReads) {
  for (uint8_t object = 1; object <= 4; object++) {
    for (uint8_t frequency = 0; frequency < 13; frequency++) {
      for (uint8_t channels = 0; channels <= 7; channels++) {
        for (const size_t payload : {size_t{1}, size_t{500}, size_t{8184}}) {
          uint8_t bytes[kAdtsHeaderBytes];
          writeAdts(bytes, {object, frequency, channels, 0, 0, 1}, payload);
          const auto header = parseAdts(bytes);
          ASSERT_TRUE(header);
          EXPECT_EQ(header->objectType, object);
          EXPECT_EQ(header->frequencyIndex, frequency);
          EXPECT_EQ(header->channelConfiguration, channels);
          EXPECT_EQ(header->frameBytes, payload + kAdtsHeaderBytes);
        }
      }
    }
  }
}

// [ISO/IEC 14496-3:2019 §1.6.2.1] five bits, four bits, four bits.
TEST(AudioSpecificConfig, IsTwoBytes) {
  EXPECT_EQ(audioSpecificConfig(*parseAdts(kHeader)), (Buffer{0x12, 0x10}));
  EXPECT_EQ(audioSpecificConfig({2, 11, 1, 0, 0, 1}), (Buffer{0x15, 0x88}));
}

TEST(AudioSpecificConfig, ReadsWhatItWrites) {
  for (uint8_t frequency = 0; frequency < 13; frequency++) {
    const auto header = parseAudioSpecificConfig(audioSpecificConfig({2, frequency, 2, 0, 0, 1}));
    ASSERT_TRUE(header);
    EXPECT_EQ(header->objectType, 2);
    EXPECT_EQ(header->frequencyIndex, frequency);
    EXPECT_EQ(header->channelConfiguration, 2);
  }
}

TEST(AudioSpecificConfig, RefusesWhatAdtsCannotSay) {
  EXPECT_FALSE(parseAudioSpecificConfig({}));
  EXPECT_FALSE(parseAudioSpecificConfig(Buffer{0x12}));
  EXPECT_FALSE(parseAudioSpecificConfig(Buffer{0x02, 0x10})) << "object type 0";
  EXPECT_FALSE(parseAudioSpecificConfig(Buffer{0x2A, 0x10})) << "object type 5";
  EXPECT_FALSE(parseAudioSpecificConfig(Buffer{0xFA, 0x10})) << "escape";
  EXPECT_FALSE(parseAudioSpecificConfig(Buffer{0x17, 0x90})) << "explicit rate";
  EXPECT_FALSE(parseAudioSpecificConfig(Buffer{0x12, 0x40})) << "channel configuration 8";
}

TEST(AacSampleRate, IsZeroForReservedIndices) {
  EXPECT_EQ(aacSampleRate(0), 96000u);
  EXPECT_EQ(aacSampleRate(12), 7350u);
  for (uint8_t index = 13; index < 20; index++) EXPECT_EQ(aacSampleRate(index), 0u);
}

}  // namespace
}  // namespace guanlan::codec
