#include "engine/chunk_pool.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>

namespace guanlan::engine {
namespace {

TEST(ChunkPool, BlocksAreLargeEnoughAndPowersOfTwo) {
  ChunkPool pool;
  for (const size_t wanted : {size_t{1}, kMinBlockBytes, kMinBlockBytes + 1, size_t{100'000}, kMaxPooledBlockBytes,
                              kMaxPooledBlockBytes + 1, size_t{8} << 20}) {
    const Block block = pool.take(wanted);
    EXPECT_GE(block.bytes, wanted);
    EXPECT_LE(block.bytes, std::max(2 * wanted, kMinBlockBytes));
    EXPECT_EQ(block.bytes & (block.bytes - 1), 0u);
    std::memset(block.data, 1, block.bytes);
    pool.give(block);
  }
}

TEST(ChunkPool, LastGivenIsFirstTaken) {
  ChunkPool pool;
  const Block a = pool.take(50'000);
  const Block b = pool.take(50'000);
  EXPECT_NE(a.data, b.data);
  pool.give(a);
  pool.give(b);
  EXPECT_EQ(pool.take(50'000).data, b.data);
  EXPECT_EQ(pool.take(50'000).data, a.data);
  pool.give(a);
  pool.give(b);
}

TEST(ChunkPool, KeepsAFewSpareArenasOnly) {
  ChunkPool pool;
  EXPECT_EQ(pool.arenaBytes(), 0u);
  std::vector<Block> blocks;
  for (size_t i = 0; i < 20 * kArenaBytes / kMaxPooledBlockBytes; i++)
    blocks.push_back(pool.take(kMaxPooledBlockBytes));
  EXPECT_EQ(pool.arenaBytes(), 20 * kArenaBytes);
  for (const Block& block : blocks) pool.give(block);
  EXPECT_EQ(pool.arenaBytes(), kMaxSpareArenas * kArenaBytes);
  pool.give(pool.take(1));
  EXPECT_LE(pool.arenaBytes(), (kMaxSpareArenas + 1) * kArenaBytes);
}

// Blocks in use never overlap, whatever is taken and given in whatever order.
TEST(ChunkPool, RandomUseKeepsBlocksApart) {
  const uint32_t seed = 4571;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  ChunkPool pool;
  std::vector<std::pair<Block, uint8_t>> held;
  for (int i = 0; i < 5000; i++) {
    if (held.size() < 60 && random() % 2 == 0) {
      const auto mark = static_cast<uint8_t>(random());
      const Block block = pool.take(random() % (random() % 10 == 0 ? 1'500'000 : 200'000));
      block.data[0] = block.data[block.bytes / 2] = block.data[block.bytes - 1] = mark;
      held.emplace_back(block, mark);
    } else if (!held.empty()) {
      const size_t at = random() % held.size();
      const auto [block, mark] = held[at];
      ASSERT_EQ(block.data[0], mark);
      ASSERT_EQ(block.data[block.bytes / 2], mark);
      ASSERT_EQ(block.data[block.bytes - 1], mark);
      pool.give(block);
      held.erase(held.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }
  for (const auto& [block, mark] : held) pool.give(block);
}

}  // namespace
}  // namespace guanlan::engine
