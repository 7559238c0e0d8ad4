#include "engine/timeline.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

namespace guanlan::engine {
namespace {

constexpr uint8_t kVideo = codec::kVideoTrack;
constexpr uint8_t kAudio = codec::kAudioTrack;
constexpr int64_t kPicture = 3600;  // 25 a second

InputTime at(int64_t pts90k) {
  InputTime time;
  time.pts90k = pts90k;
  return time;
}
InputTime sound(int64_t pts90k, int64_t duration90k) {
  InputTime time = at(pts90k);
  time.duration90k = duration90k;
  return time;
}

TEST(Timeline, BeginsAtZero) {
  Timeline timeline;
  EXPECT_EQ(timeline.map(kVideo, at(8'000'000'000)).dts90k, 0);
  EXPECT_EQ(timeline.map(kVideo, at(8'000'003'600)).dts90k, kPicture);
}

TEST(Timeline, SoundAndPictureShareTheClock) {
  Timeline timeline;
  timeline.map(kVideo, at(500'000));
  EXPECT_EQ(timeline.map(kAudio, at(500'900)).dts90k, 900);
  EXPECT_EQ(timeline.map(kVideo, at(503'600)).dts90k, 3600);
  EXPECT_EQ(timeline.map(kAudio, at(504'500)).dts90k, 4500);
}

// Some cameras run sound and picture on clocks of their own.
TEST(Timeline, TracksOnClocksOfTheirOwnAreLevelled) {
  Timeline timeline;
  timeline.map(kVideo, at(500'000));
  timeline.map(kVideo, at(503'600));
  EXPECT_EQ(timeline.map(kAudio, at(90'000'000)).dts90k, 3600);
  EXPECT_EQ(timeline.map(kAudio, at(90'003'600)).dts90k, 7200);
  EXPECT_EQ(timeline.jumps(), 0u);
}

TEST(Timeline, ReorderedPicturesKeepTheirComposition) {
  Timeline timeline;
  const int64_t pts[] = {3600, 14400, 7200, 10800};
  for (int64_t i = 0; i < 4; i++) {
    InputTime time = at(pts[i]);
    time.dts90k = i * kPicture;
    const OutputTime out = timeline.map(kVideo, time);
    EXPECT_EQ(out.dts90k, i * kPicture);
    EXPECT_EQ(out.pts90k, pts[i]);
  }
}

TEST(Timeline, AbsentStampsFollowTheLastDuration) {
  Timeline timeline;
  timeline.map(kVideo, at(0));
  timeline.map(kVideo, at(6000));
  EXPECT_EQ(timeline.map(kVideo, {}).dts90k, 12000);
  EXPECT_EQ(timeline.map(kVideo, {}).dts90k, 18000);
  EXPECT_EQ(timeline.map(kVideo, at(24000)).dts90k, 24000);
}

TEST(Timeline, AbsentFromTheBeginningMeans25APictureASecond) {
  Timeline timeline;
  for (int64_t i = 0; i < static_cast<int64_t>(kStuckProof) - 1; i++)
    EXPECT_EQ(timeline.map(kVideo, {}).dts90k, i * kPicture);
}

TEST(Timeline, StuckStampsGiveWayToRtpAndThatToArrival) {
  Timeline timeline;
  InputTime time = at(77);
  int64_t last = -1;
  for (int64_t i = 0; i < 60; i++) {
    time.rtp90k = i * 7200;
    const int64_t out = timeline.map(kVideo, time).dts90k;
    ASSERT_GT(out, last);
    if (i > 2 * kStuckProof) {
      ASSERT_EQ(out - last, 7200) << i;
    }
    last = out;
  }
  EXPECT_EQ(timeline.stuckTracks(), 1u);
  for (int64_t i = 0; i < 60; i++) {
    time.arrival90k = 1'000'000 + i * 4500;
    const int64_t out = timeline.map(kVideo, time).dts90k;
    ASSERT_GT(out, last);
    if (i > 2 * kStuckProof) {
      ASSERT_EQ(out - last, 4500) << i;
    }
    last = out;
  }
}

TEST(Timeline, PauseIsKept) {
  Timeline timeline;
  timeline.map(kVideo, at(0));
  timeline.map(kVideo, at(kPicture));
  EXPECT_EQ(timeline.map(kVideo, at(5 * 90000)).dts90k, 5 * 90000);
  EXPECT_EQ(timeline.jumps(), 0u);
}

// Loss drops pictures up to the next key frame: what follows the gap comes every 40 ms again, and the clock has not
// moved.
TEST(Timeline, PicturesAfterAGapAreNoJump) {
  Timeline timeline;
  int64_t stamp = 500'000;
  timeline.map(kVideo, at(stamp));
  for (const int64_t gap : {4 * 90'000, 8 * 90'000, 2 * 90'000}) {
    stamp += gap;
    EXPECT_EQ(timeline.map(kVideo, at(stamp)).dts90k, stamp - 500'000);
    for (int i = 0; i < 3; i++) {
      stamp += kPicture;
      EXPECT_EQ(timeline.map(kVideo, at(stamp)).dts90k, stamp - 500'000);
    }
  }
  EXPECT_EQ(timeline.jumps(), 0u);
}

// A picture that a gap came before does not last as long as the gap.
TEST(Timeline, AGapTellsNoDuration) {
  Timeline timeline;
  timeline.map(kVideo, at(500'000));
  timeline.map(kVideo, at(503'000));
  timeline.map(kVideo, at(503'000 + 4 * 90'000));
  EXPECT_EQ(timeline.map(kVideo, {}).dts90k, 3000 + 4 * 90'000 + 3000);
}

// Pictures are lost for longer than a clock may jump, while the sound goes on.
TEST(Timeline, SoundAndPictureStayTogetherOverALongGapOfOne) {
  for (const int64_t seconds : {5, 11, 60}) {
    SCOPED_TRACE(seconds);
    Timeline timeline;
    timeline.map(kVideo, at(500'000));
    int64_t audio = 500'000;
    for (; audio < 500'000 + seconds * 90'000; audio += kPicture) timeline.map(kAudio, sound(audio, kPicture));
    EXPECT_EQ(timeline.map(kVideo, at(audio)).dts90k, timeline.map(kAudio, sound(audio, kPicture)).dts90k);
    EXPECT_EQ(timeline.jumps(), 0u);
  }
}

// Nothing comes for a while, and then the sound comes before the picture, or the picture first.
TEST(Timeline, SoundAndPictureStayTogetherOverALongGapOfBoth) {
  for (const uint8_t first : {kVideo, kAudio}) {
    for (const bool arrivalIsKnown : {false, true}) {
      SCOPED_TRACE(testing::Message() << int{first} << arrivalIsKnown);
      Timeline timeline;
      timeline.map(kVideo, at(500'000));
      timeline.map(kAudio, sound(500'000, kPicture));
      InputTime one = sound(500'000 + 12 * 90'000, first == kAudio ? kPicture : 0);
      InputTime two = sound(500'000 + 14 * 90'000, first == kAudio ? 0 : kPicture);
      if (arrivalIsKnown) {
        one.arrival90k = 12 * 90'000;
        two.arrival90k = 14 * 90'000;
      }
      const int64_t before = timeline.map(first, one).dts90k;
      EXPECT_EQ(timeline.map(1 - first, two).dts90k - before, 2 * 90'000);
      if (arrivalIsKnown) {
        EXPECT_EQ(timeline.jumps(), 0u);
      }
    }
  }
}

// B pictures of a sender that writes no decoding time: RFC 6184, or PES with PTS alone.
TEST(Timeline, PresentationAloneIsKeptOnceReorderingShows) {
  Timeline timeline;
  constexpr int64_t kGroup[] = {0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11};
  int64_t last = -1;
  for (size_t i = 0; i < std::size(kGroup); i++) {
    const OutputTime out = timeline.map(kVideo, at(500'000 + kGroup[i] * kPicture));
    EXPECT_GT(out.dts90k, last);
    EXPECT_GE(out.pts90k, out.dts90k);
    // The first two B pictures say it; they are late themselves.
    if (i > 3) {
      EXPECT_NEAR(static_cast<double>(out.pts90k), static_cast<double>(kGroup[i] * kPicture), 4) << i;
    }
    last = out.dts90k;
  }
  EXPECT_EQ(timeline.jumps(), 0u);
}

TEST(Timeline, ReorderingIsForgotten) {
  Timeline timeline;
  for (const int64_t i : {0, 2, 1, 3}) timeline.map(kVideo, at(i * kPicture));
  OutputTime out;
  for (int64_t i = 4; i < 4 + kInOrderProof + 2; i++) out = timeline.map(kVideo, at(i * kPicture));
  EXPECT_EQ(out.pts90k, out.dts90k);
}

TEST(Timeline, JumpsOfTheClockAreTakenOutAndTracksStayTogether) {
  for (const int64_t jump :
       {int64_t{3'600 * 90000}, int64_t{-3'600 * 90000}, int64_t{-3 * 90000}, int64_t{-400'000'000}}) {
    SCOPED_TRACE(jump);
    Timeline timeline;
    int64_t video = 500'000'000;
    int64_t audio = video + 500;
    int64_t lastOut = -1;
    for (int i = 0; i < 100; i++, video += kPicture, audio += kPicture) {
      if (i == 50) {
        video += jump;
        audio += jump;
      }
      const int64_t v = timeline.map(kVideo, at(video)).dts90k;
      const int64_t a = timeline.map(kAudio, sound(audio, kPicture)).dts90k;
      ASSERT_EQ(v - lastOut, i == 0 ? 1 : kPicture) << i;
      ASSERT_EQ(a - v, 500) << i;
      lastOut = v;
    }
    EXPECT_EQ(timeline.jumps(), 2u);
  }
}

TEST(Timeline, SmallBacksteps) {
  Timeline timeline;
  timeline.map(kVideo, at(90000));
  timeline.map(kVideo, at(93600));
  EXPECT_EQ(timeline.map(kVideo, at(93000)).dts90k, 3601);
  EXPECT_EQ(timeline.map(kVideo, at(97200)).dts90k, 7200);
  EXPECT_EQ(timeline.jumps(), 0u);
}

TEST(Timeline, BrokenCompositionIsLeftOut) {
  Timeline timeline;
  InputTime time = at(100 * 90000);
  time.dts90k = 0;
  EXPECT_EQ(timeline.map(kVideo, time).pts90k, 0);
  time = at(0);
  time.dts90k = kPicture;
  EXPECT_EQ(timeline.map(kVideo, time).pts90k, kPicture);
}

TEST(Timeline, RestartGoesOnBehindWhatIsThere) {
  Timeline timeline;
  for (int64_t i = 0; i < 10; i++) {
    timeline.map(kVideo, at(i * kPicture));
    timeline.map(kAudio, sound(i * kPicture, kPicture));
  }
  timeline.restart(9 * kPicture, 9 * kPicture);
  EXPECT_EQ(timeline.map(kVideo, at(70'000'000)).dts90k, 10 * kPicture);
  EXPECT_EQ(timeline.map(kAudio, sound(70'000'200, kPicture)).dts90k, 10 * kPicture + 200);
}

TEST(Timeline, NewWriterGoesOnBehindAnother) {
  Timeline timeline;
  timeline.restart(500'000, 480'000);
  const int64_t video = timeline.map(kVideo, at(7)).dts90k;
  EXPECT_GT(video, 500'000);
  EXPECT_LT(video, 510'000);
  EXPECT_GT(timeline.map(kAudio, at(7)).dts90k, 480'000);
  EXPECT_EQ(timeline.map(kVideo, at(3607)).dts90k - video, kPicture);
}

TEST(Timeline, NothingBefore) {
  Timeline timeline;
  timeline.restart(-1, -1);
  EXPECT_EQ(timeline.map(kVideo, at(9999)).dts90k, 0);
}

// Whatever a camera writes, times of a track go forward and by no more than a pause may last.
TEST(Timeline, AnyInputGivesRisingTimes) {
  const uint32_t seed = 13818;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < 200; round++) {
    Timeline timeline;
    int64_t last[2] = {-1, -1};
    int64_t clock = static_cast<int64_t>(random() % 1'000'000'000);
    for (int i = 0; i < 300; i++) {
      const uint8_t track = random() % 2;
      clock += random() % 50 == 0 ? static_cast<int64_t>(random() % 4'000'000'000) - 2'000'000'000 : 1800;
      InputTime time;
      if (random() % 5 != 0) time.pts90k = clock + static_cast<int64_t>(random() % 9000);
      if (time.pts90k && random() % 3 == 0) time.dts90k = clock - static_cast<int64_t>(random() % 900'000);
      if (random() % 3 != 0) time.rtp90k = static_cast<int64_t>(random() % 9'000'000'000);
      time.arrival90k = i * 1800;
      time.duration90k = track == kAudio ? 1800 : 0;
      const OutputTime out = timeline.map(track, time);
      ASSERT_GT(out.dts90k, last[track]);
      ASSERT_GE(out.pts90k, out.dts90k);
      if (last[track] >= 0) {
        ASSERT_LE(out.dts90k - last[track], 2 * kMaxJump90k + kMaxTrackOffset90k);
      }
      last[track] = out.dts90k;
    }
  }
}

TEST(Timeline, ASeekInARecordLeavesNoHole) {
  Timeline timeline;
  timeline.use(Timing::kRecord);
  timeline.map(kVideo, at(500'000));
  timeline.map(kAudio, sound(500'000, kPicture));
  EXPECT_EQ(timeline.map(kVideo, at(503'600)).dts90k, kPicture);
  int64_t expected = 2 * kPicture;
  for (const int64_t to : {5 * 90'000, -7 * 90'000, 600 * 90'000, 0}) {
    EXPECT_EQ(timeline.map(kVideo, at(500'000 + to)).dts90k, expected) << to;
    EXPECT_EQ(timeline.map(kAudio, sound(500'000 + to, kPicture)).dts90k, expected) << to;
    EXPECT_EQ(timeline.map(kVideo, at(503'600 + to)).dts90k, expected + kPicture) << to;
    expected += 2 * kPicture;
  }
}

TEST(Timeline, ARecordThatWasPausedGoesOnWhereItStood) {
  Timeline timeline;
  timeline.use(Timing::kRecord);
  for (const int64_t step : {0, 1}) {
    InputTime time = at(500'000 + step * kPicture);
    time.arrival90k = step * 60 * 90'000;
    EXPECT_EQ(timeline.map(kVideo, time).dts90k, step * kPicture);
  }
}

TEST(Timeline, ByArrivalTheTimesOfTheMediaDoNotMatter) {
  Timeline timeline;
  timeline.map(kVideo, at(500'000));
  EXPECT_EQ(timeline.map(kVideo, at(503'600)).dts90k, kPicture);
  timeline.use(Timing::kArrival);
  int64_t expected = 2 * kPicture;
  for (int64_t i = 0; i < 20; i++) {
    InputTime time = at(400'000 - i * kPicture);  // backwards
    time.arrival90k = 7'000'000 + i * 900;
    EXPECT_EQ(timeline.map(kVideo, time).dts90k, expected + i * 900);
  }
  expected += 19 * 900;
  InputTime late = at(0);
  late.arrival90k = 7'000'000 + 30 * 90'000;
  EXPECT_EQ(timeline.map(kVideo, late).dts90k, expected + 900) << "a pause leaves no hole";
  timeline.use(Timing::kRecord);
  EXPECT_EQ(timeline.map(kVideo, at(90'000'000)).dts90k, expected + 1800);
  EXPECT_EQ(timeline.map(kVideo, at(90'003'600)).dts90k, expected + 1800 + kPicture);
}

// A download comes many times faster than it was recorded.
TEST(Timeline, StampsMayRunAheadOfTheWallClock) {
  Timeline timeline;
  for (int64_t i = 0; i < 1000; i++) {
    InputTime time = at(500'000 + i * kPicture);
    time.arrival90k = i * kPicture / 8;
    ASSERT_EQ(timeline.map(kVideo, time).dts90k, i * kPicture);
  }
  EXPECT_EQ(timeline.jumps(), 0u);
}

}  // namespace
}  // namespace guanlan::engine
