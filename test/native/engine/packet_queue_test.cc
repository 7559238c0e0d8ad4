#include "engine/packet_queue.h"

#include <gtest/gtest.h>

#include <deque>
#include <random>

namespace guanlan::engine {
namespace {

void add(PacketQueue& queue, size_t bytes, uint8_t value) { std::fill_n(queue.add(bytes), bytes, value); }

/// What waits, packet by packet.
std::vector<base::Buffer> packetsOf(const PacketQueue& queue) {
  std::vector<base::Buffer> out;
  base::Bytes rest = queue.bytes();
  for (const uint16_t size : queue.sizes()) {
    out.emplace_back(rest.begin(), rest.begin() + size);
    rest = rest.subspan(size);
  }
  EXPECT_TRUE(rest.empty());
  return out;
}

TEST(PacketQueue, KeepsPacketsInOnePieceAndInOrder) {
  PacketQueue queue;
  EXPECT_TRUE(queue.empty());
  add(queue, 3, 1);
  add(queue, 65535, 2);
  add(queue, 1, 3);
  EXPECT_EQ(queue.packets(), 3u);
  EXPECT_EQ(queue.bytes().size(), 3u + 65535 + 1);
  queue.dropPackets(1);
  EXPECT_EQ(packetsOf(queue), (std::vector<base::Buffer>{base::Buffer(65535, 2), {3}}));
  queue.dropPackets(2);
  EXPECT_TRUE(queue.empty());
}

TEST(PacketQueue, RemembersHowMuchOfAPacketWasTaken) {
  PacketQueue queue;
  add(queue, 10, 1);
  add(queue, 10, 2);
  queue.dropBytes(4);
  EXPECT_EQ(packetsOf(queue), (std::vector<base::Buffer>{base::Buffer(6, 1), base::Buffer(10, 2)}));
  queue.dropBytes(6);
  EXPECT_EQ(queue.packets(), 1u);
  queue.dropBytes(9);
  EXPECT_EQ(packetsOf(queue), (std::vector<base::Buffer>{{2}}));
  queue.dropBytes(1);
  EXPECT_TRUE(queue.empty());
}

TEST(PacketQueue, TakesWhatAnotherOneHasLeft) {
  PacketQueue from;
  PacketQueue to;
  add(from, 10, 1);
  add(from, 5, 2);
  from.dropBytes(7);
  add(to, 2, 9);
  to.take(from);
  EXPECT_TRUE(from.empty());
  EXPECT_EQ(packetsOf(to), (std::vector<base::Buffer>{{9, 9}, {1, 1, 1}, base::Buffer(5, 2)}));
  to.take(from);
  EXPECT_EQ(to.packets(), 3u);
}

// Against the plain way, over many sizes: memory is moved and grown on the way.
TEST(PacketQueue, IsAQueue) {
  const uint32_t seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  PacketQueue queue;
  std::deque<base::Buffer> plain;
  for (int step = 0; step < 20'000; step++) {
    // Fills for a while, then drains for a while.
    if (random() % 100 < (step / 2000 % 2 == 0 ? 60u : 40u)) {
      plain.emplace_back(1 + random() % 2000, static_cast<uint8_t>(step));
      std::copy(plain.back().begin(), plain.back().end(), queue.add(plain.back().size()));
    } else if (!plain.empty() && random() % 2 == 0) {
      queue.dropPackets(1);
      plain.pop_front();
    } else if (!plain.empty()) {
      const size_t bytes = 1 + random() % plain.front().size();
      queue.dropBytes(bytes);
      plain.front().erase(plain.front().begin(), plain.front().begin() + static_cast<std::ptrdiff_t>(bytes));
      if (plain.front().empty()) plain.pop_front();
    }
    ASSERT_EQ(queue.packets(), plain.size());
    if (plain.empty()) continue;
    ASSERT_EQ(queue.sizes().front(), plain.front().size());
    ASSERT_EQ(queue.sizes().back(), plain.back().size());
    ASSERT_EQ(queue.bytes().front(), plain.front().front());
    ASSERT_EQ(queue.bytes().back(), plain.back().back());
  }
  EXPECT_EQ(packetsOf(queue), std::vector<base::Buffer>(plain.begin(), plain.end()));
}

}  // namespace
}  // namespace guanlan::engine
