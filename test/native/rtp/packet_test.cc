#include "rtp/packet.h"

#include "rtp/packets.h"

namespace guanlan::rtp {
namespace {

using base::Buffer;
using test::copy;

Buffer header(uint8_t first, uint8_t second = 96) {
  return {first, second, 0x12, 0x34, 0xDE, 0xAD, 0xBE, 0xEF, 0x0B, 0xEB, 0x00, 0x01};
}

PacketError errorOf(base::Bytes bytes) {
  PacketView view;
  return parsePacket(bytes, view);
}

TEST(Packet, ReadsTheFixedHeader_RFC3550_5_1) {
  Buffer bytes = header(0x80, 0x80 | 96);
  base::append(bytes, Buffer{7, 8, 9});
  const PacketView view = test::parsed(bytes);
  EXPECT_EQ(view.payloadType, 96);
  EXPECT_TRUE(view.marker);
  EXPECT_EQ(view.sequence, 0x1234);
  EXPECT_EQ(view.timestamp, 0xDEADBEEF);
  EXPECT_EQ(view.ssrc, 0x0BEB0001u);
  EXPECT_EQ(copy(view.payload), (Buffer{7, 8, 9}));
  EXPECT_EQ(view.bytes.data(), bytes.data());
  EXPECT_EQ(view.bytes.size(), bytes.size());
}

TEST(Packet, TakesAPacketWithoutPayload_RFC3550_5_1) { EXPECT_TRUE(test::parsed(header(0x80)).payload.empty()); }

TEST(Packet, StepsOverEveryNumberOfContributingSources_RFC3550_5_1) {
  for (unsigned count = 0; count <= 15; count++) {
    Buffer bytes = header(static_cast<uint8_t>(0x80 | count));
    bytes.resize(bytes.size() + count * 4, 0xCC);
    EXPECT_TRUE(test::parsed(bytes).payload.empty()) << count;
    bytes.push_back(0x55);
    EXPECT_EQ(copy(test::parsed(bytes).payload), (Buffer{0x55})) << count;
    if (count == 0) continue;
    EXPECT_EQ(errorOf(base::Bytes(bytes).first(bytes.size() - 2)), PacketError::kShort) << count;
  }
}

TEST(Packet, StepsOverAHeaderExtension_RFC3550_5_3_1) {
  // One-byte headers of RFC 8285: nothing in there concerns us.
  Buffer bytes = header(0x90);
  base::append(bytes, Buffer{0xBE, 0xDE, 0, 2, 0x10, 0xAA, 0x21, 1, 2, 0, 0, 0, 0x42});
  EXPECT_EQ(copy(test::parsed(bytes).payload), (Buffer{0x42}));
}

TEST(Packet, StepsOverContributingSourcesThenExtension_RFC3550_5_1) {
  Buffer bytes = header(0x91);
  base::append(bytes, Buffer{1, 1, 1, 1, 0, 0, 0, 0, 0x42});
  EXPECT_EQ(copy(test::parsed(bytes).payload), (Buffer{0x42}));
}

TEST(Packet, RefusesAnExtensionBeyondTheEnd_RFC3550_5_3_1) {
  Buffer bytes = header(0x90);
  base::append(bytes, Buffer{0xBE, 0xDE, 0});
  EXPECT_EQ(errorOf(bytes), PacketError::kExtension);
  base::append(bytes, Buffer{1, 9, 9, 9});
  EXPECT_EQ(errorOf(bytes), PacketError::kExtension);
  bytes[14] = 0xFF;
  bytes[15] = 0xFF;
  EXPECT_EQ(errorOf(bytes), PacketError::kExtension);
}

TEST(Packet, TakesPaddingOff_RFC3550_5_1) {
  Buffer bytes = header(0xA0);
  base::append(bytes, Buffer{7, 8, 0, 0, 0, 4});
  EXPECT_EQ(copy(test::parsed(bytes).payload), (Buffer{7, 8}));
  // Nothing but padding.
  bytes.back() = 6;
  EXPECT_TRUE(test::parsed(bytes).payload.empty());
}

TEST(Packet, RefusesPaddingThatCannotBe_RFC3550_5_1) {
  Buffer bytes = header(0xA0);
  EXPECT_EQ(errorOf(bytes), PacketError::kPadding);  // no byte to count it
  base::append(bytes, Buffer{1, 2, 0});
  EXPECT_EQ(errorOf(bytes), PacketError::kPadding);
  bytes.back() = 4;
  EXPECT_EQ(errorOf(bytes), PacketError::kPadding);
}

TEST(Packet, RefusesOtherVersions_RFC3550_5_1) {
  EXPECT_EQ(errorOf(header(0x00)), PacketError::kVersion);
  EXPECT_EQ(errorOf(header(0x40)), PacketError::kVersion);
  EXPECT_EQ(errorOf(header(0xC0)), PacketError::kVersion);
}

TEST(Packet, RefusesWhatIsShorterThanTheHeader_RFC3550_5_1) {
  const Buffer whole = header(0x80);
  for (size_t size = 0; size < whole.size(); size++)
    EXPECT_EQ(errorOf(base::Bytes(whole).first(size)), PacketError::kShort) << size;
  EXPECT_EQ(errorOf(test::readFixture("rtp/invalid-rtp.bin")), PacketError::kShort);
}

TEST(Packet, TellsRtcpByThePacketType_RFC5761_4) {
  for (unsigned second = 0; second < 256; second++) {
    const bool rtcp = second >= 192 && second <= 223;
    EXPECT_EQ(looksLikeRtcp(header(0x80, static_cast<uint8_t>(second))), rtcp) << second;
    EXPECT_EQ(errorOf(header(0x80, static_cast<uint8_t>(second))), rtcp ? PacketError::kRtcp : PacketError::kNone);
  }
  EXPECT_FALSE(looksLikeRtcp(header(0x40, 200)));
  EXPECT_FALSE(looksLikeRtcp(Buffer{0x80, 200, 0, 0, 0, 0, 0}));
}

TEST(Packet, WritesWhatItReads_RFC3550_5_1) {
  const Buffer bytes =
      test::makePacket({.sequence = 65535, .payload = {}, .payloadType = 127, .marker = true, .timestamp = 0xFFFFFFFF});
  ASSERT_EQ(bytes.size(), kHeaderBytes);
  EXPECT_EQ(bytes[0], 0x80);
  EXPECT_EQ(bytes[1], 0xFF);
  const PacketView view = test::parsed(bytes);
  EXPECT_EQ(view.sequence, 65535);
  EXPECT_EQ(view.timestamp, 0xFFFFFFFF);
  EXPECT_EQ(view.payloadType, 127);
  EXPECT_TRUE(view.marker);
}

TEST(Packet, ReadsCameraPackets) {
  const Buffer key = test::readFixture("rtp/hik-idr-first-packet.rtp");
  EXPECT_EQ(test::parsed(key).ssrc, 0x0BEBC265u);
  EXPECT_EQ(test::parsed(key).sequence, 0x0123);
  EXPECT_EQ(test::parsed(key).payload.size(), 1400u);
  const Buffer audio = test::readFixture("rtp/regular-audio.rtp");
  EXPECT_EQ(test::parsed(audio).sequence, 0x7CAC);
  EXPECT_EQ(test::parsed(audio).payload.size(), 116u);
}

}  // namespace
}  // namespace guanlan::rtp
