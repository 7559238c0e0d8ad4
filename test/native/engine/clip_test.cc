#include "engine/clip.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>

#include "codec/nal.h"
#include "engine/turned_worker.h"

namespace guanlan::testing {
namespace {

using codec::Codec;
using codec::kAudioTrack;
using codec::kVideoTrack;
using engine::ClipFile;
using engine::ClipTrack;
using engine::loadClip;

constexpr Handle kClip = 70;

/// A file that is removed with its test.
class TemporaryFile {
 public:
  explicit TemporaryFile(Bytes content) {
    const int fd = ::mkstemp(path_.data());
    EXPECT_EQ(::write(fd, content.data(), content.size()), static_cast<ssize_t>(content.size()));
    ::close(fd);
  }
  ~TemporaryFile() { std::remove(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_ = ::testing::TempDir() + "clipXXXXXX";
};

std::string whyNot(Bytes content, Codec codec) {
  const TemporaryFile file(content);
  const auto loaded = loadClip({file.path(), codec, 25});
  EXPECT_EQ(loaded.track == nullptr, !loaded.error.empty());
  return loaded.error;
}

TEST(LoadClip, CutsPicturesAndKeepsEveryNalUnit) {
  for (const auto& [path, codec] :
       {std::pair("codec/h264.es", Codec::kH264), std::pair("codec/h265.es", Codec::kH265)}) {
    const auto track = loadTrack(path, codec);
    ASSERT_TRUE(track);
    std::vector<Buffer> expected;
    size_t starts = 0;
    const Buffer file = readFixtureFile(path);
    codec::forEachNal(file, [&](Bytes nal) {
      const auto kind = codec::nalKind(codec, nal[0]);
      if (codec::isParameterSet(kind) || kind == codec::NalKind::kDelimiter) return;
      starts += codec::isSlice(kind) && codec::startsPicture(codec, nal.data());
      expected.emplace_back(nal.begin(), nal.end());
    });
    std::vector<Buffer> got;
    for (const auto& frame : track->frames)
      codec::forEachLengthPrefixed(frame.payload, [&](Bytes nal) { got.emplace_back(nal.begin(), nal.end()); });
    EXPECT_EQ(got, expected) << path;
    EXPECT_EQ(track->frames.size(), starts) << path;
    EXPECT_TRUE(track->frames[0].key);
    EXPECT_GT(track->info.width, 0u);
    EXPECT_EQ(track->frameDuration90k, 3600);
  }
}

TEST(LoadClip, CutsSound) {
  const auto pcma = loadTrack("codec/pcma.es", Codec::kPcma);
  EXPECT_EQ(pcma->frames.size(), 8000u / 320);
  EXPECT_EQ(pcma->frameDuration90k, 3600);
  const auto aac = loadTrack("codec/aac.es", Codec::kAac);
  EXPECT_GT(aac->frames.size(), 5u);
  EXPECT_FALSE(aac->info.audioConfig.empty());
  EXPECT_EQ(aac->frameDuration90k, 1024 * 90000 / aac->info.sampleRate);
}

TEST(LoadClip, ReadsAFileOnceForAllWhoPlayIt) {
  const auto first = loadTrack("codec/h264.es", Codec::kH264);
  EXPECT_EQ(loadTrack("codec/h264.es", Codec::kH264), first);
  EXPECT_NE(loadClip({GUANLAN_FIXTURES "/codec/h264.es", Codec::kH264, 30}).track, first) << "another rate";
}

TEST(LoadClip, SaysWhatIsWrong) {
  EXPECT_NE(loadClip({"/nowhere/clip.h264", Codec::kH264, 25}).error.find("cannot be read"), std::string::npos);
  EXPECT_NE(loadClip({"/dev/zero", Codec::kPcma, 25}).error.find("cannot be read"), std::string::npos);
  EXPECT_NE(loadClip({::testing::TempDir(), Codec::kPcma, 25}).error.find("cannot be read"), std::string::npos);
  EXPECT_NE(whyNot({}, Codec::kPcma).find("holds no frame of PCMA"), std::string::npos);
  EXPECT_NE(whyNot(Buffer(1000, 7), Codec::kAac).find("holds no frame of AAC"), std::string::npos);
  EXPECT_NE(whyNot(Buffer(1000, 7), Codec::kH264).find("holds no frame of H264"), std::string::npos);
  const Buffer slice{0, 0, 0, 1, 0x65, 0x88, 0x84};
  EXPECT_NE(whyNot(slice, Codec::kH264).find("no parameter sets"), std::string::npos);
  Buffer late = readFixtureFile("codec/h264.es");
  const Buffer other{0, 0, 0, 1, 0x41, 0x9A, 0x10};
  late.insert(late.begin(), other.begin(), other.end());
  EXPECT_NE(whyNot(late, Codec::kH264).find("does not begin with a key frame"), std::string::npos);
}

TEST(LoadClip, MakesAlawOfAWavFile) {
  Buffer wav;
  base::append(wav,
               std::string_view("RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data", 40));
  const Buffer size{0x00, 0x05, 0, 0};
  base::append(wav, Bytes(size));
  wav.resize(wav.size() + 1280);
  const TemporaryFile file(wav);
  const auto loaded = loadClip({file.path(), Codec::kPcma, 25, true});
  ASSERT_TRUE(loaded.track) << loaded.error;
  EXPECT_EQ(loaded.track->frames.size(), 2u);
  EXPECT_EQ(loaded.track->frames[0].payload, Buffer(320, 0xD5)) << "silence";
  EXPECT_EQ(loaded.track->info.codec, Codec::kPcma);
  const auto raw = loadClip({file.path(), Codec::kPcma, 25});
  EXPECT_EQ(raw.track->frames.size(), 4u) << "not the same as the file read as G.711";
  EXPECT_NE(loadClip({GUANLAN_FIXTURES "/codec/pcma.es", Codec::kPcma, 25, true}).error.find("no WAV"),
            std::string::npos);
}

class ClipTest : public ::testing::Test {
 protected:
  void play(Handle handle, std::shared_ptr<const ClipTrack> video, std::shared_ptr<const ClipTrack> audio,
            uint32_t loops) {
    thread_.run([&] {
      thread_.worker().addClip(std::make_unique<engine::Clip>(
          thread_.worker(), thread_.stream(), engine::Clip::Config{handle, video, audio, loops, range_}, state_));
    });
  }
  /// A track of few, short frames, so that its end comes soon.
  static std::shared_ptr<const ClipTrack> shortTrack(size_t frames, int64_t duration90k) {
    auto track = std::make_shared<ClipTrack>(*loadTrack("codec/h264.es", Codec::kH264));
    track->frames.resize(std::min(frames, track->frames.size()));
    track->frameDuration90k = duration90k;
    return track;
  }
  std::vector<int64_t> times(uint8_t id) {
    return thread_.run([&] {
      std::vector<int64_t> out;
      const auto& ring = thread_.stream().ring();
      for (uint64_t at = ring.oldest(); at < ring.nextSequence(); at++) {
        if (ring.at(at)->track == id) out.push_back(ring.at(at)->dts90k);
      }
      return out;
    });
  }

  WorkerThread thread_;
  engine::ClipRange range_;
  std::shared_ptr<engine::Published<engine::ClipState>> state_ =
      std::make_shared<engine::Published<engine::ClipState>>();
};

TEST_F(ClipTest, GoesRoundWithTimesThatGoOnAndEndsAfterTheLastFrame) {
  play(kClip, shortTrack(3, 90), nullptr, 4);
  const auto closed = thread_.closed(kClip);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->status, base::Status::kOk);
  const auto got = times(kVideoTrack);
  ASSERT_FALSE(got.empty());
  EXPECT_EQ(got.back(), 11 * 90);
  for (size_t i = 1; i < got.size(); i++) EXPECT_EQ(got[i] - got[i - 1], 90);
  EXPECT_EQ(thread_.run([&] { return thread_.stream().ring().nextSequence(); }), 12u);
}

TEST_F(ClipTest, PlaysSoundAndPicturesEachAtItsPace) {
  auto sound = std::make_shared<ClipTrack>(*loadTrack("codec/pcma.es", Codec::kPcma));
  sound->frames.resize(6);
  sound->frameDuration90k = 180;
  play(kClip, shortTrack(2, 360), sound, 1);
  ASSERT_TRUE(thread_.closed(kClip));
  const auto tracks = thread_.find(kStream, EventType::kStreamTracks);
  ASSERT_TRUE(tracks);
  EXPECT_EQ(tracks->tracks.video.codec, Codec::kH264);
  EXPECT_EQ(tracks->tracks.audio.codec, Codec::kPcma);
  EXPECT_EQ(times(kVideoTrack), (std::vector<int64_t>{0, 360}));
  EXPECT_EQ(times(kAudioTrack), (std::vector<int64_t>{0, 180, 360, 540, 720, 900}));
}

TEST_F(ClipTest, GoesOnWhereTheOneBeforeItEnded) {
  play(kClip, shortTrack(2, 90), nullptr, 1);
  ASSERT_TRUE(thread_.closed(kClip));
  const auto before = times(kVideoTrack);
  play(kClip + 1, shortTrack(2, 90), nullptr, 1);
  ASSERT_TRUE(thread_.closed(kClip + 1));
  const auto after = times(kVideoTrack);
  EXPECT_GT(after.back(), before.back());
  const uint32_t generation = thread_.run([&] {
    const auto& ring = thread_.stream().ring();
    return ring.at(ring.nextSequence() - 1)->generation;
  });
  EXPECT_EQ(generation, 1u) << "its tracks are announced anew";
}

TEST_F(ClipTest, LeavesAStreamAloneThatIsFedAlready) {
  play(kClip, shortTrack(100, 9'000'000), nullptr, 0);
  play(kClip + 1, shortTrack(1, 90), nullptr, 1);
  const auto closed = thread_.closed(kClip + 1);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->status, base::Status::kExists);
  EXPECT_FALSE(thread_.find(kClip, EventType::kClosed));
  thread_.run([&] { thread_.worker().closeClip(kClip, base::Status::kByLocal); });
  play(kClip + 2, shortTrack(1, 90), nullptr, 1);
  EXPECT_EQ(thread_.closed(kClip + 2)->status, base::Status::kOk) << "the seat is free again";
}

TEST_F(ClipTest, EndsWithItsStream) {
  play(kClip, shortTrack(100, 9'000'000), nullptr, 0);
  thread_.run([&] { thread_.worker().closeStream(kStream, base::Status::kByLocal, ""); });
  EXPECT_EQ(thread_.closed(kClip)->status, base::Status::kStreamClosed);
}

/// A clip whose time passes by hand: pictures of 40 ms, a key frame every five, beside as much sound.
class ControlledClipTest : public ::testing::Test {
 protected:
  static constexpr int kFrames = 20;
  static constexpr int kGop = 5;
  static constexpr int kMark = 50;  // a byte that tells a picture's number

  ControlledClipTest() {
    worker_.pass(1);
    worker_.stream().ring().release(&worker_);
    auto video = std::make_shared<ClipTrack>();
    auto audio = std::make_shared<ClipTrack>();
    video->info = tracksOf(true, Codec::kPcma).video;
    audio->info = tracksOf(true, Codec::kPcma).audio;
    video->frameDuration90k = audio->frameDuration90k = 3600;
    for (uint8_t i = 0; i < kFrames; i++) {
      video->frames.push_back({i % kGop == 0, picture(i % kGop == 0, 100, i)});
      audio->frames.push_back({true, Buffer(320, i)});
    }
    config_ = {kClip, video, audio, 0, {}};
  }
  void play() {
    worker_.worker().addClip(std::make_unique<engine::Clip>(worker_.worker(), worker_.stream(), config_, state_));
  }
  void control(const engine::ClipControl& wish) { worker_.worker().clip(kClip)->control(wish); }
  struct Played {
    std::vector<int> frames;  // numbers within the clip
    std::vector<int64_t> times;
  };
  void pass(int64_t ms) {
    for (; ms > 0; ms--) {
      worker_.pass(1);
      collect();
    }
  }
  /// What came since it was asked last.
  Played played(uint8_t track = kVideoTrack) {
    collect();
    return std::exchange(played_[track], {});
  }
  /// The ring keeps no more than the newest group.
  void collect() {
    const auto& ring = worker_.stream().ring();
    for (seen_ = std::max(seen_, ring.oldest()); seen_ < ring.nextSequence(); seen_++) {
      const engine::Frame& frame = *ring.at(seen_);
      const bool video = frame.track == kVideoTrack;
      const auto number = static_cast<uint8_t>(frame.payload.data()[video ? kMark : 0] - (video ? kMark * 7 : 0));
      played_[frame.track].frames.push_back(number);
      played_[frame.track].times.push_back(frame.dts90k);
    }
  }
  bool playing() { return worker_.worker().clip(kClip) != nullptr; }

  TurnedWorker worker_{[] {
    engine::Limits limits;
    limits.keepGop = true;
    return limits;
  }()};
  engine::Clip::Config config_;
  std::shared_ptr<engine::Published<engine::ClipState>> state_ =
      std::make_shared<engine::Published<engine::ClipState>>();
  uint64_t seen_ = 0;
  Played played_[2];
};

TEST_F(ControlledClipTest, PlaysAPartFromTheKeyFrameBeforeItToItsEnd) {
  config_.loops = 1;
  config_.range = {280, 480};  // frames 7 to 11
  play();
  pass(1000);
  EXPECT_EQ(played().frames, (std::vector<int>{5, 6, 7, 8, 9, 10, 11}));
  EXPECT_EQ(state_->get().positionMs, 440);
  EXPECT_EQ(state_->get().durationMs, 800);
  EXPECT_FALSE(playing());
}

TEST_F(ControlledClipTest, StandsWhilePausedAndGoesOnWhereItStood) {
  play();
  pass(100);
  EXPECT_EQ(played().frames, (std::vector<int>{0, 1, 2}));
  control({.paused = true});
  pass(5000);
  EXPECT_TRUE(played().frames.empty());
  EXPECT_TRUE(state_->get().paused);
  played(kAudioTrack);
  control({.paused = false});
  pass(70);
  EXPECT_EQ(played().frames, (std::vector<int>{3, 4}));
  EXPECT_EQ(played(kAudioTrack).frames, (std::vector<int>{3, 4}));
}

TEST_F(ControlledClipTest, GoesToTheKeyFrameOfAPositionWithSoundAndTheTimesOfTheFile) {
  play();
  pass(60);
  const int64_t begun = played().times.at(0);
  control({.positionMs = 13 * 40});
  pass(60);
  const auto after = played();
  EXPECT_EQ(after.frames, (std::vector<int>{10, 11}));
  EXPECT_EQ(after.times[0] - begun, 10 * 3600);
  EXPECT_EQ(played(kAudioTrack).frames, (std::vector<int>{0, 1, 10, 11}));
  control({.positionMs = 0});
  pass(20);
  EXPECT_EQ(played().frames, (std::vector<int>{0}));
  control({.positionMs = 3'600'000});
  pass(20);
  EXPECT_EQ(played().frames, (std::vector<int>{15})) << "behind the end: the last group";
}

TEST_F(ControlledClipTest, PlaysFasterAndSlowerWithoutSoundAndWithTheTimesOfTheFile) {
  play();
  pass(20);
  played();
  played(kAudioTrack);
  control({.scale = 4});
  pass(95);
  const auto fast = played();
  EXPECT_EQ(fast.frames.size(), 10u);
  EXPECT_EQ(fast.times[1] - fast.times[0], 3600);
  control({.scale = 0.5});
  pass(390);
  EXPECT_EQ(played().frames.size(), 5u);
  EXPECT_TRUE(played(kAudioTrack).frames.empty());
  const int next = 16;
  control({.scale = 1});
  pass(60);
  EXPECT_EQ(played().frames, (std::vector<int>{next, next + 1}));
  EXPECT_EQ(played(kAudioTrack).frames, (std::vector<int>{next, next + 1})) << "with the picture";
}

TEST_F(ControlledClipTest, GoesBackwardsByGroupsWhosePicturesGoForwards) {
  config_.loops = 1;
  play();
  control({.positionMs = 12 * 40});
  pass(60);
  played();
  control({.scale = -2});
  pass(600);
  EXPECT_EQ(played().frames, (std::vector<int>{10, 11, 12, 13, 14, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4}));
  EXPECT_FALSE(playing()) << "the beginning is the end";
}

TEST_F(ControlledClipTest, GoesRoundBackwardsToo) {
  play();
  pass(1);
  played();
  control({.scale = -1});
  pass(40 * 7 - 20);
  EXPECT_EQ(played().frames, (std::vector<int>{0, 1, 2, 3, 4, 15, 16}));
}

TEST_F(ControlledClipTest, LeavesWhatHasEndedAlone) {
  config_.loops = 1;
  config_.range = {0, 40};
  play();
  control({.positionMs = 0, .scale = 2});
  pass(100);
  EXPECT_EQ(played().frames.size(), 1u);
  EXPECT_FALSE(playing());
}

}  // namespace
}  // namespace guanlan::testing
