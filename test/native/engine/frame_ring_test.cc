#include "engine/frame_ring.h"

#include <gtest/gtest.h>

#include <random>

namespace guanlan::engine {
namespace {

constexpr uint8_t kVideo = codec::kVideoTrack;
constexpr uint8_t kAudio = codec::kAudioTrack;

base::Buffer bytesOf(size_t size, uint32_t seed) {
  std::minstd_rand random(seed + 1);
  base::Buffer bytes(size);
  for (uint8_t& b : bytes) b = static_cast<uint8_t>(random());
  return bytes;
}

const Frame& put(FrameRing& ring, uint8_t track, bool key, const base::Buffer& bytes, int64_t nowMs, int64_t dts = 0) {
  ring.begin(track);
  EXPECT_TRUE(ring.append(track, bytes));
  return ring.commit(track, key, dts, dts, 0, nowMs);
}

base::Buffer copy(base::Bytes bytes) { return {bytes.begin(), bytes.end()}; }

TEST(FrameRing, EmptyRingHasNothing) {
  ChunkPool pool;
  const FrameRing ring(1 << 20, pool);
  EXPECT_EQ(ring.nextSequence(), 0u);
  EXPECT_EQ(ring.oldest(), 0u);
  EXPECT_EQ(ring.at(0), nullptr);
  EXPECT_EQ(ring.newestKey(), kNoSequence);
  EXPECT_EQ(ring.lastDts(kVideo), -1);
  EXPECT_EQ(ring.memoryBytes(), 0u);
}

TEST(FrameRing, KeepsWhatWasWritten) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  ring.begin(kVideo);
  EXPECT_TRUE(ring.isOpen(kVideo));
  ring.append(kVideo, base::Buffer{0, 0, 0, 0, 9, 9});
  ring.append(kVideo, base::Buffer{1, 2, 3});
  ring.patch32(kVideo, 0, 0x01020304);
  ring.truncate(kVideo, 7);
  EXPECT_EQ(ring.openBytes(kVideo), 7u);
  const Frame& frame = ring.commit(kVideo, true, 3600, 7200, 4, 99);
  EXPECT_FALSE(ring.isOpen(kVideo));
  EXPECT_EQ(copy(frame.payload), (base::Buffer{1, 2, 3, 4, 9, 9, 1}));
  EXPECT_EQ(frame.track, kVideo);
  EXPECT_TRUE(frame.key);
  EXPECT_EQ(frame.dts90k, 3600);
  EXPECT_EQ(frame.pts90k, 7200);
  EXPECT_EQ(frame.generation, 4u);
  EXPECT_EQ(frame.committedMs, 99);
  EXPECT_EQ(frame.totalBytes, 7u);
  EXPECT_EQ(ring.at(0), &frame);
  EXPECT_EQ(ring.newestKey(), 0u);
  EXPECT_EQ(ring.lastDts(kVideo), 3600);
  EXPECT_EQ(ring.lastDts(kAudio), -1);
}

TEST(FrameRing, PictureAndSoundGrowAtTheSameTime) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  const base::Buffer picture = bytesOf(50000, 1);
  const base::Buffer sound = bytesOf(320, 2);
  ring.begin(kVideo);
  ring.append(kVideo, base::Bytes(picture).first(20000));
  const Frame first = put(ring, kAudio, true, sound, 0);
  ring.append(kVideo, base::Bytes(picture).subspan(20000));
  const Frame second = ring.commit(kVideo, true, 0, 0, 0, 0);
  EXPECT_EQ(copy(first.payload), sound);
  EXPECT_EQ(copy(second.payload), picture);
  EXPECT_EQ(second.sequence, first.sequence + 1);
}

TEST(FrameRing, AbandonedFrameLeavesNoTrace) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  ring.begin(kVideo);
  ring.append(kVideo, bytesOf(100, 1));
  ring.abandon(kVideo);
  EXPECT_FALSE(ring.isOpen(kVideo));
  EXPECT_EQ(ring.openBytes(kVideo), 0u);
  EXPECT_EQ(ring.nextSequence(), 0u);
  EXPECT_EQ(copy(put(ring, kVideo, true, bytesOf(10, 2), 0).payload), bytesOf(10, 2));
}

// A writer that lost its place must not reach outside of its frame.
TEST(FrameRing, PatchOutsideOfTheOpenFrameDoesNothing) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  ring.begin(kVideo);
  ring.append(kVideo, base::Buffer{1, 2, 3, 4, 5});
  ring.patch32(kVideo, 2, 0xFFFFFFFF);
  ring.patch32(kVideo, 1u << 30, 0xFFFFFFFF);
  EXPECT_EQ(copy(ring.commit(kVideo, true, 0, 0, 0, 0).payload), (base::Buffer{1, 2, 3, 4, 5}));
  ring.patch32(kVideo, 0, 0xFFFFFFFF);
  EXPECT_EQ(ring.at(0)->payload[0], 1);
}

TEST(FrameRing, FrameLargerThanTheBoundIsAbandoned) {
  ChunkPool pool;
  FrameRing ring(size_t{16} << 20, pool);
  const base::Buffer quarter(kMaxFrameBytes / 4, 7);
  ring.begin(kVideo);
  for (int i = 0; i < 4; i++) EXPECT_TRUE(ring.append(kVideo, quarter));
  EXPECT_FALSE(ring.append(kVideo, base::Buffer{1}));
  EXPECT_FALSE(ring.isOpen(kVideo));
  EXPECT_FALSE(ring.append(kVideo, base::Buffer{1}));
}

TEST(FrameRing, PayloadsDoNotMoveWhenOthersGrow) {
  ChunkPool pool;
  FrameRing ring(size_t{8} << 20, pool);
  const Frame first = put(ring, kVideo, true, bytesOf(1000, 1), 0);
  for (uint32_t i = 0; i < 50; i++) put(ring, kVideo, false, bytesOf(30000, i), 0);
  EXPECT_EQ(ring.at(0)->payload.data(), first.payload.data());
  EXPECT_EQ(copy(first.payload), bytesOf(1000, 1));
}

void putGop(FrameRing& ring, size_t pictures, int64_t& now) {
  for (size_t i = 0; i < pictures; i++, now += 40) put(ring, kVideo, i == 0, bytesOf(100, 0), now);
}

TEST(FrameRing, OldGopLeavesWhenNoReaderNeedsIt) {
  ChunkPool pool;
  FrameRing ring(size_t{8} << 20, pool);
  int64_t now = 0;
  putGop(ring, 100, now);
  ring.trim(ring.nextSequence(), now);
  EXPECT_EQ(ring.oldest(), 0u);
  putGop(ring, 1, now);
  EXPECT_EQ(ring.newestKey(), 100u);
  EXPECT_EQ(ring.oldest(), 0u);
  ring.trim(98, now);
  EXPECT_EQ(ring.oldest(), 98u);
  ring.trim(kNoSequence, now);
  EXPECT_EQ(ring.oldest(), 100u);
  EXPECT_EQ(ring.evictedKeys(), 0u);
}

TEST(FrameRing, ReadersThatAreBehindGetTimeAndNoMore) {
  ChunkPool pool;
  FrameRing ring(size_t{8} << 20, pool);
  int64_t now = 0;
  putGop(ring, 100, now);
  putGop(ring, 1, now);
  ring.trim(0, now - 40);
  EXPECT_EQ(ring.oldest(), 100 - static_cast<uint64_t>(kKeepBehindMs / 40));
  EXPECT_EQ(ring.at(ring.oldest() - 1), nullptr);
  ring.trim(0, now + kKeepBehindMs);
  EXPECT_EQ(ring.oldest(), 100u);
  EXPECT_NE(ring.at(ring.newestKey()), nullptr);
}

TEST(FrameRing, WithoutGopOnlyReadersKeepFrames) {
  ChunkPool pool;
  FrameRing ring(size_t{8} << 20, pool, false);
  int64_t now = 0;
  putGop(ring, 10, now);
  EXPECT_EQ(ring.newestKey(), 0u);
  ring.trim(9, now);
  EXPECT_EQ(ring.oldest(), 9u);
  EXPECT_EQ(ring.newestKey(), kNoSequence);
  ring.trim(kNoSequence, now);
  EXPECT_EQ(ring.oldest(), ring.nextSequence());
  EXPECT_EQ(ring.at(9), nullptr);
  EXPECT_EQ(ring.evictedKeys(), 0u);
  putGop(ring, 2, now);
  EXPECT_EQ(ring.newestKey(), 10u);
  EXPECT_EQ(ring.oldest(), 10u);
}

// A large key frame must not leave its memory with a stream that keeps nothing.
TEST(FrameRing, WithoutGopLittleMemoryIsHeld) {
  ChunkPool pool;
  FrameRing ring(size_t{8} << 20, pool, false);
  for (int i = 0; i < 200; i++) {
    put(ring, kVideo, i % 50 == 0, bytesOf(i % 50 == 0 ? 300'000 : 18'000, 0), 0);
    put(ring, kAudio, true, bytesOf(320, 0), 0);
    ring.trim(kNoSequence, 0);
    if (i % 50 > 25) {
      EXPECT_LE(ring.memoryBytes(), 2 * kVideoChunkBytes + kAudioChunkBytes);
    }
  }
}

TEST(FrameRing, GopLargerThanTheBoundLosesItsKeyFrameAndCountsIt) {
  ChunkPool pool;
  FrameRing ring(100 << 10, pool);
  put(ring, kVideo, true, bytesOf(20 << 10, 0), 0);
  for (uint32_t i = 0; i < 4; i++) put(ring, kVideo, false, bytesOf(20 << 10, i), 0);
  EXPECT_EQ(ring.newestKey(), 0u);
  EXPECT_EQ(ring.evictedKeys(), 0u);
  put(ring, kVideo, false, bytesOf(20 << 10, 9), 0);
  EXPECT_EQ(ring.newestKey(), kNoSequence);
  EXPECT_EQ(ring.evictedKeys(), 1u);
  EXPECT_EQ(ring.oldest(), 1u);
  put(ring, kVideo, true, bytesOf(1000, 9), 0);
  EXPECT_EQ(ring.newestKey(), 6u);
}

TEST(FrameRing, NewestFrameStaysHoweverLarge) {
  ChunkPool pool;
  FrameRing ring(1000, pool);
  const Frame frame = put(ring, kVideo, true, bytesOf(50000, 0), 0);
  EXPECT_EQ(ring.at(0)->payload.size(), 50000u);
  EXPECT_EQ(ring.oldest(), frame.sequence);
}

TEST(FrameRing, SoundAloneKeepsTheNewestFrames) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  for (int i = 0; i < 200; i++) put(ring, kAudio, true, bytesOf(320, 0), i * 40);
  ring.trim(kNoSequence, 0);
  EXPECT_EQ(ring.nextSequence() - ring.oldest(), kAudioOnlyFrames);
  EXPECT_EQ(ring.newestKey(), ring.nextSequence() - 1);
}

TEST(FrameRing, SoundBetweenPicturesIsNoKey) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  put(ring, kVideo, true, bytesOf(10, 0), 0);
  put(ring, kAudio, true, bytesOf(10, 0), 0);
  EXPECT_EQ(ring.newestKey(), 0u);
}

// After a source with pictures another one brings sound alone: whoever joins must not wait for a key frame.
TEST(FrameRing, SoundAloneAfterPicturesIsAPlaceToStart) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  put(ring, kVideo, true, bytesOf(100, 1), 0);
  ring.setHasVideo(false);
  for (int i = 0; i < 200; i++) put(ring, kAudio, true, bytesOf(20, 1), 40 * i);
  ring.trim(kNoSequence, 0);
  EXPECT_EQ(ring.newestKey(), 200u);
  EXPECT_EQ(ring.nextSequence() - ring.oldest(), kAudioOnlyFrames);
}

TEST(FrameRing, CountsOfFramesAreBounded) {
  ChunkPool pool;
  FrameRing ring(size_t{64} << 20, pool);
  for (size_t i = 0; i < kMaxRingFrames + 100; i++) put(ring, kVideo, i == 0, base::Buffer{1}, 0);
  EXPECT_EQ(ring.nextSequence() - ring.oldest(), kMaxRingFrames);
}

TEST(FrameRing, MemoryIsBoundedAndGivenBack) {
  constexpr size_t kBound = size_t{2} << 20;
  ChunkPool pool;
  FrameRing ring(kBound, pool);
  int64_t now = 0;
  size_t most = 0;
  for (int i = 0; i < 3000; i++, now += 40) {
    put(ring, kVideo, i % 50 == 0, bytesOf(i % 50 == 0 ? 200000 : 18000, 0), now);
    ring.trim(kNoSequence, now);
    most = std::max(most, ring.memoryBytes());
  }
  // One GOP of 1.08 MB.
  EXPECT_LT(most, 3 * 1'082'000 / 2 + 100'000);
  // A stream that needs little afterwards keeps little.
  for (int i = 0; i < 200; i++, now += 40) {
    put(ring, kVideo, i % 50 == 0, bytesOf(1000, 0), now);
    ring.trim(kNoSequence, now);
  }
  EXPECT_LE(ring.memoryBytes(), size_t{512} << 10);
}

TEST(FrameRing, SmallStreamsAreCheap) {
  ChunkPool pool;
  FrameRing ring(size_t{8} << 20, pool);
  for (int i = 0; i < 25; i++) {
    put(ring, kVideo, i == 0, bytesOf(1000, 0), i * 40);
    put(ring, kAudio, true, bytesOf(320, 0), i * 40);
  }
  EXPECT_LE(ring.memoryBytes(), kVideoChunkBytes + kAudioChunkBytes);
}

TEST(FrameRing, OneWriterAtATime) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  const int a = 0;
  const int b = 0;
  EXPECT_TRUE(ring.claim(&a));
  EXPECT_TRUE(ring.claim(&a));
  EXPECT_FALSE(ring.claim(&b));
  ring.release(&b);
  EXPECT_TRUE(ring.isWriter(&a));
  ring.begin(kVideo);
  ring.release(&a);
  EXPECT_FALSE(ring.isOpen(kVideo));
  EXPECT_TRUE(ring.claim(&b));
}

TEST(FrameRing, PausedWriterGoesOnUnlessAnotherCame) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  const int a = 0;
  const int b = 0;
  ring.claim(&a);
  ring.begin(kVideo);
  ring.yield(&b);
  EXPECT_FALSE(ring.claim(&b));
  ring.yield(&a);
  EXPECT_TRUE(ring.claim(&a));
  EXPECT_TRUE(ring.isOpen(kVideo));
  EXPECT_FALSE(ring.claim(&b));
  ring.yield(&a);
  EXPECT_TRUE(ring.claim(&b));
  EXPECT_FALSE(ring.isOpen(kVideo));
  EXPECT_FALSE(ring.claim(&a));
}

TEST(FrameRing, GenerationsGrowWhoeverWrites) {
  ChunkPool pool;
  FrameRing ring(1 << 20, pool);
  EXPECT_EQ(ring.nextGeneration(), 0u);
  EXPECT_EQ(ring.nextGeneration(), 1u);
  EXPECT_EQ(ring.lastGeneration(), 1u);
}

// Whatever is written, every frame that is still there is intact, and the books agree.
TEST(FrameRing, RandomTrafficKeepsEveryFrameIntact) {
  const uint32_t seed = 20260101;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  ChunkPool pool;
  FrameRing ring(300 << 10, pool);
  std::vector<base::Buffer> written;
  int64_t now = 0;
  for (int i = 0; i < 4000; i++, now += random() % 100) {
    const uint8_t track = random() % 3 == 0 ? kAudio : kVideo;
    const size_t size = random() % 20 == 0 ? random() % 150000 : random() % 4000;
    const base::Buffer bytes = bytesOf(size, static_cast<uint32_t>(i));
    ring.begin(track);
    for (size_t at = 0; at < size;) {
      const size_t n = std::min<size_t>(size - at, 1 + random() % 3000);
      ring.append(track, base::Bytes(bytes).subspan(at, n));
      at += n;
    }
    if (random() % 10 == 0) {
      ring.abandon(track);
      continue;
    }
    ring.commit(track, random() % 20 == 0, i, i, 0, now);
    written.push_back(bytes);
    size_t kept = 0;
    for (uint64_t s = ring.oldest(); s < ring.nextSequence(); s++) kept += ring.at(s)->payload.size();
    ASSERT_TRUE(kept <= (300 << 10) || ring.nextSequence() - ring.oldest() == 1);
    if (i % 50 != 0) continue;
    for (uint64_t s = ring.oldest(); s < ring.nextSequence(); s++) {
      ASSERT_EQ(ring.at(s)->sequence, s);
      ASSERT_EQ(copy(ring.at(s)->payload), written[s]);
    }
    if (ring.newestKey() != kNoSequence) {
      ASSERT_TRUE(ring.at(ring.newestKey())->key);
    }
  }
}

}  // namespace
}  // namespace guanlan::engine
