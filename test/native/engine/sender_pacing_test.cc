#include <gtest/gtest.h>

#include "engine/sender.h"
#include "engine/worker_thread.h"
#include "rtp/packet.h"

// How a sender over UDP spreads its packets over time, on a worker without a thread and with a clock that is moved by
// hand.
namespace guanlan::testing {
namespace {

constexpr Handle kSender = 2;
/// The kernel's default: 92 packets of this sender's.
constexpr int kDefaultReceiveBuffer = 212'992 / 2;  // the kernel doubles what is set

thread_local int64_t testMs = 0;

class SenderPacingTest : public ::testing::Test {
 protected:
  explicit SenderPacingTest(engine::Limits limits = {}) : worker_(events_, limits, [] { return testMs; }) {
    ::setsockopt(receiver_.fd.get(), SOL_SOCKET, SO_RCVBUF, &kDefaultReceiveBuffer, sizeof kDefaultReceiveBuffer);
    worker_.addStream(std::make_unique<engine::Stream>(worker_, kStream, engine::LossPolicy::kDropToKey, streamState_));
    stream().ring().claim(this);
    generation_ = stream().ring().nextGeneration();
    stream().onTracks(tracksOf(true, codec::Codec::kUnknown), generation_);
    open(net::localAddress(receiver_.fd.get()));
  }

  engine::Stream& stream() { return *worker_.stream(kStream); }
  void open(const net::Address& to) {
    engine::SenderConfig config;
    config.handle = kSender;
    config.remote = to;
    stream().addSender(std::make_unique<engine::Sender>(
        worker_, stream(), config, std::move(net::openUdp(*net::Address::parse("127.0.0.1", 0), 1 << 16).fd), net::Fd(),
        state_));
  }
  void commitKeyFrame(size_t bytes) {
    auto& ring = stream().ring();
    ring.begin(codec::kVideoTrack);
    ring.append(codec::kVideoTrack, picture(true, bytes));
    stream().onFrame(ring.commit(codec::kVideoTrack, true, 0, 0, generation_, worker_.nowMs()));
  }
  /// False when nothing is left to be sent.
  bool tick() {
    testMs++;
    worker_.post([] {});
    return worker_.loop().turn();
  }
  /// Packets that wait at the receiver; they follow what came before without a gap.
  size_t receive() {
    uint8_t buffer[2048];
    size_t count = 0;
    for (ssize_t n; (n = ::recv(receiver_.fd.get(), buffer, sizeof buffer, MSG_DONTWAIT)) > 0; count++) {
      rtp::PacketView packet;
      EXPECT_EQ(rtp::parsePacket(Bytes(buffer, size_t(n)), packet), rtp::PacketError::kNone);
      EXPECT_EQ(packet.sequence, next_++);
    }
    return count;
  }

  net::Opened receiver_ = net::openUdp(*net::Address::parse("127.0.0.1", 0), 1 << 16);
  engine::EventQueue events_{[] {}};
  engine::Worker worker_;
  std::shared_ptr<engine::Published<engine::StreamState>> streamState_ =
      std::make_shared<engine::Published<engine::StreamState>>();
  std::shared_ptr<engine::Published<engine::SenderState>> state_ =
      std::make_shared<engine::Published<engine::SenderState>>();
  uint32_t generation_ = 0;
  uint16_t next_ = 0;
};

TEST_F(SenderPacingTest, SendsAKeyFrameOverSeveralTicks) {
  commitKeyFrame(200'000);
  size_t all = 0;
  for (bool more = true; more;) {
    more = tick();
    const size_t now = receive();
    EXPECT_EQ(now, more ? engine::kMaxPacketsPerMs : now);
    EXPECT_LE(now, engine::kMaxPacketsPerMs);
    all += now;
  }
  EXPECT_EQ(all, (200'000 + 1400 - 1) / 1400 + 0u);
}

TEST_F(SenderPacingTest, SendsNoMoreWhenItIsFlushedTwiceWithinAMillisecond) {
  commitKeyFrame(200'000);
  tick();
  for (int i = 0; i < 5; i++) stream().flush();
  EXPECT_EQ(receive(), engine::kMaxPacketsPerMs);
  tick();
  EXPECT_EQ(receive(), engine::kMaxPacketsPerMs);
}

TEST_F(SenderPacingTest, LosesNothingAtAReceiverThatReadsEveryOtherTick) {
  commitKeyFrame(1'000'000);
  size_t all = 0;
  for (bool more = true; more;) {
    more = tick();
    if (more) more = tick();
    all += receive();
  }
  EXPECT_EQ(all, 715u);
}

TEST_F(SenderPacingTest, KeepsTheOrderWhenNewFramesComeBeforeOldOnesHaveLeft) {
  size_t all = 0;
  for (int i = 0; i < 20; i++) {
    commitKeyFrame(100'000);
    tick();
    all += receive();
  }
  while (tick()) all += receive();
  all += receive();
  EXPECT_EQ(all, 20 * 72u);
}

// What cannot be sent is lost as on the way, and does not pile up.
TEST_F(SenderPacingTest, CountsWhatTheSystemRefuses) {
  stream().closeSender(kSender, base::Status::kByLocal);
  open(*net::Address::parse("255.255.255.255", 9));
  commitKeyFrame(100'000);
  while (tick()) {
  }
  for (uint64_t i = 0; i < engine::kPublishPeriods; i++) {
    testMs += engine::kPeriodMs;
    tick();
  }
  const engine::Counters counters = state_->get().counters;
  EXPECT_EQ(counters[Counter::kSendErrors], counters[Counter::kSentPackets]);
  EXPECT_EQ(counters[Counter::kSendErrors], 72u);
}

class SenderWithoutGopTest : public SenderPacingTest {
 protected:
  SenderWithoutGopTest() : SenderPacingTest(limits()) {}
  static engine::Limits limits() {
    engine::Limits limits;
    limits.keepGop = false;
    return limits;
  }
};

// The worker looks after its streams between the frame's arrival and its way out.
TEST_F(SenderWithoutGopTest, BeginsWithTheFirstKeyFrameThatComes) {
  testMs += engine::kPeriodMs;
  commitKeyFrame(10'000);
  tick();
  EXPECT_EQ(receive(), 8u);
}

}  // namespace
}  // namespace guanlan::testing
