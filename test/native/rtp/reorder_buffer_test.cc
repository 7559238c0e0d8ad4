#include "rtp/reorder_buffer.h"

#include <algorithm>
#include <random>

#include "rtp/packets.h"

namespace guanlan::rtp {
namespace {

using base::Buffer;

/// Writes down what comes out: sequence numbers, "-n" for a gap of n, "R" for a restart.
struct Recorder : ReorderSink {
  void onPacket(const PacketView& packet) override {
    out += std::to_string(packet.sequence) + " ";
    last = packet.bytes.data();
    payloads.push_back(test::copy(packet.payload));
  }
  void onGap(uint32_t missing) override { out += "-" + std::to_string(missing) + " "; }
  void onRestart() override { out += "R "; }

  std::string take() { return std::exchange(out, {}); }

  std::string out;
  const uint8_t* last = nullptr;
  std::vector<Buffer> payloads;
};

struct ReorderBufferTest : testing::Test {
  void push(std::initializer_list<int> sequences, int64_t nowMs = 0) {
    for (int sequence : sequences) {
      bytes = test::makePacket({.sequence = static_cast<uint16_t>(sequence),
                                .payload = {static_cast<uint8_t>(sequence), static_cast<uint8_t>(sequence >> 8)}});
      buffer->push(test::parsed(bytes), nowMs);
    }
  }
  void use(ReorderOptions options) { buffer.emplace(sink, options); }
  const ReorderCounters& counters() const { return buffer->counters(); }

  Recorder sink;
  Buffer bytes;
  std::optional<ReorderBuffer> buffer{std::in_place, sink, ReorderOptions{}};
};

TEST_F(ReorderBufferTest, PassesPacketsInOrderWithoutACopy) {
  push({10, 11, 12});
  EXPECT_EQ(sink.take(), "10 11 12 ");
  EXPECT_EQ(sink.last, bytes.data());
  EXPECT_FALSE(buffer->holds());
  EXPECT_EQ(counters().packets, 3u);
  EXPECT_EQ(counters().reordered + counters().lost + counters().duplicates + counters().late, 0u);
}

TEST_F(ReorderBufferTest, PutsPacketsBackInOrder) {
  push({10, 13, 12});
  EXPECT_EQ(sink.take(), "10 ");
  EXPECT_EQ(buffer->held(), 2u);
  push({11});
  EXPECT_EQ(sink.take(), "11 12 13 ");
  EXPECT_EQ(sink.payloads.back(), (Buffer{13, 0}));
  EXPECT_EQ(counters().reordered, 2u);
  EXPECT_EQ(counters().packets, 4u);
  EXPECT_EQ(counters().lost, 0u);
}

TEST_F(ReorderBufferTest, GoesOnOverTheWrap_RFC3550_A_1) {
  push({65534, 0, 65535, 1, 3, 2});
  EXPECT_EQ(sink.take(), "65534 65535 0 1 2 3 ");
  EXPECT_EQ(buffer->extendedHighest(), 65536u + 3);
  EXPECT_EQ(counters().restarts, 0u);
}

TEST_F(ReorderBufferTest, CountsWrapsInTheUpperHalf_RFC3550_A_1) {
  push({65500});
  for (int i = 65501; i < 65501 + 3 * 65536; i++) push({i & 0xFFFF});
  EXPECT_EQ(buffer->extendedHighest(), 65500u + 3 * 65536);
  EXPECT_EQ(counters().lost, 0u);
}

TEST_F(ReorderBufferTest, ReportsTheHighestReceivedAlsoWhileItWaits_RFC3550_A_1) {
  push({10, 12});
  EXPECT_EQ(buffer->extendedHighest(), 12u);
}

TEST_F(ReorderBufferTest, GivesUpAfterItsTime) {
  push({1, 3, 4}, 1000);
  buffer->expire(1199);
  EXPECT_EQ(sink.take(), "1 ");
  buffer->expire(1200);
  EXPECT_EQ(sink.take(), "-1 3 4 ");
  EXPECT_EQ(counters().lost, 1u);
}

TEST_F(ReorderBufferTest, CountsTheTimeFromTheFirstPacketBehindTheGap) {
  push({1, 5}, 1000);
  push({4}, 1150);
  push({3}, 1199);
  EXPECT_EQ(sink.take(), "1 ");
  buffer->expire(1200);
  EXPECT_EQ(sink.take(), "-1 3 4 5 ");
}

TEST_F(ReorderBufferTest, GivesEveryGapItsOwnTime) {
  push({1, 3}, 1000);
  push({5}, 1100);
  buffer->expire(1200);
  EXPECT_EQ(sink.take(), "1 -1 3 ");
  buffer->expire(1299);
  EXPECT_EQ(sink.take(), "");
  buffer->expire(1300);
  EXPECT_EQ(sink.take(), "-1 5 ");
}

TEST_F(ReorderBufferTest, AFilledGapStartsTheTimeOfTheNextOne) {
  push({1, 3}, 1000);
  push({5}, 1100);
  push({2}, 1150);
  EXPECT_EQ(sink.take(), "1 2 3 ");
  buffer->expire(1299);
  EXPECT_EQ(sink.take(), "");
  buffer->expire(1300);
  EXPECT_EQ(sink.take(), "-1 5 ");
}

TEST_F(ReorderBufferTest, PushExpiresToo) {
  push({1, 3}, 1000);
  push({5}, 1200);
  EXPECT_EQ(sink.take(), "1 -1 3 ");
}

TEST_F(ReorderBufferTest, IsBoundedInPackets) {
  use({.packets = 4, .ms = 1000});
  push({0, 2, 3, 4});
  EXPECT_EQ(sink.take(), "0 ");
  push({5});
  EXPECT_EQ(sink.take(), "-1 2 3 4 5 ");
  EXPECT_EQ(buffer->held(), 0u);
}

TEST_F(ReorderBufferTest, PassesOnWhatTheOverrunFreed) {
  use({.packets = 4, .ms = 1000});
  push({0, 4, 7});
  // 1, 2 and 3 are given up for 7; 4 follows at once and does not wait for 5.
  EXPECT_EQ(sink.take(), "0 -3 4 ");
  push({4});
  EXPECT_EQ(counters().duplicates, 1u);
  push({5, 6, 8});
  EXPECT_EQ(sink.take(), "5 6 7 8 ");
}

TEST_F(ReorderBufferTest, TellsSeveralGapsOfOneOverrunInOrder) {
  use({.packets = 8, .ms = 1000});
  push({0, 2, 5, 20});
  EXPECT_EQ(sink.take(), "0 -1 2 -2 5 -7 ");
  buffer->flush();
  EXPECT_EQ(sink.take(), "-7 20 ");
}

TEST_F(ReorderBufferTest, WindowOfOneHoldsNothing) {
  use({.packets = 1, .ms = 1000});
  push({0, 2, 1, 3});
  EXPECT_EQ(sink.take(), "0 -1 2 3 ");
  EXPECT_EQ(counters().late, 1u);
}

TEST_F(ReorderBufferTest, LimitsTheWindow) {
  use({.packets = 1'000'000, .ms = 1000});
  push({0});
  for (int i = 2; i < 2 + static_cast<int>(kMaxReorderPackets); i++) push({i});
  EXPECT_LE(buffer->held(), kMaxReorderPackets);
  EXPECT_EQ(counters().lost, 1u);
}

TEST_F(ReorderBufferTest, LimitsTheBytesThatItHolds) {
  use({.packets = kMaxReorderPackets, .ms = 1'000'000});
  push({0});
  const Buffer payload(65000, 7);
  for (uint16_t i = 2; i < 200; i++) {
    const Buffer large = test::makePacket({.sequence = i, .payload = payload});
    buffer->push(test::parsed(large), 0);
    ASSERT_LE(buffer->held() * payload.size(), kMaxHeldBytes);
  }
  EXPECT_EQ(counters().lost, 1u);
  EXPECT_EQ(sink.payloads.back().size(), payload.size());
  EXPECT_EQ(counters().packets, 199u);
}

TEST_F(ReorderBufferTest, DropsDuplicatesKeptAndPassed) {
  push({1, 1, 2, 1, 4, 4});
  EXPECT_EQ(sink.take(), "1 2 ");
  EXPECT_EQ(counters().duplicates, 3u);
  push({3});
  EXPECT_EQ(sink.take(), "3 4 ");
  EXPECT_EQ(counters().late, 0u);
}

TEST_F(ReorderBufferTest, TellsLateFromDuplicate) {
  push({1, 3}, 0);
  buffer->expire(200);
  push({2, 3}, 200);
  EXPECT_EQ(sink.take(), "1 -1 3 ");
  EXPECT_EQ(counters().late, 1u);
  EXPECT_EQ(counters().duplicates, 1u);
}

TEST_F(ReorderBufferTest, TwoPacketsInARowProveARestart_RFC3550_A_1) {
  push({100, 101, 40000});
  EXPECT_EQ(sink.take(), "100 101 ");
  push({40001, 40002});
  EXPECT_EQ(sink.take(), "R 40000 40001 40002 ");
  EXPECT_EQ(counters().restarts, 1u);
  EXPECT_EQ(counters().lost, 0u);
  EXPECT_EQ(buffer->extendedHighest(), 40002u);
}

TEST_F(ReorderBufferTest, ARestartFarBehindIsOneToo_RFC3550_A_1) {
  push({5000, 5001, 0, 1, 2});
  EXPECT_EQ(sink.take(), "5000 5001 R 0 1 2 ");
  EXPECT_EQ(counters().restarts, 1u);
}

TEST_F(ReorderBufferTest, ARestartPassesOnWhatWasKeptFirst) {
  push({100, 102, 40000, 40001});
  EXPECT_EQ(sink.take(), "100 -1 102 R 40000 40001 ");
}

TEST_F(ReorderBufferTest, AStrayPacketIsNoRestart_RFC3550_A_1) {
  push({100, 40000, 101, 40001, 102, 30000, 20000, 103});
  EXPECT_EQ(sink.take(), "100 101 102 103 ");
  EXPECT_EQ(counters().restarts, 0u);
  EXPECT_EQ(counters().late, 4u);
}

TEST_F(ReorderBufferTest, AJumpBelowTheDropoutIsLoss_RFC3550_A_1) {
  push({0, 2999});
  buffer->flush();
  EXPECT_EQ(sink.take(), "0 -2935 -63 2999 ");
  EXPECT_EQ(counters().lost, 2998u);
  EXPECT_EQ(counters().restarts, 0u);
}

TEST_F(ReorderBufferTest, WithoutAWindowAGapIsALossAtOnce) {
  use({.packets = 0, .ms = 0});
  push({1, 2, 5, 6});
  EXPECT_EQ(sink.take(), "1 2 -2 5 6 ");
  EXPECT_FALSE(buffer->holds());
}

TEST_F(ReorderBufferTest, WithoutAWindowGoingBackIsARestart) {
  use({.packets = 0, .ms = 0});
  push({40, 41, 0, 1, 2});
  EXPECT_EQ(sink.take(), "40 41 R 0 1 2 ");
  push({2, 3, 4});
  EXPECT_EQ(sink.take(), "3 4 ");
  EXPECT_EQ(counters().late, 1u);
}

TEST_F(ReorderBufferTest, FlushPassesOnEverything) {
  push({1, 3, 6});
  buffer->flush();
  EXPECT_EQ(sink.take(), "1 -1 3 -2 6 ");
  EXPECT_FALSE(buffer->holds());
}

TEST_F(ReorderBufferTest, ResetForgetsTheSource) {
  push({1, 3, 5});
  buffer->reset();
  push({3, 4});
  EXPECT_EQ(sink.take(), "1 3 4 ");
  EXPECT_EQ(counters().lost, 0u);
}

TEST_F(ReorderBufferTest, TellsTheLossOfACapture) {
  for (const Buffer& packet : test::readPackets("ps/lal/loss-4-5-missing.rtp4571"))
    buffer->push(test::parsed(packet), 0);
  buffer->flush();
  EXPECT_EQ(sink.take().substr(0, 15), "1 2 3 -2 6 7 8 ");
  EXPECT_EQ(counters().lost, 2u);
}

TEST_F(ReorderBufferTest, AnyOrderWithinTheWindowComesOutInOrder) {
  for (uint32_t seed = 1; seed <= 50; seed++) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    use({.packets = 64, .ms = 1000});
    constexpr int kCount = 2000;
    std::vector<std::pair<int, int>> order;  // place, packet
    for (int i = 0; i < kCount; i++) order.emplace_back(i + static_cast<int>(random() % 30), i);
    order[0].first = -1;
    std::stable_sort(order.begin(), order.end());
    std::string expected;
    for (int i = 0; i < kCount; i++) expected += std::to_string((65000 + i) & 0xFFFF) + " ";
    for (const auto& [place, i] : order) push({(65000 + i) & 0xFFFF});
    EXPECT_EQ(sink.take(), expected);
    EXPECT_EQ(counters().lost + counters().late + counters().duplicates, 0u);
    EXPECT_GT(counters().reordered, 100u);
  }
}

}  // namespace
}  // namespace guanlan::rtp
