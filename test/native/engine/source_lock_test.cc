#include "engine/source_lock.h"

#include <gtest/gtest.h>

namespace guanlan::engine {
namespace {

using Verdict = SourceLock::Verdict;

const net::Address kCamera = *net::Address::parse("192.0.2.10", 15060);
const net::Address kCameraOtherPort = *net::Address::parse("192.0.2.10", 15062);
const net::Address kStranger = *net::Address::parse("198.51.100.3", 9000);

TEST(SourceLock, FirstPacketLocksWhenNothingIsExpected) {
  SourceLock lock(5000);
  EXPECT_EQ(lock.judge(kCamera, 7, 0), Verdict::kStart);
  EXPECT_TRUE(lock.locked());
  EXPECT_FALSE(lock.byProof());
  EXPECT_EQ(lock.judge(kCamera, 7, 1), Verdict::kAccept);
  EXPECT_EQ(lock.ssrc(), 7u);
  EXPECT_TRUE(lock.remote() == kCamera);
  EXPECT_EQ(lock.lastPacketMs(), 1);
}

TEST(SourceLock, OthersAreRefusedOnceMediaFlows) {
  SourceLock lock(5000);
  lock.judge(kCamera, 7, 0);
  for (int i = 0; i < 100; i++) {
    EXPECT_EQ(lock.judge(kStranger, 7, i), Verdict::kWrongSource);
    EXPECT_EQ(lock.judge(kCameraOtherPort, 7, i), Verdict::kWrongSource);
    EXPECT_EQ(lock.judge(kStranger, 8, i), Verdict::kWrongSsrc);
  }
  EXPECT_EQ(lock.judge(kCamera, 7, 100), Verdict::kAccept);
}

TEST(SourceLock, TakeOverOnlyAfterSilence) {
  SourceLock lock(5000);
  lock.judge(kCamera, 7, 0);
  EXPECT_FALSE(lock.expire(4999));
  EXPECT_EQ(lock.judge(kStranger, 8, 4999), Verdict::kWrongSsrc);
  EXPECT_TRUE(lock.expire(5000));
  EXPECT_FALSE(lock.expire(5001)) << "told once";
  EXPECT_EQ(lock.judge(kStranger, 8, 5002), Verdict::kStart);
}

TEST(SourceLock, ExpectedSsrcLocksAtOnceAndOthersMustProveThemselves) {
  SourceLock lock(5000);
  lock.expectSsrc(7);
  for (uint32_t i = 1; i < kStrangerProof; i++) {
    ASSERT_EQ(lock.judge(kStranger, 8, i), Verdict::kWrongSsrc);
    ASSERT_EQ(lock.strangerPackets(), i);
  }
  EXPECT_EQ(lock.judge(kCamera, 7, 50), Verdict::kStart);
  EXPECT_EQ(lock.judge(kStranger, 8, 51), Verdict::kWrongSsrc);
}

// QUIRK ssrc-ignored.
TEST(SourceLock, UnexpectedSsrcIsBelievedAfterProof) {
  SourceLock lock(5000);
  lock.expectSsrc(7);
  for (uint32_t i = 1; i < kStrangerProof; i++) ASSERT_EQ(lock.judge(kCamera, 8, i), Verdict::kWrongSsrc);
  EXPECT_EQ(lock.judge(kCamera, 8, 99), Verdict::kStart);
  EXPECT_TRUE(lock.byProof());
  EXPECT_EQ(lock.ssrc(), 8u);
}

TEST(SourceLock, ProofMustComeFromOneSource) {
  SourceLock lock(5000);
  lock.expectSsrc(7);
  for (uint32_t i = 0; i < 100; i++) {
    ASSERT_EQ(lock.judge(kCamera, 8, i), Verdict::kWrongSsrc);
    ASSERT_EQ(lock.judge(kStranger, 9, i), Verdict::kWrongSsrc);
    ASSERT_EQ(lock.strangerPackets(), 1u);
  }
}

// QUIRK source-elsewhere.
TEST(SourceLock, DeviceBehindNatIsBelievedAfterProof) {
  SourceLock lock(5000);
  lock.expectSsrc(7);
  lock.expectHost(*net::Address::parse("10.0.0.5", 6000));
  for (uint32_t i = 1; i < kStrangerProof; i++) ASSERT_EQ(lock.judge(kCamera, 7, i), Verdict::kWrongSource);
  EXPECT_EQ(lock.judge(kCamera, 7, 99), Verdict::kStart);
}

TEST(SourceLock, PortOfTheExpectedSourceIsAHintOnly) {
  SourceLock lock(5000);
  lock.expectHost(kCamera);
  EXPECT_EQ(lock.judge(kCameraOtherPort, 7, 0), Verdict::kStart);
}

TEST(SourceLock, WhoWasBelievedMakesRoomForTheExpected) {
  SourceLock lock(5000);
  lock.expectSsrc(7);
  lock.expectHost(kCamera);
  for (uint32_t i = 0; i < kStrangerProof; i++) lock.judge(kStranger, 8, i);
  ASSERT_TRUE(lock.locked() && lock.byProof());
  EXPECT_EQ(lock.judge(kStranger, 7, 50), Verdict::kWrongSsrc) << "half of what is expected is not enough";
  EXPECT_EQ(lock.judge(kCamera, 7, 51), Verdict::kStart);
  EXPECT_FALSE(lock.byProof());
  EXPECT_EQ(lock.judge(kStranger, 8, 52), Verdict::kWrongSsrc);
  EXPECT_EQ(lock.judge(kCameraOtherPort, 7, 53), Verdict::kWrongSource)
      << "one expected source does not replace another";
}

TEST(SourceLock, WhoIsExpectedByNowDoesNotMakeRoom) {
  SourceLock lock(5000);
  lock.expectSsrc(7);
  for (uint32_t i = 0; i < kStrangerProof; i++) lock.judge(kCamera, 8, i);
  lock.expectSsrc(8);
  EXPECT_EQ(lock.judge(kStranger, 8, 50), Verdict::kWrongSource);
  EXPECT_EQ(lock.judge(kCamera, 8, 51), Verdict::kAccept);
}

// The answer comes after the first packets: an old session's sender must not keep the place of the agreed one.
TEST(SourceLock, LaterExpectationReleasesWhoeverIsNotMeant) {
  SourceLock lock(5000);
  lock.judge(kStranger, 9, 0);
  lock.expectSsrc(7);
  EXPECT_FALSE(lock.locked());
  EXPECT_EQ(lock.judge(kStranger, 9, 1), Verdict::kWrongSsrc);
  EXPECT_EQ(lock.judge(kCamera, 7, 2), Verdict::kStart);
  lock.expectSsrc(7);
  EXPECT_TRUE(lock.locked());
  lock.expectSsrc(std::nullopt);
  EXPECT_TRUE(lock.locked());
  lock.expectHost(kCameraOtherPort);
  EXPECT_TRUE(lock.locked());
  lock.expectHost(kStranger);
  EXPECT_FALSE(lock.locked());
}

}  // namespace
}  // namespace guanlan::engine
