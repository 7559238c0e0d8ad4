#include "engine/sender.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/worker_thread.h"
#include "rtp/packet.h"
#include "rtp/rfc4571.h"
#include "rtp/rtcp.h"

namespace guanlan::testing {
namespace {

using codec::Codec;
using codec::kAudioTrack;
using codec::kVideoTrack;
using engine::SenderConfig;
using engine::SendFormat;
using engine::Transport;

constexpr Handle kSender = 50;
constexpr uint32_t kSsrc = 0x0BADCAFE;

net::Address loopback(uint16_t port = 0) { return *net::Address::parse("127.0.0.1", port); }

SenderConfig config(Transport transport, uint16_t remotePort = 0) {
  SenderConfig out;
  out.handle = kSender;
  out.transport = transport;
  if (remotePort != 0) out.remote = loopback(remotePort);
  out.ssrc = kSsrc;
  return out;
}

/// A UDP socket, and one on the port above it.
struct UdpPair {
  net::Fd media;
  net::Fd rtcp;
  uint16_t port = 0;
};
UdpPair openUdpPair() {
  for (int i = 0; i < 100; i++) {
    UdpPair pair;
    pair.media = net::openUdp(loopback(), 8 << 20).fd;
    pair.port = net::localAddress(pair.media.get()).port();
    if (pair.port == 65535) continue;
    pair.rtcp = net::openUdp(loopback(static_cast<uint16_t>(pair.port + 1)), 1 << 16).fd;
    if (pair.rtcp.valid()) return pair;
  }
  ADD_FAILURE() << "no pair of ports";
  return {};
}

/// What waits on a datagram socket.
std::vector<Buffer> datagrams(int fd) {
  std::vector<Buffer> out;
  uint8_t buffer[65536];
  for (ssize_t n; (n = ::recv(fd, buffer, sizeof buffer, MSG_DONTWAIT)) > 0;) out.emplace_back(buffer, buffer + n);
  return out;
}

class SenderTest : public ::testing::Test {
 protected:
  void open(const SenderConfig& senderConfig, net::Fd fd, net::Fd rtcp = {}) {
    auto socket = std::make_shared<net::Fd>(std::move(fd));
    auto control = std::make_shared<net::Fd>(std::move(rtcp));
    thread_.run([&] {
      thread_.stream().addSender(std::make_unique<engine::Sender>(thread_.worker(), thread_.stream(), senderConfig,
                                                                  std::move(*socket), std::move(*control), state_));
    });
  }
  void openUdp(SenderConfig senderConfig, const UdpPair& to) {
    senderConfig.remote = loopback(to.port);
    open(senderConfig, net::openUdp(loopback(), 1 << 16).fd, net::openUdp(loopback(), 1 << 16).fd);
  }
  /// The last picture's packets left the queue.
  bool sent(uint64_t frames) {
    return waitUntil([&] { return state_->get().counters[Counter::kSentFrames] >= frames; });
  }
  /// Reads until `count` packets came.
  std::vector<Buffer> receive(int fd, size_t count) {
    std::vector<Buffer> all;
    waitUntil([&] {
      for (Buffer& packet : datagrams(fd)) all.push_back(std::move(packet));
      return all.size() >= count;
    });
    return all;
  }

  WorkerThread thread_{limits()};
  std::shared_ptr<engine::Published<engine::SenderState>> state_ =
      std::make_shared<engine::Published<engine::SenderState>>();

 private:
  static engine::Limits limits() {
    engine::Limits out;
    out.viewerStallMs = 150;
    return out;
  }
};

rtp::PacketView parsed(const Buffer& packet) {
  rtp::PacketView view;
  EXPECT_EQ(rtp::parsePacket(packet, view), rtp::PacketError::kNone);
  return view;
}

size_t packetsOf(Bytes payload) { return payload.size() / engine::kRtpPayloadBytes; }

TEST_F(SenderTest, StateIsThereBeforeTheEventThatTellsOfIt) {
  const UdpPair to = openUdpPair();
  openUdp(config(Transport::kUdp), to);
  ASSERT_TRUE(waitUntil([&] { return thread_.find(kSender, EventType::kSenderStarted).has_value(); }));
  EXPECT_TRUE(state_->get().sending);
}

TEST_F(SenderTest, OverUdpBeginsAtTheNewestKeyFrameAndPacesIt) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  thread_.commitGop(3, 1000);
  thread_.commitGop(1, 400'000);  // 286 packets: more than one tick may send
  const UdpPair to = openUdpPair();
  openUdp(config(Transport::kUdp), to);
  const auto packets = receive(to.media.get(), packetsOf(picture(true, 400'000)) + 1);
  ASSERT_GE(packets.size(), 286u);
  for (size_t i = 0; i < packets.size(); i++) {
    EXPECT_EQ(parsed(packets[i]).sequence, i);
    EXPECT_EQ(parsed(packets[i]).timestamp, 3u * 3600) << "the key frame, not what came before";
  }
  EXPECT_TRUE(parsed(packets.back()).marker);
  const auto started = thread_.find(kSender, EventType::kSenderStarted);
  ASSERT_TRUE(started);
  EXPECT_EQ(started->remote.port(), to.port);
}

// [RFC 3550 §6.6] BYE, in a compound that begins with a report (§6.1).
TEST_F(SenderTest, SaysByeByRtcp) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  const UdpPair to = openUdpPair();
  openUdp(config(Transport::kUdp), to);
  thread_.commitGop(1, 1000);
  ASSERT_FALSE(receive(to.media.get(), 1).empty());
  thread_.run([&] { thread_.stream().closeSender(kSender, base::Status::kByLocal); });
  const auto reports = receive(to.rtcp.get(), 1);
  ASSERT_EQ(reports.size(), 1u);
  const rtp::RtcpSummary summary = rtp::parseRtcp(reports[0]);
  EXPECT_FALSE(summary.malformed);
  EXPECT_EQ(summary.bye, kSsrc);
  EXPECT_EQ(thread_.closed(kSender)->status, base::Status::kByLocal);
}

TEST_F(SenderTest, OfSoundBeginsNowAndNotInThePast) {
  thread_.announce(tracksOf(true, Codec::kPcma));
  thread_.commitGop(1, 1000);
  for (int i = 0; i < 50; i++) thread_.commit(kAudioTrack, true, i * 3600, Buffer(320, static_cast<uint8_t>(i)));
  const UdpPair to = openUdpPair();
  SenderConfig audio = config(Transport::kUdp);
  audio.format = SendFormat::kAudio;
  audio.payloadType = 8;
  openUdp(audio, to);
  for (int i = 50; i < 53; i++) thread_.commit(kAudioTrack, true, i * 3600, Buffer(320, static_cast<uint8_t>(i)));
  const auto packets = receive(to.media.get(), 3);
  ASSERT_EQ(packets.size(), 3u);
  for (int i = 0; i < 3; i++) {
    EXPECT_EQ(parsed(packets[i]).payload[0], 50 + i);
    EXPECT_EQ(parsed(packets[i]).timestamp, (50u + i) * 320);
  }
}

// [RFC 3551 §4.1] The marker says that sound begins.
TEST_F(SenderTest, OfSoundMarksWhereItBeginsAndWhereItGoesOn) {
  thread_.announce(tracksOf(false, Codec::kPcma));
  const UdpPair to = openUdpPair();
  SenderConfig audio = config(Transport::kUdp);
  audio.format = SendFormat::kAudio;
  audio.payloadType = 8;
  openUdp(audio, to);
  for (const int64_t time : {0, 3600, 7200, 90000, 93600}) thread_.commit(kAudioTrack, true, time, Buffer(320, 1));
  const auto packets = receive(to.media.get(), 5);
  ASSERT_EQ(packets.size(), 5u);
  const bool marked[] = {true, false, false, true, false};
  for (size_t i = 0; i < 5; i++) EXPECT_EQ(parsed(packets[i]).marker, marked[i]) << i;
  EXPECT_EQ(parsed(packets[3]).timestamp, 8000u);
}

TEST_F(SenderTest, OfSoundAloneAsProgramStreamNeedsNoPicture) {
  thread_.announce(tracksOf(false, Codec::kPcma));
  const UdpPair to = openUdpPair();
  openUdp(config(Transport::kUdp), to);
  for (int i = 0; i < 3; i++) thread_.commit(kAudioTrack, true, i * 3600, Buffer(320, 1));
  const auto packets = receive(to.media.get(), 3);
  ASSERT_EQ(packets.size(), 3u);
  for (size_t i = 0; i < 3; i++) {
    EXPECT_EQ(parsed(packets[i]).timestamp, i * 3600);
    EXPECT_TRUE(parsed(packets[i]).marker);
    EXPECT_EQ(base::load32(parsed(packets[i]).payload.data()), 0x1BAu);
  }
}

TEST_F(SenderTest, HeldBackSendsNothingBeforeItIsStarted) {
  thread_.announce(tracksOf(false, Codec::kPcma));
  const UdpPair to = openUdpPair();
  SenderConfig audio = config(Transport::kUdp);
  audio.format = SendFormat::kAudio;
  audio.held = true;
  openUdp(audio, to);
  for (int i = 0; i < 10; i++) thread_.commit(kAudioTrack, true, i * 3600, Buffer(320, static_cast<uint8_t>(i)));
  thread_.settle();
  EXPECT_TRUE(datagrams(to.media.get()).empty());
  thread_.run([&] { thread_.stream().sender(kSender)->start(); });
  const auto packets = receive(to.media.get(), 1);
  ASSERT_EQ(packets.size(), 1u);
  EXPECT_EQ(parsed(packets[0]).payload[0], 9) << "the newest, not what was said before";
}

TEST_F(SenderTest, InjectsWhatItWasAskedForAndCountsIt) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  const UdpPair to = openUdpPair();
  SenderConfig faulty = config(Transport::kUdp);
  faulty.faults.emplace();
  faulty.faults->seed = 42;
  faulty.faults->loss = 0.05;
  faulty.faults->duplicate = 0.05;
  faulty.faults->wrongSsrc = true;
  openUdp(faulty, to);
  std::vector<Buffer> packets;
  for (int i = 0; i < 20; i++) {
    thread_.commitGop(1, 50'000);
    for (Buffer& packet : datagrams(to.media.get())) packets.push_back(std::move(packet));
  }
  ASSERT_TRUE(sent(20));
  ASSERT_TRUE(waitUntil([&] {
    for (Buffer& packet : datagrams(to.media.get())) packets.push_back(std::move(packet));
    return packets.size() >= state_->get().counters[Counter::kSentPackets];
  }));
  const auto counters = state_->get().counters;
  std::vector<int> seen(parsed(packets.back()).sequence + 1u, 0);
  for (const Buffer& packet : packets) {
    EXPECT_NE(parsed(packet).ssrc, kSsrc);
    seen[parsed(packet).sequence]++;
  }
  EXPECT_GT(counters[Counter::kFaultLost], 0u);
  EXPECT_EQ(static_cast<uint64_t>(std::count(seen.begin(), seen.end(), 2)), counters[Counter::kFaultDuplicated]);
  // Lost ones after the last that arrived are not seen.
  EXPECT_NEAR(static_cast<double>(std::count(seen.begin(), seen.end(), 0)),
              static_cast<double>(counters[Counter::kFaultLost]), 3);
}

TEST_F(SenderTest, FallsSilentOnPurpose) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  const UdpPair to = openUdpPair();
  SenderConfig faulty = config(Transport::kUdp);
  faulty.faults.emplace();
  faulty.faults->silenceAfterMs = 0;
  openUdp(faulty, to);
  thread_.commitGop(3, 1000);
  thread_.settle();
  EXPECT_TRUE(datagrams(to.media.get()).empty());
  EXPECT_FALSE(thread_.find(kSender, EventType::kClosed));
}

/// Everything that a TCP peer of the sender's gets, cut into packets.
struct TcpPeer {
  explicit TcpPeer(int fd) : peer(fd) {}
  std::vector<Buffer> packets() {
    peer.read();
    std::vector<Buffer> out;
    rtp::Deframer deframer;
    deframer.feed(peer.received(), [&](Bytes packet) { out.emplace_back(packet.begin(), packet.end()); });
    return out;
  }
  Peer peer;
};

int acceptWithin(int listener) {
  net::Address from;
  int fd = -1;
  waitUntil([&] {
    net::Fd accepted = net::acceptOne(listener, from);
    fd = accepted.release();
    return fd >= 0;
  });
  return fd;
}

// [RFC 4571 §2]
TEST_F(SenderTest, OverTcpActiveConnectsAndFrames) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  const net::Opened listener = net::openTcpListener(loopback());
  const uint16_t port = net::localAddress(listener.fd.get()).port();
  open(config(Transport::kTcpActive, port), std::move(net::startConnect(loopback(port)).fd));
  TcpPeer to(acceptWithin(listener.fd.get()));
  thread_.commitGop(2, 200'000);
  ASSERT_TRUE(waitUntil([&] { return to.packets().size() >= 2 * 143; }));
  uint16_t sequence = 0;
  for (const Buffer& packet : to.packets()) EXPECT_EQ(parsed(packet).sequence, sequence++);
  ASSERT_TRUE(waitUntil([&] { return thread_.find(kSender, EventType::kSenderStarted).has_value(); }));
  to.peer.close();
  EXPECT_EQ(thread_.closed(kSender)->status, base::Status::kPeerClosed);
}

TEST_F(SenderTest, OverTcpActiveTellsThatItWasRefused) {
  uint16_t port = 0;
  {
    const net::Opened taken = net::openTcpListener(loopback());
    port = net::localAddress(taken.fd.get()).port();
  }
  open(config(Transport::kTcpActive, port), std::move(net::startConnect(loopback(port)).fd));
  const auto closed = thread_.closed(kSender);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->status, base::Status::kConnectRefused);
  EXPECT_EQ(closed->error, ECONNREFUSED);
}

TEST_F(SenderTest, OverTcpPassiveServesTheFirstWhoConnects) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  net::Opened listener = net::openTcpListener(loopback());
  const uint16_t port = net::localAddress(listener.fd.get()).port();
  open(config(Transport::kTcpPassive), std::move(listener.fd));
  TcpPeer to(net::startConnect(loopback(port)).fd.release());
  ASSERT_TRUE(waitUntil([&] { return thread_.find(kSender, EventType::kSenderStarted).has_value(); }));
  thread_.commitGop(3, 10'000);
  ASSERT_TRUE(waitUntil([&] { return to.packets().size() >= 3 * 8; }));
  const net::Opened second = net::startConnect(loopback(port));
  ASSERT_TRUE(waitUntil([&] { return net::connectError(second.fd.get()) == ECONNREFUSED; }))
      << "nobody listens any more";
}

TEST_F(SenderTest, SplitsWritesOnPurpose) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  net::Opened listener = net::openTcpListener(loopback());
  const uint16_t port = net::localAddress(listener.fd.get()).port();
  SenderConfig split = config(Transport::kTcpPassive);
  split.faults.emplace();
  split.faults->splitWrites = true;
  open(split, std::move(listener.fd));
  TcpPeer to(net::startConnect(loopback(port)).fd.release());
  ASSERT_TRUE(waitUntil([&] { return thread_.find(kSender, EventType::kSenderStarted).has_value(); }));
  thread_.commitGop(1, 20'000);
  ASSERT_TRUE(waitUntil([&] { return to.packets().size() >= 15; }));
  uint16_t sequence = 0;
  for (const Buffer& packet : to.packets()) EXPECT_EQ(parsed(packet).sequence, sequence++);
}

TEST_F(SenderTest, ThroughALentConnectionFramesAndLeavesTheReadingToItsOwner) {
  thread_.announce(tracksOf(false, Codec::kPcma));
  const net::Opened listener = net::openTcpListener(loopback());
  net::Opened connecting = net::startConnect(net::localAddress(listener.fd.get()));
  TcpPeer to(acceptWithin(listener.fd.get()));
  SenderConfig audio = config(Transport::kTcpActive);
  audio.format = SendFormat::kAudio;
  audio.through = true;
  open(audio, {});
  thread_.commit(kAudioTrack, true, 0, Buffer(320, 1));
  auto lent = std::make_shared<net::Fd>(net::duplicate(connecting.fd.get()).fd);
  thread_.run([&] { thread_.stream().sender(kSender)->useSocket(std::move(*lent), loopback(9)); });
  thread_.commit(kAudioTrack, true, 3600, Buffer(320, 2));
  ASSERT_TRUE(waitUntil([&] { return !to.packets().empty(); }));
  to.peer.send(Buffer{1, 2, 3});
  uint8_t bytes[8];
  ASSERT_TRUE(waitUntil([&] { return ::recv(connecting.fd.get(), bytes, sizeof bytes, MSG_DONTWAIT) == 3; }));
  thread_.run([&] { thread_.stream().sender(kSender)->useSocket({}, {}); });
  EXPECT_EQ(thread_.closed(kSender)->status, base::Status::kPeerClosed);
}

/// Two ends of a connection whose sending end takes little.
std::pair<net::Fd, int> narrowConnection(int small) {
  const net::Opened listener = net::openTcpListener(loopback());
  net::Opened connecting = net::startConnect(net::localAddress(listener.fd.get()));
  ::setsockopt(connecting.fd.get(), SOL_SOCKET, SO_SNDBUF, &small, sizeof small);
  const int other = acceptWithin(listener.fd.get());
  ::setsockopt(other, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
  return {std::move(connecting.fd), other};
}

TEST_F(SenderTest, OverTcpDropsToAKeyFrameWhenThePeerIsSlow) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  auto [fd, other] = narrowConnection(65536);
  open(config(Transport::kTcpActive, 9), std::move(fd));
  TcpPeer to(other);
  ASSERT_TRUE(waitUntil([&] { return thread_.find(kSender, EventType::kSenderStarted).has_value(); }));
  for (int i = 0; i < 8; i++) {
    thread_.commitGop(1, 2'000'000);
    to.peer.read();
  }
  thread_.settle();
  // Everything that was queued arrives; then the next key frame opens the way again.
  ASSERT_TRUE(waitUntil([&] {
    to.peer.read();
    return state_->get().counters[Counter::kSenderDroppedFrames] > 0;
  }));
  ASSERT_TRUE(waitUntil([&] {
    to.peer.read();
    return to.peer.received().size() == state_->get().counters[Counter::kSentBytes];
  }));
  const uint64_t before = state_->get().counters[Counter::kSentFrames];
  EXPECT_LT(before, 8u);
  thread_.commitGop(1, 10'000);
  ASSERT_TRUE(waitUntil([&] {
    to.peer.read();
    return state_->get().counters[Counter::kSentFrames] == before + 1;
  }));
  uint16_t sequence = 0;
  for (const Buffer& packet : to.packets())
    EXPECT_EQ(parsed(packet).sequence, sequence++) << "only whole frames are left out";
}

TEST_F(SenderTest, OverTcpIsClosedWhenThePeerTakesNothing) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  auto [fd, other] = narrowConnection(4096);
  const net::Fd keep(other);
  open(config(Transport::kTcpActive, 9), std::move(fd));
  thread_.commitGop(2, 4'000'000);
  EXPECT_EQ(thread_.closed(kSender)->status, base::Status::kSlowViewer);
}

TEST_F(SenderTest, EndsWithItsStream) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  const UdpPair to = openUdpPair();
  openUdp(config(Transport::kUdp), to);
  thread_.run([&] { thread_.worker().closeStream(kStream, base::Status::kByLocal, ""); });
  ASSERT_TRUE(thread_.closed(kStream));
  std::vector<Handle> order;
  for (const Event& event : thread_.events()) {
    if (event.type == EventType::kClosed) order.push_back(event.handle);
  }
  EXPECT_EQ(order, (std::vector<Handle>{kSender, kStream}));
  EXPECT_EQ(thread_.closed(kSender)->status, base::Status::kStreamClosed);
}

}  // namespace
}  // namespace guanlan::testing
