#include "codec/nal.h"

#include <gtest/gtest.h>

#include <random>

#include "codec/sample_stream.h"

namespace guanlan::codec {
namespace {

using base::Buffer;

struct Recorder : NalSink {
  void onNalBegin() override {
    EXPECT_FALSE(open);
    open = true;
    nals.emplace_back();
  }
  void onNalData(base::Bytes bytes) override {
    EXPECT_TRUE(open);
    EXPECT_FALSE(bytes.empty());
    base::append(nals.back(), bytes);
  }
  void onNalEnd() override {
    EXPECT_TRUE(open);
    open = false;
  }
  bool open = false;
  std::vector<Buffer> nals;
};

std::vector<Buffer> split(base::Bytes stream, const std::vector<size_t>& cuts) {
  Recorder recorder;
  AnnexBSplitter splitter(recorder);
  size_t from = 0;
  for (size_t cut : cuts) {
    splitter.feed(stream.subspan(from, cut - from));
    from = cut;
  }
  splitter.feed(stream.subspan(from));
  splitter.finish();
  EXPECT_FALSE(recorder.open);
  return recorder.nals;
}

// [H.264 §B.1.1, H.265 §B.2.1] three- and four-byte start codes; zeros before one and at the end are no part of a NAL.
TEST(AnnexBSplitter, CutsAtStartCodesOfThreeAndFourBytes) {
  const Buffer stream = {0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 0, 1, 0x65, 0, 0, 3, 1, 4, 0, 0};
  const std::vector<Buffer> expected = {{0x67, 1, 2}, {0x68, 3}, {0x65, 0, 0, 3, 1, 4}};
  EXPECT_EQ(split(stream, {}), expected);
  for (size_t a = 0; a <= stream.size(); a++)
    for (size_t b = a; b <= stream.size(); b++) EXPECT_EQ(split(stream, {a, b}), expected) << a << ' ' << b;
}

TEST(AnnexBSplitter, TakesBytesOneByOne) {
  const Buffer stream = {9, 9, 0, 0, 1, 0x41, 0, 1, 0, 0, 2, 0, 0, 0, 1, 0x41, 1, 1, 1};
  std::vector<size_t> cuts(stream.size());
  for (size_t i = 0; i < cuts.size(); i++) cuts[i] = i;
  EXPECT_EQ(split(stream, cuts), (std::vector<Buffer>{{0x41, 0, 1, 0, 0, 2}, {0x41, 1, 1, 1}}));
}

TEST(AnnexBSplitter, KeepsZerosInsideABrokenNal) {
  const Buffer stream = {0, 0, 1, 0x41, 0, 0, 0, 0, 0, 7, 0, 0, 1, 0x41, 8};
  const std::vector<Buffer> expected = {{0x41, 0, 0, 0, 0, 0, 7}, {0x41, 8}};
  for (size_t cut = 0; cut <= stream.size(); cut++) EXPECT_EQ(split(stream, {cut}), expected) << cut;
}

TEST(AnnexBSplitter, IgnoresWhatStandsBeforeTheFirstStartCode) {
  EXPECT_TRUE(split(Buffer{1, 2, 3, 0, 0, 2, 1}, {}).empty());
  EXPECT_EQ(split(Buffer{1, 2, 0, 0, 1, 0x41}, {3}), (std::vector<Buffer>{{0x41}}));
}

TEST(AnnexBSplitter, FinishEndsTheOpenNalOnce) {
  Recorder recorder;
  AnnexBSplitter splitter(recorder);
  splitter.feed(Buffer{0, 0, 1, 0x41, 5, 0});
  EXPECT_TRUE(recorder.open);
  splitter.finish();
  EXPECT_FALSE(recorder.open);
  splitter.finish();
  splitter.feed(Buffer{6, 7});  // belongs to nothing
  EXPECT_EQ(recorder.nals, (std::vector<Buffer>{{0x41, 5}}));
}

TEST(AnnexBSplitter, ResetForgetsTheOpenNalInSilence) {
  Recorder recorder;
  AnnexBSplitter splitter(recorder);
  splitter.feed(Buffer{0, 0, 1, 0x41, 5, 0, 0});
  splitter.reset();
  EXPECT_TRUE(recorder.open);
  splitter.feed(Buffer{1, 9});  // the zeros before are forgotten too
  EXPECT_EQ(recorder.nals.size(), 1u);
}

TEST(AnnexBSplitter, CutsRealStreamsAsTheWholeBufferWalkDoes) {
  const unsigned seed = 264265;
  RecordProperty("seed", static_cast<int>(seed));
  std::mt19937 random(seed);
  for (const char* name : {"h264.es", "h265.es"}) {
    const Buffer stream = guanlan::testing::readFixture(name);
    std::vector<Buffer> expected;
    forEachNal(stream, [&](base::Bytes nal) { expected.emplace_back(nal.begin(), nal.end()); });
    EXPECT_GT(expected.size(), 25u);
    for (int round = 0; round < 20; round++) {
      std::vector<size_t> cuts;
      for (size_t at = random() % 50; at < stream.size(); at += 1 + random() % 50) cuts.push_back(at);
      EXPECT_EQ(split(stream, cuts), expected) << name << " round " << round;
    }
  }
}

TEST(FindStartCode, GivesTheOffsetOrTheEnd) {
  const Buffer bytes = {0, 0, 0, 1, 1, 0, 0, 1, 0, 0};
  EXPECT_EQ(findStartCode(bytes), 1u);
  EXPECT_EQ(findStartCode(bytes, 2), 5u);
  EXPECT_EQ(findStartCode(bytes, 6), bytes.size());
  EXPECT_EQ(findStartCode(bytes, 100), bytes.size());
  EXPECT_EQ(findStartCode({}), 0u);
  EXPECT_EQ(findStartCode(Buffer{0, 1}), 2u);
  EXPECT_EQ(findStartCode(Buffer(100, 1)), 100u);
}

// Many bytes are looked at in one step; what stands at a step's edge must be seen all the same.
TEST(FindStartCode, IsRightAtEveryPlaceAndLength) {
  const uint32_t seed = 1313;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (size_t size = 0; size < 420; size++) {
    // Mostly zeros and ones, so that almost everything looks like a start code.
    Buffer bytes(size);
    for (uint8_t& b : bytes) b = static_cast<uint8_t>(random() % 8 == 0 ? random() % 3 : 7);
    for (size_t from = 0; from <= size; from += 1 + random() % 40) {
      size_t expected = from;
      while (expected + 3 <= size && !(bytes[expected] == 0 && bytes[expected + 1] == 0 && bytes[expected + 2] == 1))
        expected++;
      if (expected + 3 > size) expected = size;
      ASSERT_EQ(findStartCode(bytes, from), expected) << "size " << size << " from " << from;
      const base::Bytes rest = base::Bytes(bytes).subspan(from);
      Buffer to(rest.size());
      ASSERT_EQ(copyToStartCode(rest, to.data()), expected - from) << "size " << size << " from " << from;
      ASSERT_TRUE(std::equal(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(expected - from), to.begin()));
    }
    if (size < 3) continue;
    Buffer one(size, 9);
    const size_t at = random() % (size - 2);
    one[at] = one[at + 1] = 0;
    one[at + 2] = 1;
    ASSERT_EQ(findStartCode(one), at) << "size " << size;
    Buffer to(size);
    ASSERT_EQ(copyToStartCode(one, to.data()), at) << "size " << size;
  }
}

TEST(ForEachNal, SkipsEmptyNals) {
  std::vector<Buffer> nals;
  forEachNal(Buffer{0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0x41, 0},
             [&](base::Bytes n) { nals.emplace_back(n.begin(), n.end()); });
  EXPECT_EQ(nals, (std::vector<Buffer>{{0x41}}));
}

TEST(ForEachLengthPrefixed, StopsAtALengthThatLies) {
  size_t count = 0;
  const auto each = [&count](base::Bytes) { count++; };
  EXPECT_TRUE(forEachLengthPrefixed({}, each));
  EXPECT_TRUE(forEachLengthPrefixed(Buffer{0, 0, 0, 1, 7, 0, 0, 0, 2, 8, 9}, each));
  EXPECT_EQ(count, 2u);
  EXPECT_FALSE(forEachLengthPrefixed(Buffer{0, 0, 0, 0}, each));
  EXPECT_FALSE(forEachLengthPrefixed(Buffer{0, 0, 0, 3, 1, 2}, each));
  EXPECT_FALSE(forEachLengthPrefixed(Buffer{0xFF, 0xFF, 0xFF, 0xFF, 1}, each));
  EXPECT_FALSE(forEachLengthPrefixed(Buffer{0, 0, 0}, each));
  EXPECT_EQ(count, 2u);
}

// [H.264 §7.4.1 table 7-1]
TEST(NalKindOf, H264) {
  const std::pair<uint8_t, NalKind> rows[] = {
      {1, NalKind::kSlice},     {2, NalKind::kSlice},  {3, NalKind::kOther},  {4, NalKind::kOther},
      {5, NalKind::kKeySlice},  {6, NalKind::kOther},  {7, NalKind::kSps},    {8, NalKind::kPps},
      {9, NalKind::kDelimiter}, {10, NalKind::kEnd},   {11, NalKind::kEnd},   {12, NalKind::kFiller},
      {13, NalKind::kOther},    {19, NalKind::kOther}, {20, NalKind::kOther}, {28, NalKind::kOther}};
  for (const auto& [type, kind] : rows) {
    EXPECT_EQ(nalKind(Codec::kH264, type), kind) << int{type};
    EXPECT_EQ(nalKind(Codec::kH264, static_cast<uint8_t>(0x60 | type)), kind) << "nal_ref_idc 3";
  }
}

// [H.265 §7.4.2.2 table 7-1]
TEST(NalKindOf, H265) {
  for (uint8_t type = 0; type < 64; type++) {
    NalKind expected = NalKind::kOther;
    if (type <= 9) expected = NalKind::kSlice;
    if (type >= 16 && type <= 21) expected = NalKind::kKeySlice;
    if (type == 32) expected = NalKind::kVps;
    if (type == 33) expected = NalKind::kSps;
    if (type == 34) expected = NalKind::kPps;
    if (type == 35) expected = NalKind::kDelimiter;
    if (type == 36 || type == 37) expected = NalKind::kEnd;
    if (type == 38) expected = NalKind::kFiller;
    EXPECT_EQ(nalKind(Codec::kH265, static_cast<uint8_t>(type << 1)), expected) << int{type};
    EXPECT_EQ(nalKind(Codec::kH265, static_cast<uint8_t>(type << 1 | 1)), expected) << "nuh_layer_id 32 and more";
  }
}

// [H.264 §7.4.3] first_mb_in_slice 0 is the single bit 1; [H.265 §7.4.7.1] first_slice_segment_in_pic_flag.
TEST(StartsPicture, LooksAtTheFirstBitOfTheSliceHeader) {
  const uint8_t first264[] = {0x65, 0x88};
  const uint8_t later264[] = {0x65, 0x40};
  const uint8_t first265[] = {0x26, 0x01, 0xAF};
  const uint8_t later265[] = {0x26, 0x01, 0x2F};
  EXPECT_TRUE(startsPicture(Codec::kH264, first264));
  EXPECT_FALSE(startsPicture(Codec::kH264, later264));
  EXPECT_TRUE(startsPicture(Codec::kH265, first265));
  EXPECT_FALSE(startsPicture(Codec::kH265, later265));
  EXPECT_EQ(nalHeadBytes(Codec::kH264), sizeof first264);
  EXPECT_EQ(nalHeadBytes(Codec::kH265), sizeof first265);
}

// [H.264 §7.4.1] nal_ref_idc; [H.265 Table 7-1] sub-layer non-reference pictures, [§7.4.3.2] sps_max_sub_layers_minus1.
TEST(Disposable, IsAPictureThatNoOtherRefersTo) {
  EXPECT_TRUE(isH264Disposable(0x01));
  EXPECT_FALSE(isH264Disposable(0x21));
  EXPECT_FALSE(isH264Disposable(0x41));
  EXPECT_FALSE(isH264Disposable(0x65));
  const base::Buffer oneLayer = {0x42, 0x01, 0x01};
  const base::Buffer twoLayers = {0x42, 0x01, 0x03};
  const auto disposable = [](uint8_t type, uint8_t temporalId, const base::Buffer& sps) {
    const uint8_t nal[] = {static_cast<uint8_t>(type << 1), static_cast<uint8_t>(temporalId + 1)};
    return isH265Disposable(nal, sps);
  };
  for (const uint8_t type : {0, 2, 4, 6, 8}) {
    EXPECT_TRUE(disposable(type, 0, oneLayer)) << int{type};
    EXPECT_FALSE(disposable(type, 0, twoLayers)) << "the layer above may refer to it, " << int{type};
    EXPECT_TRUE(disposable(type, 1, twoLayers)) << int{type};
  }
  for (const uint8_t type : {1, 3, 9, 16, 19, 21}) EXPECT_FALSE(disposable(type, 0, oneLayer)) << int{type};
  EXPECT_FALSE(disposable(0, 0, {0x42, 0x01})) << "no sequence parameter set";
}

TEST(StartsPicture, CountsThePicturesOfRealStreams) {
  for (const Codec codec : {Codec::kH264, Codec::kH265}) {
    const auto stream = guanlan::testing::loadSample(codec, Codec::kUnknown);
    EXPECT_EQ(stream.frames.size(), 25u);
    for (const auto& frame : stream.frames) {
      bool key = false;
      EXPECT_TRUE(forEachLengthPrefixed(
          frame.payload, [&](base::Bytes nal) { key = key || nalKind(codec, nal[0]) == NalKind::kKeySlice; }));
      EXPECT_EQ(key, frame.view.key) << codecName(codec) << frame.view.dts90k;
    }
  }
}

}  // namespace
}  // namespace guanlan::codec
