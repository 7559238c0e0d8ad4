#include "rtp/nal_depacketizer.h"

#include <gtest/gtest.h>

#include "rtp/nal_units.h"

namespace guanlan::rtp {
namespace {

using base::Buffer;
using Nals = std::vector<Buffer>;

struct Depacketized {
  explicit Depacketized(bool h265) : depacketizer(h265) {}
  Depacketized& feed(std::initializer_list<Buffer> payloads) {
    for (const Buffer& payload : payloads) depacketizer.packet(payload, sink);
    EXPECT_EQ(sink.misuse, 0);
    return *this;
  }
  const DepacketizerCounters& counters() const { return depacketizer.counters(); }
  NalDepacketizer depacketizer;
  test::NalCollector sink;
};
struct H264 : Depacketized {
  H264() : Depacketized(false) {}
};
struct H265 : Depacketized {
  H265() : Depacketized(true) {}
};

TEST(H264Depacketizer, SingleNalUnits_RFC6184_5_6) {
  H264 h264;
  h264.feed({{0x67, 1, 2}, {0x0A}, {0x41, 9}});
  EXPECT_EQ(h264.sink.nals, (Nals{{0x67, 1, 2}, {0x0A}, {0x41, 9}}));
  EXPECT_EQ(h264.counters().malformed, 0u);
}

TEST(H264Depacketizer, Aggregates_RFC6184_5_7_1) {
  H264 h264;
  h264.feed({{0x78, 0, 3, 0x67, 1, 2, 0, 1, 0x68, 0, 2, 0x65, 5}});
  EXPECT_EQ(h264.sink.nals, (Nals{{0x67, 1, 2}, {0x68}, {0x65, 5}}));
}

TEST(H264Depacketizer, AggregatesWithWrongSizesGiveWhatIsWhole_RFC6184_5_7_1) {
  for (const Buffer& payload :
       {Buffer{0x78, 0, 1, 0x68, 0, 9, 0x65, 5}, {0x78, 0, 1, 0x68, 0, 0}, {0x78, 0, 1, 0x68, 7}}) {
    H264 h264;
    h264.feed({payload});
    EXPECT_EQ(h264.sink.nals, (Nals{{0x68}}));
    EXPECT_EQ(h264.counters().malformed, 1u);
  }
}

TEST(H264Depacketizer, Fragments_RFC6184_5_8) {
  H264 h264;
  // NRI of the indicator and type of the FU header make the NAL unit's header.
  h264.feed({{0x7C, 0x85, 1, 2}, {0x7C, 0x05, 3}, {0x7C, 0x45, 4}});
  EXPECT_EQ(h264.sink.nals, (Nals{{0x65, 1, 2, 3, 4}}));
  h264.feed({{0x1C, 0xC1, 7}});  // start and end in one: forbidden, and clear
  EXPECT_EQ(h264.sink.nals.back(), (Buffer{0x01, 7}));
}

TEST(H264Depacketizer, FragmentsWithoutBytesAreNothing_RFC6184_5_8) {
  H264 h264;
  h264.feed({{0x7C, 0x85, 1}, {0x7C, 0x05}, {0x7C, 0x45}});
  EXPECT_EQ(h264.sink.nals, (Nals{{0x65, 1}}));
}

TEST(H264Depacketizer, FragmentsWithoutTheirStartAreDropped_RFC6184_5_8) {
  H264 h264;
  h264.feed({{0x7C, 0x05, 3}, {0x7C, 0x45, 4}, {0x41, 1}});
  EXPECT_EQ(h264.sink.nals, (Nals{{0x41, 1}}));
  EXPECT_EQ(h264.counters().orphanFragments, 2u);
}

TEST(H264Depacketizer, ALossEndsTheFragments_RFC6184_5_8) {
  H264 h264;
  h264.feed({{0x7C, 0x85, 1}});
  h264.depacketizer.loss();
  h264.feed({{0x7C, 0x45, 4}, {0x41, 1}});
  EXPECT_EQ(h264.sink.nals, (Nals{{0x41, 1}}));
  EXPECT_EQ(h264.sink.broken, (Nals{{0x65, 1}}));
  EXPECT_EQ(h264.counters().orphanFragments, 1u);
  EXPECT_EQ(h264.counters().malformed, 0u);
}

TEST(H264Depacketizer, FragmentsThatNeverEndAreMalformed) {
  H264 h264;
  h264.feed({{0x7C, 0x85, 1}, {0x7C, 0x85, 2}, {0x41, 1}});
  EXPECT_EQ(h264.sink.nals, (Nals{{0x41, 1}}));
  EXPECT_EQ(h264.sink.broken, (Nals{{0x65, 1}, {0x65, 2}}));
  EXPECT_EQ(h264.counters().malformed, 2u);
}

TEST(H264Depacketizer, InterleavedTypesAreUnsupported_RFC6184_5_2) {
  H264 h264;
  h264.feed({{25, 0, 0}, {26, 0, 0}, {27, 0, 0}, {29, 0, 0}, {30, 0, 0}, {31, 0, 0}, {0x60, 0, 0}});
  EXPECT_EQ(h264.counters().unsupported, 7u);
  EXPECT_TRUE(h264.sink.nals.empty());
}

TEST(H264Depacketizer, AnEmptyPayloadIsNoDamage) {
  H264 h264;
  h264.feed({{0x7C, 0x85, 1}, {}, {0x7C, 0x45, 2}});
  EXPECT_EQ(h264.sink.nals, (Nals{{0x65, 1, 2}}));
  EXPECT_EQ(h264.counters().malformed, 0u);
}

TEST(H264Depacketizer, AFragmentWithoutItsHeaderIsMalformed_RFC6184_5_8) {
  H264 h264;
  h264.feed({{0x7C}});
  EXPECT_EQ(h264.counters().malformed, 1u);
}

TEST(H265Depacketizer, SingleNalUnits_RFC7798_4_4_1) {
  H265 h265;
  h265.feed({{0x42, 1, 9}, {36 << 1, 1}, {0x02, 1, 7}});
  EXPECT_EQ(h265.sink.nals, (Nals{{0x42, 1, 9}, {36 << 1, 1}, {0x02, 1, 7}}));
}

TEST(H265Depacketizer, Aggregates_RFC7798_4_4_2) {
  H265 h265;
  h265.feed({{48 << 1, 1, 0, 3, 0x40, 1, 5, 0, 2, 0x44, 1}});
  EXPECT_EQ(h265.sink.nals, (Nals{{0x40, 1, 5}, {0x44, 1}}));
  h265.feed({{48 << 1, 1, 0, 3, 0x40, 1}});
  EXPECT_EQ(h265.counters().malformed, 1u);
}

TEST(H265Depacketizer, Fragments_RFC7798_4_4_3) {
  H265 h265;
  // Layer and temporal id of the payload header, type of the FU header.
  h265.feed({{49 << 1, 0x03, 0x80 | 19, 1}, {49 << 1, 0x03, 19, 2}, {49 << 1, 0x03, 0x40 | 19, 3}});
  EXPECT_EQ(h265.sink.nals, (Nals{{19 << 1, 0x03, 1, 2, 3}}));
}

TEST(H265Depacketizer, LossAndOrphans_RFC7798_4_4_3) {
  H265 h265;
  h265.feed({{49 << 1, 1, 0x80 | 1, 1}});
  h265.depacketizer.loss();
  h265.feed({{49 << 1, 1, 0x40 | 1, 2}, {0x02, 1, 7}});
  EXPECT_EQ(h265.sink.nals, (Nals{{0x02, 1, 7}}));
  EXPECT_EQ(h265.counters().orphanFragments, 1u);
}

TEST(H265Depacketizer, OtherPacketsAreUnsupported_RFC7798_4_4_4) {
  H265 h265;
  h265.feed({{50 << 1, 1, 0, 0}, {63 << 1, 1, 0}});
  EXPECT_EQ(h265.counters().unsupported, 2u);
}

TEST(H265Depacketizer, HeadersThatAreCutAreMalformed_RFC7798_4_4) {
  H265 h265;
  h265.feed({{0x42}, {49 << 1, 1}});
  EXPECT_EQ(h265.counters().malformed, 2u);
  EXPECT_TRUE(h265.sink.nals.empty());
}

}  // namespace
}  // namespace guanlan::rtp
