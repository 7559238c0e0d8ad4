#include "rtp/rfc4571.h"

#include <random>

#include "rtp/packets.h"

namespace guanlan::rtp {
namespace {

using base::Buffer;
using test::framed;
using test::makePacket;

/// Feeds `stream` in pieces of at most `step` bytes; a known source is told after the first packet, as a receiver does.
struct Cutter {
  explicit Cutter(bool tells = true) : tellsSsrc(tells) {}
  void feed(base::Bytes stream, size_t step = SIZE_MAX) {
    while (!stream.empty()) {
      const size_t size = std::min(step, stream.size());
      deframer.feed(stream.first(size), [this](base::Bytes packet) {
        packets.push_back(test::copy(packet));
        places.push_back(packet.data());
        if (tellsSsrc && packets.size() == 1) deframer.expectSsrc(base::load32(&packet[8]));
      });
      stream = stream.subspan(size);
    }
  }
  bool tellsSsrc;
  Deframer deframer;
  std::vector<Buffer> packets;
  std::vector<const uint8_t*> places;
};

/// Some packets of one source, of sizes between an empty payload and far more than a segment.
std::vector<Buffer> samplePackets() {
  std::vector<Buffer> packets;
  uint16_t sequence = 100;
  for (size_t size : {0, 1, 160, 1400, 1400, 9300, 3, 65523, 20})
    packets.push_back(makePacket({.sequence = sequence++, .payload = Buffer(size, 0x55)}));
  return packets;
}

Buffer streamOf(const std::vector<Buffer>& packets) {
  Buffer stream;
  for (const Buffer& packet : packets) base::append(stream, framed(packet));
  return stream;
}

TEST(Deframer, CutsAtTheLengths_RFC4571_2) {
  Cutter cutter;
  cutter.feed(streamOf(samplePackets()));
  EXPECT_EQ(cutter.packets, samplePackets());
  EXPECT_EQ(cutter.deframer.counters().frames, samplePackets().size());
  EXPECT_EQ(cutter.deframer.counters().resyncs, 0u);
  EXPECT_EQ(cutter.deframer.pendingBytes(), 0u);
}

TEST(Deframer, GivesTheSameForAnySplit_RFC4571_2) {
  const Buffer stream = streamOf(samplePackets());
  for (size_t step : {1, 2, 3, 13, 1460, 4096, 65536}) {
    Cutter cutter;
    cutter.feed(stream, step);
    EXPECT_EQ(cutter.packets, samplePackets()) << step;
    EXPECT_EQ(cutter.deframer.counters().skippedBytes, 0u) << step;
  }
}

TEST(Deframer, HandsWholePacketsOnWhereTheyLie) {
  const Buffer stream = streamOf(samplePackets());
  Cutter cutter;
  cutter.feed(stream);
  for (const uint8_t* place : cutter.places) {
    EXPECT_GE(place, stream.data());
    EXPECT_LT(place, stream.data() + stream.size());
  }
}

TEST(Deframer, CopiesOnlyTheTornPacket) {
  const std::vector<Buffer> packets(4, makePacket({.sequence = 1, .payload = Buffer(100, 1)}));
  const Buffer stream = streamOf(packets);
  const base::Bytes second = base::Bytes(stream).subspan(50);
  Cutter cutter;
  cutter.feed(base::Bytes(stream).first(50));
  cutter.feed(second);
  ASSERT_EQ(cutter.packets, packets);
  for (size_t i = 0; i < 4; i++) {
    const bool inPlace = cutter.places[i] >= second.data() && cutter.places[i] < second.data() + second.size();
    EXPECT_EQ(inPlace, i > 0) << i;
  }
}

TEST(Deframer, KeepsNoMoreThanOnePacket) {
  Buffer stream = framed(makePacket({.payload = Buffer(kMaxFramedBytes - kHeaderBytes, 1)}));
  Cutter cutter;
  for (uint8_t byte : stream) {
    ASSERT_LE(cutter.deframer.pendingBytes(), kMaxFramedBytes + 2);
    cutter.feed({&byte, 1});
  }
  EXPECT_EQ(cutter.packets.size(), 1u);
}

TEST(Deframer, LeavesEmptyPacketsOut_RFC4571_2) {
  Buffer stream = {0, 0};
  base::append(stream, framed(makePacket({})));
  base::append(stream, Buffer{0, 0, 0, 0});
  base::append(stream, framed(makePacket({.sequence = 1})));
  Cutter cutter;
  cutter.feed(stream, 1);
  EXPECT_EQ(cutter.packets.size(), 2u);
  EXPECT_EQ(cutter.deframer.counters().resyncs, 0u);
}

TEST(Deframer, TakesRtcpOfTheSameSource_RFC4571_2) {
  const Buffer rtcp = {0x80, 201, 0, 1, 0x0B, 0xEB, 0, 1};
  const std::vector<Buffer> packets = {makePacket({}), rtcp, makePacket({.sequence = 1})};
  Cutter cutter;
  cutter.feed(streamOf(packets), 3);
  EXPECT_EQ(cutter.packets, packets);
}

// QUIRK rtsp-interleaved
TEST(Deframer, TakesInterleavedFraming) {
  const Buffer stream = test::readFixture("rtp/quirk-rtsp-interleaved.bin");
  for (size_t step : {size_t{1}, size_t{5}, stream.size()}) {
    Cutter cutter;
    cutter.feed(stream, step);
    ASSERT_EQ(cutter.packets.size(), 6u) << step;
    for (size_t i = 0; i < 6; i++) EXPECT_EQ(test::parsed(cutter.packets[i]).sequence, i);
    EXPECT_EQ(cutter.deframer.counters().interleaved, 6u);
    EXPECT_EQ(cutter.deframer.counters().resyncs, 0u);
  }
}

TEST(Deframer, ALengthThatLooksLikeInterleavingIsALength) {
  const Buffer packet = makePacket({.payload = Buffer(0x2400 + 7 - kHeaderBytes, 0x80)});
  ASSERT_EQ(framed(packet)[0], '$');
  Cutter cutter;
  cutter.feed(framed(packet), 1000);
  EXPECT_EQ(cutter.packets, std::vector<Buffer>{packet});
  EXPECT_EQ(cutter.deframer.counters().interleaved, 0u);
}

// QUIRK length-lies
TEST(Deframer, FindsTheWayBackBehindALie) {
  const Buffer stream = test::readFixture("rtp/quirk-length-lies.bin");
  for (size_t step = 1; step <= stream.size(); step++) {
    Cutter cutter;
    cutter.feed(stream, step);
    std::vector<int> sequences;
    for (const Buffer& packet : cutter.packets) sequences.push_back(test::parsed(packet).sequence);
    // The third came out short; the fourth swallowed a part of the fifth.
    EXPECT_EQ(sequences, (std::vector<int>{0, 1, 2, 3, 5})) << step;
    EXPECT_EQ(cutter.deframer.counters().resyncs, 2u) << step;
  }
}

TEST(Deframer, WithoutAKnownSourceTwoHeadersProveTheWayBack) {
  Buffer stream(5000, 0x90);  // bytes that look like the first of a header
  base::append(stream, streamOf({makePacket({.sequence = 7}), makePacket({.sequence = 8})}));
  for (size_t step : {size_t{1}, size_t{100}, stream.size()}) {
    Cutter cutter(false);
    cutter.feed(Buffer{0xFF, 0xFF, 0x00});  // implausible from the first byte on
    cutter.feed(stream, step);
    // Nothing follows the second packet that would confirm it, but it is the known source's by then.
    cutter.deframer.expectSsrc(0x0BEB0001);
    cutter.feed(streamOf({makePacket({.sequence = 9})}));
    ASSERT_EQ(cutter.packets.size(), 3u) << step;
    for (int i = 0; i < 3; i++) EXPECT_EQ(test::parsed(cutter.packets[i]).sequence, 7 + i);
    EXPECT_EQ(cutter.deframer.counters().resyncs, 1u);
  }
}

TEST(Deframer, BelievesAnotherSourceWhoseNextHeaderConfirmsIt) {
  const Buffer own = makePacket({});
  const Buffer other = makePacket({.ssrc = 0x99999999});
  Cutter cutter;
  // A second source beside the first, and then for good.
  cutter.feed(streamOf({own, other, own, own, other, other, other, other}), 1);
  EXPECT_EQ(cutter.packets, (std::vector<Buffer>{own, other, own, own, other, other, other}));
  EXPECT_EQ(cutter.deframer.counters().resyncs, 0u);
  cutter.deframer.expectSsrc(0x99999999);
  cutter.feed(streamOf({other}));
  EXPECT_EQ(cutter.packets.size(), 9u);
}

TEST(Deframer, DoesNotBelieveAnotherSourceThatNothingConfirms) {
  const Buffer own = makePacket({});
  Buffer stream = streamOf({own});
  base::append(stream, Buffer{0, 30});
  base::append(stream, makePacket({.payload = Buffer(10, 0x55), .ssrc = 0x99999999}));
  base::append(stream, streamOf({own, own}));
  Cutter cutter;
  cutter.feed(stream);
  EXPECT_EQ(cutter.packets, (std::vector<Buffer>{own, own, own}));
  EXPECT_EQ(cutter.deframer.counters().resyncs, 1u);
  EXPECT_EQ(cutter.deframer.counters().skippedBytes, 24u);
}

TEST(Deframer, ResetForgetsTheTornPacket) {
  Cutter cutter;
  cutter.feed(base::Bytes(streamOf({makePacket({})})).first(9));
  cutter.deframer.reset();
  cutter.feed(streamOf({makePacket({.sequence = 5})}));
  ASSERT_EQ(cutter.packets.size(), 1u);
  EXPECT_EQ(test::parsed(cutter.packets[0]).sequence, 5);
}

TEST(Deframer, ResetForgetsTheSource) {
  Cutter cutter;
  cutter.deframer.expectSsrc(1);
  cutter.deframer.reset();
  const Buffer packet = makePacket({.payload = Buffer(20'000, 1), .ssrc = 2});
  cutter.feed(streamOf({packet}));
  EXPECT_EQ(cutter.packets, std::vector<Buffer>{packet}) << "nothing to wait for, and not too large";
}

TEST(Deframer, StrayBytesCostNoOtherPacket) {
  for (uint32_t seed = 1; seed <= 20; seed++) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::vector<Buffer> sent;
    Buffer stream;
    size_t strays = 0;
    for (uint16_t i = 0; i < 200; i++) {
      sent.push_back(makePacket({.sequence = i, .payload = Buffer(i % 100, 3)}));
      base::append(stream, framed(sent.back()));
      if (i < 20 || random() % 10 != 0) continue;
      strays++;
      stream.push_back(static_cast<uint8_t>(random() % 255 + 1));
    }
    // The last stray may look like a length: what it says must come before it is known for a lie.
    const Buffer tail = framed(makePacket({.sequence = 200, .payload = Buffer(60000, 3)}));
    base::append(stream, tail);
    base::append(stream, tail);
    Cutter whole;
    whole.feed(stream);
    Cutter pieces;
    pieces.feed(stream, 1 + random() % 50);
    EXPECT_EQ(whole.packets, pieces.packets);
    ASSERT_GE(whole.packets.size(), sent.size());
    whole.packets.resize(sent.size());
    EXPECT_EQ(whole.packets, sent);
    EXPECT_EQ(whole.deframer.counters().skippedBytes, strays);
  }
}

TEST(Deframer, AfterALongSearchAnySourceIsWelcome) {
  Buffer stream = streamOf({makePacket({})});
  base::append(stream, Buffer(kMaxSearchBytes + 100, 0xFF));
  const Buffer other = makePacket({.ssrc = 0x99999999});
  base::append(stream, streamOf({other, other, other}));
  Cutter cutter;
  cutter.feed(stream, 1000);
  EXPECT_EQ(cutter.packets, (std::vector<Buffer>{makePacket({}), other, other, other}));
  EXPECT_EQ(cutter.deframer.counters().resyncs, 1u);
}

TEST(Deframer, CutsCameraPackets) {
  for (const char* name : {"ps/lal/hik-pframes.rtp4571", "ps/srs/hik-480p.rtp4571"}) {
    Cutter cutter;
    cutter.feed(test::readFixture(name), 1000);
    EXPECT_EQ(cutter.packets, test::readPackets(name)) << name;
  }
}

}  // namespace
}  // namespace guanlan::rtp
