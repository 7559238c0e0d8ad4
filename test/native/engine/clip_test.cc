#include "engine/clip.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cstdio>

#include "codec/nal.h"
#include "engine/worker_thread.h"

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
      thread_.worker().addClip(
          std::make_unique<engine::Clip>(thread_.worker(), thread_.stream(), handle, video, audio, loops));
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

}  // namespace
}  // namespace guanlan::testing
