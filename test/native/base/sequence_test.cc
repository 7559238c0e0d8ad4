#include "base/sequence.h"

#include <gtest/gtest.h>

#include <random>

namespace guanlan::base {
namespace {

TEST(SequenceDistance, IsTheShorterWayAround_RFC1982_3_2) {
  EXPECT_EQ(sequenceDistance(5, 5), 0);
  EXPECT_EQ(sequenceDistance(5, 6), 1);
  EXPECT_EQ(sequenceDistance(6, 5), -1);
  EXPECT_EQ(sequenceDistance(65535, 0), 1);
  EXPECT_EQ(sequenceDistance(0, 65535), -1);
  EXPECT_EQ(sequenceDistance(0, 32767), 32767);
  EXPECT_EQ(sequenceDistance(0, 32768), -32768);
}

TEST(Unwrapper, BeginsAtTheFirstValue) {
  Unwrapper unwrapper(32);
  EXPECT_EQ(unwrapper.unwrap(0xFFFFFFF0), 0xFFFFFFF0);
}

TEST(Unwrapper, GoesOnOverTheWrapBothWays) {
  Unwrapper unwrapper(33);
  constexpr int64_t kSpan = int64_t{1} << 33;
  EXPECT_EQ(unwrapper.unwrap(kSpan - 100), kSpan - 100);
  EXPECT_EQ(unwrapper.unwrap(50), kSpan + 50);
  EXPECT_EQ(unwrapper.unwrap(kSpan - 100), kSpan - 100);
}

TEST(Unwrapper, MayGoBelowZero) {
  Unwrapper unwrapper(16);
  EXPECT_EQ(unwrapper.unwrap(5), 5);
  EXPECT_EQ(unwrapper.unwrap(65530), -6);
  EXPECT_EQ(unwrapper.unwrap(3), 3);
}

TEST(Unwrapper, IgnoresBitsBeyondItsOwn) {
  Unwrapper unwrapper(16);
  EXPECT_EQ(unwrapper.unwrap(0x70005), 5);
  EXPECT_EQ(unwrapper.unwrap(0xFFFF0006), 6);
}

TEST(Unwrapper, ResetForgets) {
  Unwrapper unwrapper(16);
  unwrapper.unwrap(65535);
  EXPECT_EQ(unwrapper.unwrap(1), 65537);
  unwrapper.reset();
  EXPECT_EQ(unwrapper.unwrap(1), 1);
}

TEST(Unwrapper, FollowsAnyWalkOfSmallSteps) {
  for (const unsigned bits : {16u, 32u, 33u}) {
    SCOPED_TRACE(bits);
    std::mt19937_64 random(bits);
    Unwrapper unwrapper(bits);
    const int64_t span = int64_t{1} << bits;
    int64_t value = span / 2;
    unwrapper.unwrap(value);
    for (int i = 0; i < 1000; i++) {
      // More forward than back, by less than half the circle.
      value += static_cast<int64_t>(random() % (span / 2)) - span / 8;
      ASSERT_EQ(unwrapper.unwrap(static_cast<uint64_t>(value) & (span - 1)), value) << i;
    }
  }
}

}  // namespace
}  // namespace guanlan::base
