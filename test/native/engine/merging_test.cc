// When viewers are served: rounds, merged writes, and what a worker drops that does not keep up.
#include <gtest/gtest.h>

#include "engine/turned_worker.h"
#include "flv/flv_reader.h"

namespace guanlan::testing {
namespace {

using codec::Codec;
using engine::kMergeMs;
using engine::kMergeViewers;
using engine::Load;

constexpr int64_t kFrameMs = 40;

struct Audience {
  Audience(TurnedWorker& rig, size_t count, Handle stream = kStream, Handle first = 100) {
    for (size_t i = 0; i < count; i++) peers.push_back(rig.adopt(first + i, stream));
  }
  /// What each got, when all got the same.
  size_t news() {
    const size_t first = TurnedWorker::news(peers[0]);
    for (size_t i = 1; i < peers.size(); i++) EXPECT_EQ(TurnedWorker::news(peers[i]), first) << "viewer " << i;
    return first;
  }
  std::vector<Peer> peers;
};

/// A key frame or another picture, and 40 ms.
size_t frame(TurnedWorker& rig, Audience& audience, bool key = false, uint8_t pattern = 0) {
  rig.commit(key, pattern);
  rig.turn();
  const size_t news = audience.news();
  rig.pass(kFrameMs);
  return news;
}

TEST(Rounds, FewViewersGetEveryFrameAtOnce) {
  TurnedWorker rig;
  Audience audience(rig, kMergeViewers - 1);
  EXPECT_EQ(frame(rig, audience, true), 1u);
  for (int i = 0; i < 10; i++) EXPECT_EQ(frame(rig, audience), 1u);
  EXPECT_EQ(rig.total(Counter::kMergedWrites), 0u);
}

TEST(Rounds, ManyViewersGetFramesTogether) {
  TurnedWorker rig;
  Audience audience(rig, kMergeViewers);
  frame(rig, audience, true);
  audience.news();
  int64_t last = turnedMs - kFrameMs;
  size_t writes = 0;
  size_t pictures = 0;
  for (int ms = 0; ms < 4000; ms++, turnedMs++) {
    if (ms % kFrameMs == 0) rig.commit(false, 0);
    rig.turn();
    const size_t news = audience.news();
    if (news == 0) continue;
    EXPECT_LE(turnedMs - last, 120);
    EXPECT_GE(turnedMs - last, kMergeMs);
    last = turnedMs;
    pictures += news;
    writes++;
  }
  EXPECT_EQ(writes, 4000u / kMergeMs);
  EXPECT_EQ(pictures, 100u);
  EXPECT_EQ(rig.total(Counter::kMergedWrites), (writes + 1) * kMergeViewers);
}

TEST(Rounds, KeyFrameIsNotHeldBack) {
  TurnedWorker rig;
  Audience audience(rig, kMergeViewers);
  EXPECT_EQ(frame(rig, audience, true), 1u);
  EXPECT_EQ(frame(rig, audience), 0u);
  EXPECT_EQ(frame(rig, audience, true), 2u) << "with what waited before it";
}

TEST(Rounds, WhoJoinsDoesNotWait) {
  TurnedWorker rig;
  Audience audience(rig, kMergeViewers);
  frame(rig, audience, true);
  EXPECT_EQ(frame(rig, audience), 0u);
  Peer late = rig.adopt(999);
  EXPECT_EQ(TurnedWorker::news(late), 2u);
}

TEST(Rounds, StreamThatWasIdleIsServedAtOnce) {
  TurnedWorker rig;
  Audience audience(rig, kMergeViewers);
  frame(rig, audience, true);
  for (int i = 0; i < 5; i++) {
    rig.pass(kMergeMs);
    EXPECT_EQ(frame(rig, audience), 1u);
  }
}

TEST(Rounds, NothingIsLeftBehindWhenTheStreamEndsItsFrames) {
  TurnedWorker rig;
  Audience audience(rig, kMergeViewers);
  frame(rig, audience, true);
  EXPECT_EQ(frame(rig, audience), 0u);
  rig.pass(kMergeMs);
  EXPECT_EQ(audience.news(), 1u);
}

TEST(Rounds, NothingIsLeftBehindWhenTheStreamIsClosed) {
  TurnedWorker rig;
  Audience audience(rig, kMergeViewers);
  frame(rig, audience, true);
  EXPECT_EQ(frame(rig, audience), 0u);
  rig.worker().closeStream(kStream, base::Status::kByLocal, "");
  EXPECT_EQ(audience.news(), 1u);
}

TEST(Rounds, MergingCanBeSwitchedOff) {
  engine::Limits limits;
  limits.mergeWrites = false;
  TurnedWorker rig(limits);
  Audience audience(rig, kMergeViewers);
  for (int i = 0; i < 5; i++) EXPECT_EQ(frame(rig, audience, i == 0), 1u);
}

TEST(Rounds, AreServedInShares) {
  TurnedWorker rig;
  constexpr size_t kCount = 2 * engine::kMaxStreamServedATick + 10;
  Audience audience(rig, kCount);
  rig.commit(true, 0);
  size_t served = 0;
  for (const size_t expected : {engine::kMaxStreamServedATick, engine::kMaxStreamServedATick, size_t{10}}) {
    EXPECT_EQ(rig.turn(), served + expected < kCount) << "the next turn comes without a rest while some are left";
    size_t now = 0;
    for (Peer& peer : audience.peers) now += TurnedWorker::news(peer);
    EXPECT_EQ(now, expected);
    served += now;
  }
}

TEST(Rounds, OneStreamDoesNotKeepTheOthersWaiting) {
  TurnedWorker rig;
  Audience many(rig, 3 * engine::kMaxServedATick);
  rig.addStream(2, tracksOf(true, Codec::kUnknown));
  Peer other = rig.adopt(5000, 2);
  rig.commit(true, 0);
  rig.commit(true, 0, 2);
  rig.turn();
  EXPECT_EQ(TurnedWorker::news(other), 1u);
  EXPECT_EQ(TurnedWorker::news(many.peers.back()), 0u);
}

TEST(Rounds, StreamsThatGotNoShareGoFirst) {
  TurnedWorker rig;
  const Handle count = 2 * engine::kMaxServedATick / engine::kMaxStreamServedATick;
  std::vector<Audience> audiences;
  for (Handle stream = 10; stream < 10 + count; stream++) {
    rig.addStream(stream, tracksOf(true, Codec::kUnknown));
    audiences.emplace_back(rig, engine::kMaxStreamServedATick, stream, stream * 1000);
    rig.commit(true, 0, stream);
  }
  EXPECT_TRUE(rig.turn());
  EXPECT_EQ(TurnedWorker::news(audiences.back().peers[0]), 0u);
  rig.turn();
  for (Audience& audience : audiences) EXPECT_GE(audience.peers[0].received().size() + audience.news(), 1u);
}

TEST(Rounds, ViewersThatLeaveMeanwhileMakeNobodyMissAFrame) {
  TurnedWorker rig;
  Audience audience(rig, 2 * engine::kMaxStreamServedATick);
  rig.commit(true, 0);
  rig.turn();
  // Half of those that were served already go, and one joins.
  for (Handle i = 0; i < engine::kMaxStreamServedATick / 2; i++) rig.stream().closeViewer(100 + i, 0, "");
  Peer late = rig.adopt(9999);
  rig.turn();
  for (size_t i = engine::kMaxStreamServedATick / 2; i < audience.peers.size(); i++)
    EXPECT_EQ(TurnedWorker::news(audience.peers[i]), 1u) << i;
  EXPECT_EQ(TurnedWorker::news(late), 1u);
}

TEST(Rounds, FrameThatComesDuringARoundFollowsIt) {
  TurnedWorker rig;
  Audience audience(rig, engine::kMaxStreamServedATick + 1);
  rig.commit(true, 0);
  rig.turn();
  rig.commit(false, 1);
  rig.turn();
  rig.pass(kMergeMs + 1);
  size_t least = 99;
  for (Peer& peer : audience.peers) {
    peer.read();
    least = std::min(least, peer.received().size() / TurnedWorker::kPictureBytes);
  }
  EXPECT_EQ(least, 2u);
}

TEST(Rounds, FrameThatComesDuringARoundFollowsItThoughTheOthersOfItLeave) {
  TurnedWorker rig;
  Audience audience(rig, engine::kMaxStreamServedATick + 1);
  rig.commit(true, 0);
  rig.turn();
  rig.commit(false, 1);
  rig.stream().closeViewer(100 + engine::kMaxStreamServedATick, 0, "");
  rig.pass(2 * kMergeMs);
  audience.peers.pop_back();
  EXPECT_EQ(audience.news(), 2u);
}

TEST(Rounds, KeyFrameThatNobodyKeepsWaitsForThoseWhoWaitedForIt) {
  engine::Limits limits;
  limits.keepGop = false;
  TurnedWorker rig(limits);
  Audience audience(rig, 2 * engine::kMaxStreamServedATick);
  rig.commit(true, 0);
  rig.turn();
  // Frames are let go between two shares of the round as well.
  rig.stream().onPeriod();
  rig.turn();
  EXPECT_EQ(audience.news(), 1u);
}

/// Frames every 40 ms, a key frame every `gop`, on a worker that is busy for `busyOf10` of each 10 ms.
struct Overload {
  explicit Overload(engine::Limits limits = {}) : rig(limits), audience(rig, 3) {}

  /// What each viewer got.
  size_t run(int64_t ms, int64_t busyOf10) {
    size_t news = 0;
    for (const int64_t end = turnedMs + ms; turnedMs < end;) {
      if (turnedMs >= nextFrameMs) {
        rig.commit(frames % kGop == 0, static_cast<uint8_t>(frames));
        frames++;
        nextFrameMs += kFrameMs;
      }
      const int64_t begun = turnedMs;
      rig.turn(busyOf10);
      news += audience.news();
      turnedMs = begun + 10;
    }
    return news;
  }

  static constexpr size_t kGop = 25;
  TurnedWorker rig;
  Audience audience;
  size_t frames = 0;
  int64_t nextFrameMs = turnedMs;
};

TEST(Overload, MergesThenFallsToKeyFramesThenRecoversInOrder) {
  Overload over;
  EXPECT_EQ(over.run(2000, 1), 50u);
  EXPECT_TRUE(over.rig.loads().empty());
  // Busy: merged at first, nothing lost.
  over.run(400, 10);
  EXPECT_EQ(over.rig.worker().load(), Load::kMerging);
  EXPECT_EQ(over.rig.total(Counter::kViewerOverloadDroppedFrames), 0u);
  EXPECT_GT(over.rig.total(Counter::kMergedWrites), 0u);
  EXPECT_GT(over.rig.total(Counter::kPressuredTicks), 0u);
  over.run(2000, 10);
  EXPECT_EQ(over.rig.worker().load(), Load::kKeysOnly);
  EXPECT_EQ(over.rig.loads(), std::vector{Load::kKeysOnly}) << "the newest state of those that nobody fetched";
  // Key frames only, for every viewer alike.
  EXPECT_EQ(over.run(4000, 10), 4u);
  EXPECT_GT(over.rig.total(Counter::kViewerOverloadDroppedFrames), 0u);
  // The load goes: key frames, then all of them merged, then at once.
  over.run(engine::Pressure::kMinHoldMs + 400, 1);
  EXPECT_EQ(over.rig.loads(), std::vector{Load::kMerging});
  over.run(2000, 1);
  EXPECT_EQ(over.run(2000, 1), 50u);
  over.run(engine::Pressure::kMinHoldMs, 1);
  EXPECT_EQ(over.rig.loads(), std::vector{Load::kCalm});
  EXPECT_EQ(over.run(2000, 1), 50u);
}

TEST(Overload, EveryGapInPicturesEndsWithAKeyFrame) {
  Overload over;
  over.run(4000, 10);
  over.run(2 * engine::Pressure::kMinHoldMs + 4000, 1);
  over.rig.pass((engine::kPublishPeriods + 1) * engine::kPeriodMs);  // until every viewer has published its figures
  over.audience.news();
  const auto file = readFlv(over.audience.peers[0].received());
  ASSERT_TRUE(file);
  int expected = -1;
  size_t pictures = 0;
  for (const FlvTag& tag : file->tags) {
    const auto video = tag.type == 9 ? readFlvVideo(tag.body) : std::nullopt;
    if (!video || video->config) continue;
    const auto pattern = static_cast<uint8_t>(video->data[5] - 5 * 7);
    EXPECT_TRUE(video->key || pattern == expected) << int(pattern) << " after " << expected - 1;
    expected = static_cast<uint8_t>(pattern + 1);
    pictures++;
  }
  const uint64_t dropped = over.rig.total(Counter::kViewerDroppedFrames) / over.audience.peers.size();
  EXPECT_EQ(pictures + dropped, over.frames);
  EXPECT_EQ(over.rig.total(Counter::kViewerOverloadDroppedFrames) % over.audience.peers.size(), 0u);
}

TEST(Overload, SoundOfAStreamWithoutPicturesGoesOn) {
  TurnedWorker rig;
  rig.addStream(2, tracksOf(false, Codec::kPcma));
  Peer peer = rig.adopt(10, 2);
  for (int i = 0; i < 3000; i++) {
    const int64_t begun = turnedMs;
    rig.turn(10);
    turnedMs = begun + 10;
    if (rig.worker().load() == Load::kKeysOnly) break;
  }
  ASSERT_EQ(rig.worker().load(), Load::kKeysOnly);
  for (int i = 0; i < 50; i++) {
    rig.commit(true, 0, 2, codec::kAudioTrack);
    rig.turn();
    turnedMs += 20;
  }
  rig.pass(kMergeMs);
  EXPECT_EQ(TurnedWorker::news(peer), 50u);
}

TEST(Overload, WithoutMergingStillFallsToKeyFrames) {
  engine::Limits limits;
  limits.mergeWrites = false;
  Overload over(limits);
  over.run(3000, 10);
  EXPECT_EQ(over.rig.total(Counter::kMergedWrites), 0u);
  EXPECT_EQ(over.run(2000, 10), 2u);
}

}  // namespace
}  // namespace guanlan::testing
