#include "engine/pressure.h"

#include <gtest/gtest.h>

#include <vector>

namespace guanlan::engine {
namespace {

/// A worker that is busy for so much of each 10 ms.
class PressureTest : public ::testing::Test {
 protected:
  /// Every load that came up within `ms`, with when it did.
  std::vector<Load> run(int64_t ms, int64_t busyOf10) {
    std::vector<Load> seen;
    for (const int64_t end = now_ + ms; now_ < end; now_ += 10) {
      if (!pressure_.onTurn(now_, now_ + busyOf10)) continue;
      seen.push_back(pressure_.load());
      changedMs_ = now_ + busyOf10;
    }
    return seen;
  }

  int64_t now_ = 1000;
  int64_t changedMs_ = 0;
  Pressure pressure_{1000};
};

TEST_F(PressureTest, StaysCalmBelowTheBusyShare) {
  EXPECT_TRUE(run(60'000, 8).empty());
  EXPECT_EQ(pressure_.load(), Load::kCalm);
}

TEST_F(PressureTest, MergesAfterOneBusyWindow) {
  EXPECT_EQ(run(250, 9), std::vector{Load::kMerging});
  EXPECT_LE(changedMs_ - 1000, Pressure::kWindowMs + 10);
}

TEST_F(PressureTest, FallsToKeyFramesWhenMergingIsNotEnough) {
  EXPECT_EQ(run(3000, 10), (std::vector{Load::kMerging, Load::kKeysOnly}));
  EXPECT_GE(changedMs_ - 1000, (1 + Pressure::kWindowsToStep) * Pressure::kWindowMs);
}

TEST_F(PressureTest, DoesNotFallFurtherWhenMergingHelps) {
  run(250, 10);
  EXPECT_TRUE(run(60'000, 7).empty()) << "neither busy nor calm";
  EXPECT_EQ(pressure_.load(), Load::kMerging);
}

TEST_F(PressureTest, GoesBackStepByStep) {
  run(3000, 10);
  ASSERT_EQ(pressure_.load(), Load::kKeysOnly);
  EXPECT_TRUE(run(Pressure::kMinHoldMs - 1000, 1).empty());
  EXPECT_EQ(run(2000, 1), std::vector{Load::kMerging});
  EXPECT_EQ(run(Pressure::kMinHoldMs + 1000, 1), std::vector{Load::kCalm});
}

TEST_F(PressureTest, BusyWindowBeginsTheCalmTimeAnew) {
  run(250, 10);
  for (int i = 0; i < 10; i++) {
    EXPECT_TRUE(run(Pressure::kMinHoldMs - 500, 1).empty());
    EXPECT_TRUE(run(250, 10).empty());
  }
}

TEST_F(PressureTest, HoldsLongerWhatCameBackAtOnce) {
  int64_t expected = Pressure::kMinHoldMs;
  for (int i = 0; i < 7; i++) {
    const int64_t begun = now_;
    run(2 * Pressure::kWindowMs, 10);
    ASSERT_EQ(pressure_.load(), Load::kMerging);
    while (pressure_.load() != Load::kCalm) run(100, 0);
    EXPECT_NEAR(static_cast<double>(now_ - begun), static_cast<double>(expected), 1000);
    expected = std::min(2 * expected, Pressure::kMaxHoldMs);
  }
  run(Pressure::kRelapseMs + 1000, 0);
  const int64_t begun = now_;
  run(2 * Pressure::kWindowMs, 10);
  while (pressure_.load() != Load::kCalm) run(100, 0);
  EXPECT_NEAR(static_cast<double>(now_ - begun), static_cast<double>(Pressure::kMinHoldMs), 1000);
}

TEST_F(PressureTest, OneLongTurnIsAWindowOfItsOwn) {
  EXPECT_TRUE(pressure_.onTurn(1000, 3000));
  EXPECT_EQ(pressure_.load(), Load::kMerging);
  EXPECT_FALSE(pressure_.onTurn(3001, 6000)) << "one step at a time, and the next needs more of them";
}

}  // namespace
}  // namespace guanlan::engine
