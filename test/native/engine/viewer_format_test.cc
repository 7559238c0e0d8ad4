#include "engine/viewer_format.h"

#include <gtest/gtest.h>

#include "engine/worker_thread.h"

namespace guanlan::testing {
namespace {

using codec::AudioMode;
using codec::Codec;
using codec::kAudioTrack;
using codec::kVideoTrack;
using engine::Container;
using engine::FlacFrames;
using engine::FormattedFrame;
using engine::FrameRing;
using engine::TrackHistory;
using engine::ViewerFormat;

class ViewerFormatTest : public ::testing::Test {
 protected:
  ViewerFormatTest() { history_.add(0, tracksOf(true, Codec::kPcma)); }

  const engine::Frame& commit(uint8_t track, bool key, const Buffer& payload, uint32_t generation = 0) {
    ring_.begin(track);
    ring_.append(track, payload);
    time_ += 3600;
    return ring_.commit(track, key, time_, time_, generation, 0);
  }
  static Buffer joined(const FormattedFrame& frame) {
    Buffer out;
    base::append(out, Bytes(frame.head, frame.headBytes));
    base::append(out, frame.payload);
    base::append(out, Bytes(frame.tail, frame.tailBytes));
    return out;
  }

  engine::ChunkPool pool_;
  FrameRing ring_{100'000, pool_};
  TrackHistory history_;
  FlacFrames flac_;
  int64_t time_ = -3600;
};

TEST_F(ViewerFormatTest, MuxesAFrameOnceHoweverOftenItIsAsked) {
  ViewerFormat format({Container::kMp4, AudioMode::kFlac, false}, ring_, history_, flac_);
  commit(kVideoTrack, true, picture(true, 500));
  format.update();
  const FormattedFrame* first = format.at(0);
  ASSERT_NE(first, nullptr);
  const Buffer before = joined(*first);
  for (int i = 0; i < 3; i++) format.update();
  commit(kVideoTrack, false, picture(false, 500));
  format.update();
  EXPECT_EQ(format.at(0), first) << "and its head stays where it is, for system calls point there";
  EXPECT_EQ(joined(*format.at(0)), before);
  // mfhd's sequence_number (ISO/IEC 14496-12 §8.8.5) lies 20 bytes into the fragment.
  EXPECT_EQ(base::load32(&format.at(1)->head[20]), base::load32(&first->head[20]) + 1);
}

TEST_F(ViewerFormatTest, ThatIsNewBeginsWithTheNewestGop) {
  for (int gop = 0; gop < 2; gop++) {
    commit(kVideoTrack, true, picture(true, 500));
    commit(kVideoTrack, false, picture(false, 500));
  }
  ViewerFormat format({Container::kFlv, AudioMode::kRaw, false}, ring_, history_, flac_);
  format.update();
  EXPECT_EQ(format.at(1), nullptr);
  EXPECT_NE(format.at(2), nullptr);
  EXPECT_NE(format.at(3), nullptr);
  EXPECT_EQ(format.at(4), nullptr);
}

TEST_F(ViewerFormatTest, ForgetsWhatLeftTheRing) {
  ViewerFormat format({Container::kFlv, AudioMode::kRaw, false}, ring_, history_, flac_);
  for (int i = 0; i < 50; i++) {
    const auto& frame = commit(kVideoTrack, i % 5 == 0, picture(i % 5 == 0, 10'000));
    format.update();
    EXPECT_NE(format.at(frame.sequence), nullptr);
  }
  ASSERT_GT(ring_.oldest(), 0u);
  EXPECT_EQ(format.at(ring_.oldest() - 1), nullptr);
  EXPECT_NE(format.at(ring_.oldest()), nullptr);
  EXPECT_EQ(format.at(ring_.oldest())->payload.data(), ring_.at(ring_.oldest())->payload.data())
      << "shared, not copied";
}

TEST_F(ViewerFormatTest, ThatFellFarBehindTheRingGoesOn) {
  ViewerFormat format({Container::kFlv, AudioMode::kRaw, false}, ring_, history_, flac_);
  commit(kVideoTrack, true, picture(true, 500));
  format.update();
  for (int i = 0; i < 50; i++) commit(kVideoTrack, i % 5 == 0, picture(i % 5 == 0, 10'000));
  format.update();
  for (uint64_t at = ring_.oldest(); at < ring_.nextSequence(); at++) EXPECT_NE(format.at(at), nullptr);
}

TEST_F(ViewerFormatTest, LeavesOutWhatTheModeDoesNotCarry) {
  ViewerFormat format({Container::kFlv, AudioMode::kAac, false}, ring_, history_, flac_);
  commit(kVideoTrack, true, picture(true, 500));
  commit(kAudioTrack, true, Buffer(320, 0xD5));
  format.update();
  EXPECT_TRUE(format.at(0)->carried);
  EXPECT_FALSE(format.at(1)->carried) << "G.711 is no AAC";
}

// [RFC 6455 §5.2]
TEST_F(ViewerFormatTest, KeepsTheWebSocketHeadOfEachFrame) {
  ViewerFormat format({Container::kFlv, AudioMode::kRaw, false}, ring_, history_, flac_);
  commit(kVideoTrack, true, picture(true, 70'000));
  commit(kAudioTrack, true, Buffer(320, 0xD5));
  format.update();
  for (uint64_t at : {0, 1}) {
    const FormattedFrame& frame = *format.at(at);
    uint8_t head[egress::kMaxServerHeadBytes];
    const size_t size = egress::writeBinaryHead(head, joined(frame).size());
    EXPECT_EQ(Buffer(head, head + size), Buffer(frame.webSocketHead, frame.webSocketHead + frame.webSocketHeadBytes));
    EXPECT_EQ(frame.bytes(), joined(frame).size());
  }
}

TEST_F(ViewerFormatTest, CopiesABatchForManyViewersAndNotForFewOrWhenItIsLarge) {
  ViewerFormat format({Container::kFlv, AudioMode::kRaw, false}, ring_, history_, flac_);
  const uint64_t first = ring_.nextSequence();
  for (int i = 0; i < 3; i++) commit(kVideoTrack, i == 0, picture(i == 0, 1000, static_cast<uint8_t>(i)));
  format.update();
  EXPECT_TRUE(format.batch(first, first + 2, false).flat.empty());
  format.viewers = engine::kFlatViewers;
  EXPECT_TRUE(format.batch(first, first + 3, true).flat.empty()) << "whoever asks first may be the only one";
  const engine::FrameBatch& batch = format.batch(first, first + 3, true);
  Buffer joined;
  for (const iovec& piece : batch.pieces)
    base::append(joined, base::Bytes(static_cast<const uint8_t*>(piece.iov_base), piece.iov_len));
  EXPECT_EQ(batch.flat, joined);
  EXPECT_EQ(batch.bytes, joined.size());
  EXPECT_EQ(batch.ends.back().bytes, joined.size());
  const uint64_t large = commit(kVideoTrack, true, picture(true, engine::kMaxFlatBytes)).sequence;
  format.update();
  format.batch(large, large + 1, true);
  EXPECT_TRUE(format.batch(large, large + 1, true).flat.empty());
}

TEST_F(ViewerFormatTest, CodesFlacOnceForAllFormats) {
  const engine::Frame first = commit(kAudioTrack, true, Buffer(320, 0x11));
  const engine::Frame second = commit(kAudioTrack, true, Buffer(320, 0x22));
  const Buffer* coded = flac_.of(first, Codec::kPcma);
  ASSERT_NE(coded, nullptr);
  const Buffer* next = flac_.of(second, Codec::kPcma);
  EXPECT_EQ(flac_.of(first, Codec::kPcma), coded);
  EXPECT_EQ(flac_.of(second, Codec::kPcma), next);
  flac_.dropBefore(second.sequence);
  EXPECT_EQ(flac_.of(first, Codec::kPcma), nullptr) << "the coder cannot go back";
  EXPECT_EQ(flac_.of(second, Codec::kPcma), next);
}

// What was coded before lies in formats until it leaves the ring, and in the system calls of their viewers.
TEST_F(ViewerFormatTest, ChangeOfTheAudioCodecKeepsWhatWasCodedBefore) {
  history_.add(1, tracksOf(true, Codec::kPcmu));
  history_.add(2, tracksOf(true, Codec::kPcma));
  ViewerFormat flv({Container::kFlv, AudioMode::kFlac, false}, ring_, history_, flac_);
  ViewerFormat mp4({Container::kMp4, AudioMode::kFlac, false}, ring_, history_, flac_);
  commit(kVideoTrack, true, picture(true, 500));
  commit(kAudioTrack, true, Buffer(320, 0x11), 0);
  flv.update();
  mp4.update();
  const Buffer before = joined(*flv.at(1));
  commit(kAudioTrack, true, Buffer(320, 0x22), 1);
  commit(kAudioTrack, true, Buffer(320, 0x33), 2);
  flv.update();
  mp4.update();
  EXPECT_EQ(joined(*flv.at(1)), before);
  for (uint64_t at : {1, 2, 3}) {
    ASSERT_TRUE(flv.at(at)->carried && mp4.at(at)->carried) << at;
    EXPECT_EQ(flv.at(at)->payload.data(), mp4.at(at)->payload.data()) << "coded once for both: " << at;
    EXPECT_FALSE(joined(*mp4.at(at)).empty());
  }
}

TEST(TrackHistory, FindsTheListOfAFramesGeneration) {
  TrackHistory history;
  EXPECT_TRUE(history.empty());
  const auto rate = [&](uint32_t generation) { return history.of(generation).audio.sampleRate; };
  for (uint32_t generation = 0; generation < 20; generation += 2) {
    codec::Tracks tracks = tracksOf(false, Codec::kPcma);
    tracks.audio.sampleRate = generation;
    history.add(generation, tracks);
  }
  EXPECT_EQ(rate(18), 18u);
  EXPECT_EQ(rate(17), 16u);
  EXPECT_EQ(rate(0), 4u) << "the oldest that is known";
  codec::Tracks changed = tracksOf(false, Codec::kPcma);
  changed.audio.sampleRate = 99;
  history.add(18, changed);
  EXPECT_EQ(rate(18), 99u);
}

}  // namespace
}  // namespace guanlan::testing
