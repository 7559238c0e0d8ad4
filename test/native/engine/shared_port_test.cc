#include "engine/shared_port.h"

#include <gtest/gtest.h>

#include "engine/media_rig.h"

namespace guanlan::testing {
namespace {

using engine::kStrangerProof;
using engine::ReceiverConfig;
using engine::Transport;

class SharedPortTest : public ::testing::Test {
 protected:
  void SetUp() override { rig_.openSharedPort(); }

  MediaRig::Opened open(Transport transport, uint32_t ssrc, const char* host = nullptr) {
    ReceiverConfig config;
    config.transport = transport;
    config.ssrc = ssrc;
    config.silenceMs = 3'600'000;
    if (host) config.remote = at(host);
    return rig_.open(config);
  }
  /// Connects and sends while the worker is held, so that its first read brings all of it.
  Peer connectAndSend(const char* host, const Buffer& bytes) {
    return rig_.thread.run([&] {
      Peer camera = connectFrom(host, rig_.sharedPort);
      camera.send(bytes);
      return camera;
    });
  }

  MediaRig rig_;
};

TEST_F(SharedPortTest, TellsReceiversApartBySsrc) {
  const auto one = open(Transport::kUdp, 7);
  const auto two = open(Transport::kUdp, 8);
  UdpCamera camera;
  Media first(7);
  Media second(8);
  camera.send(first, 2, rig_.sharedPort);
  camera.send(second, 3, rig_.sharedPort);
  EXPECT_TRUE(one.has(Counter::kPackets, 2));
  EXPECT_TRUE(two.has(Counter::kPackets, 3));
}

TEST_F(SharedPortTest, FirstReadOfAConnectionMayBringMoreThanIsKept) {
  const auto receiver = open(Transport::kTcpPassive, 7);
  Media media(7, 1400);
  Peer camera = connectAndSend(kCameraHost, media.framed(120));
  EXPECT_TRUE(receiver.has(Counter::kPackets, 120));
}

TEST_F(SharedPortTest, LargestPacketBehindAReportIsRouted) {
  const auto receiver = open(Transport::kTcpPassive, 7);
  Buffer bytes = {0, 8, 0x80, 200, 0, 1, 0, 0, 0, 7};
  Media media(7, rtp::kMaxFramedBytes - rtp::kHeaderBytes);
  base::append(bytes, media.framed(1));
  Peer camera = connectAndSend(kCameraHost, bytes);
  EXPECT_TRUE(receiver.has(Counter::kPackets, 1));
}

TEST_F(SharedPortTest, ConnectionThatIsNoRtpIsDroppedWhenItsBoundIsReached) {
  Peer other = connectFrom(kCameraHost, rig_.sharedPort);
  other.send(Buffer(engine::kMaxUnroutedBytes - 1, 0xFF));
  EXPECT_EQ(rig_.total(Counter::kMalformed), 0u);
  other.send(Buffer(1, 0xFF));
  EXPECT_TRUE(other.readToEnd());
  EXPECT_EQ(rig_.total(Counter::kMalformed), 1u);
}

TEST_F(SharedPortTest, IdleConnectionsMakeRoomForTheNewest) {
  const auto receiver = open(Transport::kTcpPassive, 7);
  std::vector<Peer> idle;
  for (size_t i = 0; i < engine::kMaxUnroutedConnections; i++) {
    idle.push_back(connectFrom(kOtherHost, rig_.sharedPort));
    if (i % 16 == 0) rig_.thread.run([] {});  // the listener's queue is short
  }
  Peer camera = connectFrom(kCameraHost, rig_.sharedPort);
  Media media(7);
  camera.send(media.framed(1));
  EXPECT_TRUE(receiver.has(Counter::kPackets, 1));
  EXPECT_TRUE(idle.front().readToEnd());
  EXPECT_TRUE(rig_.hasTotal(Counter::kRefusedConnections, 1));
  idle.back().read();
  EXPECT_FALSE(idle.back().ended());
}

TEST_F(SharedPortTest, StrangersLargeDatagramDoesNotMakeItSlow) {
  const auto receiver = open(Transport::kUdp, 7);
  UdpCamera camera;
  UdpCamera stranger(kOtherHost);
  Media media(7);
  camera.send(media, 1, rig_.sharedPort);
  ASSERT_TRUE(receiver.receives(7));
  Media large(7, 3000);
  stranger.send(large, 1, rig_.sharedPort);
  stranger.send(Media(99, 3000).next(), rig_.sharedPort);
  ASSERT_TRUE(rig_.hasTotal(Counter::kMalformed, 2));
  camera.send(large, 1, rig_.sharedPort);
  ASSERT_TRUE(rig_.hasTotal(Counter::kMalformed, 3)) << "the camera's first large one has no room yet";
  camera.send(large, 1, rig_.sharedPort);
  EXPECT_TRUE(receiver.has(Counter::kPackets, 2));
}

// QUIRK ssrc-ignored.
TEST_F(SharedPortTest, DeviceThatIgnoresItsSsrcIsKnownByItsHost) {
  const auto meant = open(Transport::kUdp, 7, kCameraHost);
  const auto other = open(Transport::kUdp, 8, kOtherHost);
  UdpCamera camera;
  Media media(99);
  camera.send(media, kStrangerProof + 5, rig_.sharedPort);
  EXPECT_TRUE(meant.has(Counter::kPackets, kStrangerProof + 5)) << "what proved it was held";
  EXPECT_EQ(meant.state->get().ssrc, 99u);
  EXPECT_EQ(other.count(Counter::kWrongSsrc), 0u);
  // The next stream of the same host is no more in doubt, for the first is locked; on both sources each.
  const auto second = open(Transport::kUdp, 9, kCameraHost);
  Media media2(98);
  camera.send(media2, kStrangerProof, rig_.sharedPort);
  camera.send(media, 1, rig_.sharedPort);
  EXPECT_TRUE(second.has(Counter::kPackets, kStrangerProof));
  EXPECT_TRUE(meant.has(Counter::kPackets, kStrangerProof + 6));
}

// QUIRK ssrc-ignored.
TEST_F(SharedPortTest, DeviceThatIgnoresItsSsrcIsKnownByItsHostOverTcpToo) {
  const auto meant = open(Transport::kTcpPassive, 7, kCameraHost);
  const auto udp = open(Transport::kUdp, 8, kCameraHost);
  Media media(99);
  Peer camera = connectAndSend(kCameraHost, media.framed(kStrangerProof + 5));
  EXPECT_TRUE(meant.has(Counter::kPackets, kStrangerProof + 5));
  EXPECT_EQ(udp.count(Counter::kWrongSsrc), 0u);
}

TEST_F(SharedPortTest, UnknownSsrcOfAHostWithTwoStreamsWaitingIsRefused) {
  const auto one = open(Transport::kUdp, 7, kCameraHost);
  const auto two = open(Transport::kUdp, 8, kCameraHost);
  UdpCamera camera;
  UdpCamera stranger(kOtherHost);
  Media media(99);
  camera.send(media, 2 * kStrangerProof, rig_.sharedPort);
  stranger.send(media, 2 * kStrangerProof, rig_.sharedPort);
  EXPECT_TRUE(rig_.hasTotal(Counter::kUnknownSsrc, 4 * kStrangerProof));
  EXPECT_FALSE(one.state->get().everReceived || two.state->get().everReceived);
}

TEST_F(SharedPortTest, HostThatIsExpectedLaterIsKnownFromThenOn) {
  const auto receiver = open(Transport::kUdp, 7);
  UdpCamera camera;
  Media media(99);
  camera.send(media, kStrangerProof, rig_.sharedPort);
  ASSERT_TRUE(rig_.hasTotal(Counter::kUnknownSsrc, kStrangerProof));
  const auto expect = [&](std::optional<uint32_t> ssrc) {
    auto& found = *rig_.thread.worker().receiver(receiver.handle);
    found.update({.ssrc = ssrc ? std::optional(ssrc) : std::nullopt, .remote = at(kCameraHost)});
    rig_.thread.worker().sharedPort(kSharedPort)->reindex(found);
  };
  rig_.thread.run([&] { expect(std::nullopt); });
  camera.send(media, kStrangerProof, rig_.sharedPort);
  ASSERT_TRUE(receiver.receives(99));
  // And stays known when the same is expected once more.
  rig_.thread.run([&] { expect(std::nullopt); });
  camera.send(media, 1, rig_.sharedPort);
  EXPECT_TRUE(receiver.has(Counter::kPackets, kStrangerProof + 1));
}

}  // namespace
}  // namespace guanlan::testing
