#include "codec/sps.h"

#include <gtest/gtest.h>

#include <random>

#include "codec/bit_reader.h"
#include "codec/sample_stream.h"

namespace guanlan::codec {
namespace {

using base::Buffer;

Buffer fromHex(std::string_view hex) {
  Buffer out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2)
    out.push_back(static_cast<uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return out;
}

struct Row {
  const char* name;
  const char* sps;
  uint32_t width;
  uint32_t height;
  unsigned chromaFormat;
  unsigned bits;
};

/// Written by x264 and x265 for pictures of these sizes.
constexpr Row kH264Rows[] = {
    {"baseline, cropped", "6742c028d900780227e5c044000003000400000300c83c60c920", 1920, 1080, 1, 8},
    {"high, cropped", "67640028acd940780227e5c044000003000400000300c83c60c658", 1920, 1080, 1, 8},
    {"fields 576", "6764001eacd940b424d8088000000300800000190f8a14cb", 720, 576, 1, 8},
    {"fields 1080, cropped in field units", "67640028acd94078044fde0220000003002000000643e2c5b2c0", 1920, 1080, 1, 8},
    {"10 bit", "676e0028a6cd940780227e5c0440000003004000000c83c60c6580", 1920, 1080, 1, 10},
    {"4:2:2", "677a0028bcd940780227e27011000003000100000300320f183196", 1920, 1080, 2, 8},
    {"4:4:4, cropped by 2", "67f40028919b280f0044f71780880000030008000003019078c18cb0", 1918, 1078, 3, 8},
    {"gray", "67640028f36501e0089f89c05b20000003002000000641e30632c0", 1920, 1080, 0, 8},
};
constexpr Row kH265Rows[] = {
    {"main, cropped", "420101016000000300900000030000030078a003c08010e596566924caf0168080000003008000000c84", 1920,
     1080, 1, 8},
    {"main 10, cropped", "420101022000000300900000030000030078a003c4801107248d96566924caf0168080000003008000000c84",
     1922, 1082, 1, 10},
    {"4:2:2", "4201010408000003009d08000003000078b002ac80301d796566924caf016808000003000800000300c840", 1366, 768, 2,
     8},
    {"4:4:4", "4201010408000003009e08000003000078900055900603bbcb2b349265780b4040000003004000000642", 1366, 766, 3, 8},
    {"gray", "4201010408000003009fc800000300003fc0140805a596566924caf016c080000003008000000c84", 640, 360, 0, 8},
    {"temporal layers",
     "42010201600000030090000003000003005d0000a00280802d1659598acd24995e02d0100000030010000003019080", 1280, 720, 1, 8},
};

void expectRow(const Row& row, const std::optional<SpsFacts>& facts) {
  ASSERT_TRUE(facts) << row.name;
  EXPECT_EQ(facts->width, row.width) << row.name;
  EXPECT_EQ(facts->height, row.height) << row.name;
  EXPECT_EQ(facts->chromaFormat, row.chromaFormat) << row.name;
  EXPECT_EQ(facts->bitDepthLuma, row.bits) << row.name;
  EXPECT_EQ(facts->bitDepthChroma, row.bits) << row.name;
}

// [H.264 §7.3.2.1.1, §7.4.2.1.1] size after frame cropping, in units that depend on chroma format and fields.
TEST(H264Sps, TellsSizeAndFormat) {
  for (const Row& row : kH264Rows) expectRow(row, parseH264Sps(fromHex(row.sps)));
}

// [H.265 §7.3.2.2, §7.4.3.2] size after the conformance window.
TEST(H265Sps, TellsSizeAndFormat) {
  for (const Row& row : kH265Rows) expectRow(row, parseH265Sps(fromHex(row.sps)));
  const auto layered = parseH265Sps(fromHex(kH265Rows[5].sps));
  EXPECT_EQ(layered->temporalLayers, 2);
  const auto plain = parseH265Sps(fromHex(kH265Rows[0].sps));
  EXPECT_EQ(plain->temporalLayers, 1);
  EXPECT_TRUE(plain->temporalIdNested);
}

TEST(Sps, IsRefusedWhenItIsSomethingElse) {
  EXPECT_FALSE(parseH264Sps({}));
  EXPECT_FALSE(parseH265Sps({}));
  EXPECT_FALSE(parseH264Sps(fromHex(kH265Rows[0].sps)));
  EXPECT_FALSE(parseH265Sps(fromHex(kH264Rows[0].sps)));
  Buffer large = fromHex(kH264Rows[0].sps);
  large.resize(kMaxParameterSetBytes + 1);
  EXPECT_FALSE(parseH264Sps(large));
}

TEST(Sps, IsRefusedWhenItIsCutBeforeTheSize) {
  for (const Row& row : kH264Rows) {
    const Buffer sps = fromHex(row.sps);
    for (size_t size = 0; size < 9; size++) EXPECT_FALSE(parseH264Sps(base::Bytes(sps).first(size))) << row.name;
  }
  for (const Row& row : kH265Rows) {
    const Buffer sps = fromHex(row.sps);
    for (size_t size = 0; size < 20; size++) EXPECT_FALSE(parseH265Sps(base::Bytes(sps).first(size))) << row.name;
  }
}

/// Writes the bits of a set, to say what no encoder would.
class BitBuffer {
 public:
  explicit BitBuffer(Buffer start) : out_(std::move(start)) {}
  BitBuffer& bits(uint64_t value, unsigned count) {
    for (; count > 0; count--) {
      if (free_ == 0) {
        out_.push_back(0);
        free_ = 8;
      }
      out_.back() = static_cast<uint8_t>(out_.back() | (value >> (count - 1) & 1) << --free_);
    }
    return *this;
  }
  BitBuffer& ue(uint64_t value) {
    unsigned length = 0;
    while ((value + 1) >> (length + 1)) length++;
    return bits(0, length).bits(value + 1, length + 1);
  }
  Buffer bytes() const { return out_; }

 private:
  Buffer out_;
  unsigned free_ = 0;
};

/// H.264, High profile, up to chroma_format_idc.
BitBuffer highSps() { return BitBuffer({0x67, 100, 0xFF, 40}).ue(0); }

// [H.264 §7.4.2.1.1] values outside their range are refused and never taken for something else.
TEST(H264Sps, IsRefusedWithValuesOutOfRange) {
  const auto rest = [](BitBuffer b) {  // frame_num, order, references, 160x128, frames, no cropping, no VUI
    return b.bits(0, 2)
        .ue(0)
        .ue(2)
        .ue(1)
        .bits(0, 1)
        .ue(9)
        .ue(7)
        .bits(1, 1)
        .bits(0, 1)
        .bits(0, 2)
        .bits(0xFFFF, 16)
        .bytes();
  };
  EXPECT_TRUE(parseH264Sps(rest(highSps().ue(1).ue(0).ue(0))));
  EXPECT_FALSE(parseH264Sps(rest(highSps().ue(4).ue(0).ue(0)))) << "chroma_format_idc";
  EXPECT_FALSE(parseH264Sps(rest(highSps().ue(1).ue(8).ue(0)))) << "bit_depth_luma_minus8";
  EXPECT_FALSE(parseH264Sps(rest(highSps().ue(1).ue(0).ue(9)))) << "bit_depth_chroma_minus8";
}

TEST(H264Sps, IsRefusedWithImpossiblePictures) {
  const auto sps = [](uint64_t order, uint64_t width, uint64_t height, uint64_t crop) {
    return BitBuffer({0x67, 66, 0xFF, 40})
        .ue(0)
        .ue(0)
        .ue(order)
        .ue(1)
        .bits(0, 1)
        .ue(width)
        .ue(height)
        .bits(3, 2)
        .bits(1, 1)
        .ue(crop)
        .ue(0)
        .ue(0)
        .ue(0)
        .bits(0, 1)
        .bits(0xFFFF, 16)
        .bytes();
  };
  EXPECT_TRUE(parseH264Sps(sps(2, 9, 7, 0)));
  EXPECT_FALSE(parseH264Sps(sps(3, 9, 7, 0))) << "pic_order_cnt_type";
  EXPECT_FALSE(parseH264Sps(sps(2, 1 << 20, 7, 0))) << "too wide";
  EXPECT_FALSE(parseH264Sps(sps(2, 0xFFFFFFFE, 0xFFFFFFFE, 0))) << "too large for 32 bits";
  EXPECT_FALSE(parseH264Sps(sps(2, 9, 7, 80))) << "cropped away";
  EXPECT_FALSE(parseH264Sps(sps(2, 9, 7, 0xFFFFFFFE))) << "cropped away";
}

// [H.264 §7.3.2.1.1.1] delta_scale of any size; the lists end the reading in bounded time.
TEST(H264Sps, StepsOverScalingListsWithAnyDelta) {
  BitBuffer b = highSps().ue(1).ue(0).ue(0).bits(0, 1).bits(1, 1);
  b.bits(1, 1).ue(0xFFFFFFFE);  // the first list: a delta of 2^31, then nothing but the rest
  for (int i = 0; i < 15; i++) b.ue(0);
  EXPECT_TRUE(
      parseH264Sps(b.bits(0, 7).ue(0).ue(2).ue(1).bits(0, 1).ue(9).ue(7).bits(3, 2).bits(0, 2).bits(0xFF, 8).bytes()));
}

// [H.265 §7.4.3.2.1] sps_max_sub_layers_minus1 is at most 6.
TEST(H265Sps, IsRefusedWithTooManySubLayers) {
  Buffer sps = fromHex(kH265Rows[0].sps);
  sps[2] = static_cast<uint8_t>((sps[2] & 0xF1) | 7 << 1);
  EXPECT_FALSE(parseH265Sps(sps));
}

TEST(Sps, ReadsAnyBytesWithoutFault) {
  const unsigned seed = 7321;
  RecordProperty("seed", static_cast<int>(seed));
  std::mt19937 random(seed);
  size_t accepted = 0;
  for (int i = 0; i < 20000; i++) {
    const Row& row = i % 2 ? kH264Rows[random() % std::size(kH264Rows)] : kH265Rows[random() % std::size(kH265Rows)];
    Buffer sps = fromHex(row.sps);
    for (unsigned n = random() % 4; n > 0; n--) sps[1 + random() % (sps.size() - 1)] = static_cast<uint8_t>(random());
    const auto facts = i % 2 ? parseH264Sps(sps) : parseH265Sps(sps);
    if (!facts) continue;
    accepted++;
    EXPECT_GT(facts->width, 0u);
    EXPECT_LE(facts->width, 16384u);
    EXPECT_GT(facts->height, 0u);
    EXPECT_LE(facts->chromaFormat, 3);
    EXPECT_LE(facts->bitDepthLuma, 15);
    EXPECT_LE(facts->temporalLayers, 7);
  }
  EXPECT_GT(accepted, 1000u);
}

// [H.264 §9.1 table 9-2]
TEST(BitReader, ReadsExpGolombCodes) {
  const Buffer bytes = {0b10100110, 0b01000010, 0b10011000};
  BitReader in(bytes);
  for (uint32_t expected : {0u, 1u, 2u, 3u, 4u, 5u}) EXPECT_EQ(in.ue(), expected);
  EXPECT_TRUE(in.ok());
  BitReader mapped(bytes);
  for (int32_t expected : {0, 1, -1, 2, -2, 3}) EXPECT_EQ(mapped.se(), expected);
}

TEST(BitReader, RefusesCodesOfMoreThan32Bits) {
  const Buffer zeros(5, 0);
  BitReader in(zeros);
  EXPECT_EQ(in.ue(), 0u);
  EXPECT_FALSE(in.ok());
}

// [H.264 §7.4.1] emulation_prevention_three_byte is discarded.
TEST(BitReader, StepsOverEmulationPrevention) {
  const Buffer bytes = {0, 0, 3, 1, 0, 0, 3, 0, 0, 3, 2};
  BitReader in(bytes);
  EXPECT_EQ(in.bits(32), 0x00000100u);
  EXPECT_EQ(in.bits(32), 0x00000002u);
  EXPECT_TRUE(in.ok());
  in.bit();
  EXPECT_FALSE(in.ok());
}

// [ISO/IEC 14496-15:2022 §5.3.3.1.2]
TEST(AvcConfiguration, HoldsTheParameterSets) {
  const auto track = guanlan::testing::loadSample(Codec::kH264, Codec::kUnknown).tracks.video;
  const Buffer record = avcConfiguration(track);
  const Buffer& sps = track.sps.at(0);
  const Buffer& pps = track.pps.at(0);
  Buffer expected = {1, sps[1], sps[2], sps[3], 0xFF, 0xE1};
  base::append16(expected, sps.size());
  base::append(expected, sps);
  base::append8(expected, 1);
  base::append16(expected, pps.size());
  base::append(expected, pps);
  base::append(expected, Buffer{0xFD, 0xF8, 0xF8, 0});  // High profile: 4:2:0, 8 bits, no extensions
  EXPECT_EQ(record, expected);
}

TEST(AvcConfiguration, HasNoFormatForProfilesThatHaveNone) {
  TrackInfo track;
  track.codec = Codec::kH264;
  track.sps = {fromHex(kH264Rows[0].sps)};
  track.pps = {{0x68, 0xCE}};
  EXPECT_EQ(avcConfiguration(track).size(), 6u + 2 + track.sps[0].size() + 1 + 2 + 2);
}

// [ISO/IEC 14496-15:2022 §8.3.3.1.2]
TEST(HevcConfiguration, HoldsProfileAndParameterSets) {
  const auto track = guanlan::testing::loadSample(Codec::kH265, Codec::kUnknown).tracks.video;
  const Buffer record = hevcConfiguration(track);
  ASSERT_GT(record.size(), 23u);
  EXPECT_EQ(record[0], 1);
  EXPECT_EQ(record[1], 1);  // Main
  EXPECT_EQ(base::load32(&record[2]), 0x60000000u);
  EXPECT_EQ(base::load16(&record[13]), 0xF000);
  EXPECT_EQ(record[15], 0xFC);
  EXPECT_EQ(record[16], 0xFD);
  EXPECT_EQ(record[17], 0xF8);
  EXPECT_EQ(record[18], 0xF8);
  EXPECT_EQ(record[21], 1 << 3 | 4 | 3);
  EXPECT_EQ(record[22], 3);
  size_t at = 23;
  const std::pair<uint8_t, const std::vector<Buffer>*> arrays[] = {
      {32, &track.vps}, {33, &track.sps}, {34, &track.pps}};
  for (const auto& [type, sets] : arrays) {
    EXPECT_EQ(record[at], 0x80 | type);
    EXPECT_EQ(base::load16(&record[at + 1]), 1);
    const size_t size = base::load16(&record[at + 3]);
    EXPECT_EQ(Buffer(record.begin() + at + 5, record.begin() + at + 5 + size), sets->at(0));
    at += 5 + size;
  }
  EXPECT_EQ(at, record.size());
}

TEST(Configuration, IsEmptyWithoutUsableSets) {
  const auto avc = guanlan::testing::loadSample(Codec::kH264, Codec::kUnknown).tracks.video;
  const auto hevc = guanlan::testing::loadSample(Codec::kH265, Codec::kUnknown).tracks.video;
  EXPECT_TRUE(isComplete(avc));
  EXPECT_TRUE(isComplete(hevc));
  for (std::vector<Buffer> TrackInfo::*sets : {&TrackInfo::vps, &TrackInfo::sps, &TrackInfo::pps}) {
    const std::vector<Buffer> wrongs[] = {{}, {{}}, {Buffer(kMaxParameterSetBytes + 1, 1)}, {32, Buffer{0x68}}};
    for (const auto& wrong : wrongs) {
      TrackInfo track = hevc;
      track.*sets = wrong;
      EXPECT_TRUE(hevcConfiguration(track).empty());
      EXPECT_FALSE(isComplete(track));
      if (sets == &TrackInfo::vps) continue;
      track = avc;
      track.*sets = wrong;
      EXPECT_TRUE(avcConfiguration(track).empty());
      EXPECT_FALSE(isComplete(track));
    }
  }
}

TEST(IsComplete, AsksForRateAndConfigurationOfSound) {
  TrackInfo track;
  EXPECT_FALSE(isComplete(track));
  track.codec = Codec::kPcma;
  EXPECT_FALSE(isComplete(track));
  track.sampleRate = 8000;
  track.channels = 1;
  EXPECT_TRUE(isComplete(track));
  track.codec = Codec::kAac;
  EXPECT_FALSE(isComplete(track));
  track.audioConfig = {0x15, 0x88};
  EXPECT_TRUE(isComplete(track));
  track.audioConfig.resize(kMaxAudioConfigBytes + 1);
  EXPECT_FALSE(isComplete(track));
  track.codec = Codec::kG726;
  EXPECT_FALSE(isComplete(track));
}

// [RFC 6381 §3.3; ISO/IEC 14496-15:2022 annex E]
TEST(CodecsString, NamesProfileAndLevel) {
  TrackInfo track;
  track.codec = Codec::kH264;
  EXPECT_EQ(codecsString(track), "avc1");
  track.sps = {fromHex(kH264Rows[0].sps)};
  EXPECT_EQ(codecsString(track), "avc1.42c028");
  track.codec = Codec::kH265;
  track.sps = {fromHex(kH265Rows[0].sps)};
  EXPECT_EQ(codecsString(track), "hvc1.1.6.L120.90");
  track.sps = {fromHex(kH265Rows[1].sps)};
  EXPECT_EQ(codecsString(track), "hvc1.2.4.L120.90");
  track.sps = {fromHex(kH265Rows[2].sps)};
  EXPECT_EQ(codecsString(track), "hvc1.4.10.L120.9D.8");
  track.sps.clear();
  EXPECT_EQ(codecsString(track), "hvc1");
  const std::pair<Codec, const char*> sounds[] = {{Codec::kFlac, "flac"},
                                                  {Codec::kPcma, "alaw"},
                                                  {Codec::kPcmu, "ulaw"},
                                                  {Codec::kAac, "mp4a.40.2"},
                                                  {Codec::kG729, ""}};
  for (const auto& [codec, expected] : sounds) {
    TrackInfo sound;
    sound.codec = codec;
    EXPECT_EQ(codecsString(sound), expected);
  }
}

}  // namespace
}  // namespace guanlan::codec
