#include "rtp/nal_packetizer.h"

#include <gtest/gtest.h>

#include "rtp/nal_units.h"

namespace guanlan::rtp {
namespace {

using base::Buffer;
using test::packetize;
using Payloads = std::vector<Buffer>;

TEST(NalPacketizer, ANalUnitThatFitsGoesAlone_RFC6184_5_6) {
  EXPECT_EQ(packetize(Buffer{0x65, 1, 2, 3}, false, 4), (Payloads{{0x65, 1, 2, 3}}));
  EXPECT_EQ(packetize(Buffer{0x0A}, false, 4), (Payloads{{0x0A}}));
  EXPECT_EQ(packetize(Buffer{0x42, 1, 2, 3}, true, 4), (Payloads{{0x42, 1, 2, 3}}));
}

TEST(NalPacketizer, ALargerOneIsFragmented_RFC6184_5_8) {
  EXPECT_EQ(packetize(Buffer{0x65, 1, 2, 3, 4, 5}, false, 4),
            (Payloads{{0x7C, 0x85, 1, 2}, {0x7C, 0x05, 3, 4}, {0x7C, 0x45, 5}}));
}

TEST(NalPacketizer, ALargerOneIsFragmented_RFC7798_4_4_3) {
  EXPECT_EQ(packetize(Buffer{19 << 1, 0x03, 1, 2, 3, 4, 5}, true, 5),
            (Payloads{{49 << 1, 0x03, 0x80 | 19, 1, 2}, {49 << 1, 0x03, 19, 3, 4}, {49 << 1, 0x03, 0x40 | 19, 5}}));
}

TEST(NalPacketizer, StartAndEndAreNeverInOneFragment_RFC6184_5_8) {
  for (const bool h265 : {false, true}) {
    for (size_t size = h265 ? 2 : 1; size < 40; size++) {
      for (size_t most = kMinPayloadBytes; most < 20; most++) {
        Buffer nal(size, 0x55);
        nal[0] = h265 ? 0x02 : 0x41;
        const Payloads payloads = packetize(nal, h265, most);
        ASSERT_EQ(payloads.size() == 1, size <= most);
        for (const Buffer& payload : payloads) ASSERT_LE(payload.size(), most);
        if (payloads.size() == 1) continue;
        for (const Buffer& payload : payloads) ASSERT_NE(payload[h265 ? 2 : 1] & 0xC0, 0xC0);
      }
    }
  }
}

TEST(NalPacketizer, OnlyTheLastPayloadIsLast) {
  int payloads = 0;
  int last = 0;
  packetizeNal(Buffer(100, 0x41), false, 30, [&](base::Bytes, base::Bytes, bool isLast) {
    payloads++;
    last += isLast;
    EXPECT_EQ(isLast, payloads == 4);
  });
  EXPECT_EQ(payloads, 4);
  EXPECT_EQ(last, 1);
}

TEST(NalPacketizer, BytesShorterThanAHeaderGiveNothing) {
  EXPECT_TRUE(packetize({}, false, 100).empty());
  EXPECT_TRUE(packetize(Buffer{0x42}, true, 100).empty());
}

TEST(NalPacketizer, TheDepacketizerGivesTheNalUnitBack) {
  for (const bool h265 : {false, true}) {
    for (size_t size : {2, 3, 4, 5, 1399, 1400, 1401, 2795, 100000}) {
      Buffer nal(size);
      for (size_t i = 0; i < size; i++) nal[i] = static_cast<uint8_t>(i * 7);
      nal[0] = h265 ? 0x26 : 0x65;
      nal[1] = 1;
      NalDepacketizer depacketizer(h265);
      test::NalCollector sink;
      for (const Buffer& payload : packetize(nal, h265, 1400)) depacketizer.packet(payload, sink);
      ASSERT_EQ(sink.nals, Payloads{nal}) << size;
      EXPECT_EQ(sink.misuse, 0);
    }
  }
}

}  // namespace
}  // namespace guanlan::rtp
