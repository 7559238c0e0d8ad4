#include "fmp4/muxer.h"

#include <gtest/gtest.h>

#include <fstream>

#include "codec/flac_decoder.h"
#include "codec/sample_stream.h"
#include "fmp4/init_segment.h"
#include "fmp4/mp4_reader.h"

namespace guanlan::fmp4 {
namespace {

using codec::AudioMode;
using codec::Codec;
using namespace guanlan::testing;  // NOLINT

bool equal(base::Bytes a, base::Bytes b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

class Fmp4Muxer : public ::testing::Test {
 protected:
  /// Muxes all frames, reads them back. For a look with other programs: <temporary folder>/guanlan-<name>.mp4.
  void mux(const SampleStream& stream, AudioMode mode, const std::string& name) {
    Muxer muxer(stream.tracks, {mode});
    codecs_ = muxer.codecs();
    muxer.writeInit(bytes_);
    for (const SampleFrame& frame : stream.frames) {
      if (!muxer.carries(frame.view.track)) continue;
      const size_t before = bytes_.size();
      muxer.writeFrame(frame.view, frame.audioSamples, bytes_);
      EXPECT_EQ(bytes_.size() - before, kFragmentHeadBytes);
      base::append(bytes_, frame.payload);
    }
    std::ofstream(::testing::TempDir() + "guanlan-" + name + ".mp4", std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes_.data()), static_cast<std::streamsize>(bytes_.size()));
    auto file = readMp4(bytes_);
    ASSERT_TRUE(file) << name;
    file_ = std::move(*file);
  }

  std::vector<Mp4Fragment> ofTrack(uint32_t id) const {
    std::vector<Mp4Fragment> out;
    for (const Mp4Fragment& fragment : file_.fragments)
      if (fragment.trackId == id) out.push_back(fragment);
    return out;
  }

  void expectPictures(const SampleStream& stream) const {
    const auto fragments = ofTrack(kVideoTrackId);
    size_t i = 0;
    for (const SampleFrame& frame : stream.frames) {
      if (frame.view.track != codec::kVideoTrack) continue;
      ASSERT_LT(i, fragments.size());
      EXPECT_EQ(fragments[i].decodeTime, static_cast<uint64_t>(frame.view.dts90k)) << i;
      EXPECT_EQ(fragments[i].compositionOffset, frame.view.pts90k - frame.view.dts90k) << i;
      EXPECT_EQ(fragments[i].isSync(), frame.view.key) << i;
      EXPECT_EQ(fragments[i].duration, 3600u) << i;
      EXPECT_TRUE(equal(fragments[i].data, frame.payload)) << i;
      i++;
    }
    EXPECT_EQ(i, fragments.size());
  }

  /// Sound without gap or overlap from the first fragment on.
  void expectContinuousSound() const {
    const auto fragments = ofTrack(kAudioTrackId);
    ASSERT_FALSE(fragments.empty());
    for (size_t i = 1; i < fragments.size(); i++)
      EXPECT_EQ(fragments[i].decodeTime, fragments[i - 1].decodeTime + fragments[i - 1].duration) << i;
  }

  std::vector<std::string> entries() const {
    std::vector<std::string> out;
    for (const Mp4Box& stsd : findBoxes(file_.moov, "trak/mdia/minf/stbl/stsd")) {
      const auto boxes = readBoxes(stsd.body.subspan(8));
      EXPECT_TRUE(boxes);
      for (const Mp4Box& entry : boxes.value_or(std::vector<Mp4Box>{})) out.push_back(entry.type);
    }
    return out;
  }

  base::Bytes entryBody(const std::string& path) const {
    return findBody(file_.moov, "trak/mdia/minf/stbl/stsd/" + path);
  }

  base::Buffer bytes_;
  Mp4File file_;
  std::string codecs_;
};

// [ISO/IEC 14496-15:2022 §5.4.2.1] avc1 with avcC; [FLAC in ISOBMFF 0.0.4 §3.3.2] fLaC with dfLa.
TEST_F(Fmp4Muxer, WritesH264WithG711AsFlac) {
  SampleStream stream = loadSample(Codec::kH264, Codec::kPcma);
  const SampleStream plain = loadSample(Codec::kH264, Codec::kPcma);
  encodeSound(stream);
  mux(stream, AudioMode::kFlac, "h264-flac");
  EXPECT_EQ(entries(), (std::vector<std::string>{"avc1", "fLaC"}));
  EXPECT_EQ(codecs_, "avc1.64000c,flac");
  EXPECT_TRUE(equal(entryBody("avc1/avcC"), codec::avcConfiguration(stream.tracks.video)));
  const base::Bytes dfLa = entryBody("fLaC/dfLa");
  ASSERT_EQ(dfLa.size(), 4u + 4u + codec::kStreamInfoBytes);
  EXPECT_EQ(base::load32(dfLa.data()), 0u);
  EXPECT_EQ(base::load32(&dfLa[4]), 0x80000022u);
  expectPictures(stream);
  expectContinuousSound();
  std::vector<int32_t> decoded;
  std::vector<int32_t> expected;
  for (const Mp4Fragment& fragment : ofTrack(kAudioTrackId)) {
    const auto frame = decodeFlac(fragment.data);
    ASSERT_TRUE(frame);
    EXPECT_EQ(frame->samples.size(), fragment.duration);
    decoded.insert(decoded.end(), frame->samples.begin(), frame->samples.end());
  }
  for (const SampleFrame& frame : plain.frames)
    if (frame.view.track == codec::kAudioTrack)
      for (uint8_t code : frame.payload) expected.push_back(codec::alawToLinear(code));
  EXPECT_EQ(decoded, expected);
}

// [ISO/IEC 14496-15:2022 §8.4.1] hvc1: parameter sets stand in the sample entry only.
TEST_F(Fmp4Muxer, WritesH265) {
  const SampleStream stream = loadSample(Codec::kH265, Codec::kUnknown);
  mux(stream, AudioMode::kFlac, "h265");
  EXPECT_EQ(entries(), (std::vector<std::string>{"hvc1"}));
  EXPECT_EQ(codecs_.substr(0, 7), "hvc1.1.");
  EXPECT_TRUE(equal(entryBody("hvc1/hvcC"), codec::hevcConfiguration(stream.tracks.video)));
  expectPictures(stream);
}

// [ISO/IEC 14496-14:2020 §6.7] mp4a with esds; its decoder specific info is the AudioSpecificConfig.
TEST_F(Fmp4Muxer, WritesH264WithAac) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kAac);
  mux(stream, AudioMode::kFlac, "h264-aac");
  EXPECT_EQ(entries(), (std::vector<std::string>{"avc1", "mp4a"}));
  EXPECT_EQ(codecs_, "avc1.64000c,mp4a.40.2");
  const base::Bytes esds = entryBody("mp4a/esds");
  const base::Buffer& config = stream.tracks.audio.audioConfig;
  const size_t at = 4 + 2 + 3 + 2 + 13;
  ASSERT_EQ(esds.size(), at + 2 + config.size() + 3);
  EXPECT_EQ(esds[4], 3);
  EXPECT_EQ(esds[5], esds.size() - 6);
  EXPECT_EQ(esds[9], 4);
  EXPECT_EQ(esds[10], 15 + config.size());
  EXPECT_EQ(esds[11], 0x40);
  EXPECT_EQ(esds[at], 5);
  EXPECT_EQ(esds[at + 1], config.size());
  EXPECT_TRUE(equal(esds.subspan(at + 2, config.size()), config));
  expectPictures(stream);
  expectContinuousSound();
  for (const Mp4Fragment& fragment : ofTrack(kAudioTrackId)) EXPECT_EQ(fragment.duration, 1024u);
}

TEST_F(Fmp4Muxer, WritesG711AsItIs) {
  const SampleStream stream = loadSample(Codec::kH265, Codec::kPcmu);
  mux(stream, AudioMode::kRaw, "h265-ulaw");
  EXPECT_EQ(entries(), (std::vector<std::string>{"hvc1", "ulaw"}));
  const SampleStream alaw = loadSample(Codec::kH264, Codec::kPcma);
  bytes_.clear();
  mux(alaw, AudioMode::kRaw, "h264-alaw");
  EXPECT_EQ(entries(), (std::vector<std::string>{"avc1", "alaw"}));
  EXPECT_EQ(codecs_, "avc1.64000c,alaw");
  expectContinuousSound();
  for (const Mp4Fragment& fragment : ofTrack(kAudioTrackId)) {
    EXPECT_EQ(fragment.duration, fragment.data.size());
    EXPECT_TRUE(fragment.isSync());
  }
}

TEST_F(Fmp4Muxer, LeavesOutSoundThatTheModeDoesNotHave) {
  for (const AudioMode mode : {AudioMode::kAac, AudioMode::kNone}) {
    bytes_.clear();
    const SampleStream stream = loadSample(Codec::kH264, Codec::kPcma);
    mux(stream, mode, "h264-nosound");
    EXPECT_EQ(entries(), (std::vector<std::string>{"avc1"}));
    EXPECT_EQ(codecs_, "avc1.64000c");
    EXPECT_EQ(findBoxes(file_.moov, "mvex/trex").size(), 1u);
    EXPECT_TRUE(ofTrack(kAudioTrackId).empty());
  }
}

TEST_F(Fmp4Muxer, CarriesSoundAlone) {
  SampleStream stream = loadSample(Codec::kUnknown, Codec::kPcmu);
  encodeSound(stream);
  mux(stream, AudioMode::kFlac, "pcmu-flac");
  EXPECT_EQ(entries(), (std::vector<std::string>{"fLaC"}));
  EXPECT_EQ(codecs_, "flac");
}

TEST_F(Fmp4Muxer, LeavesOutTracksWithoutWhatAHeaderNeeds) {
  codec::Tracks tracks = loadSample(Codec::kH265, Codec::kPcma).tracks;
  tracks.video.vps.clear();
  tracks.audio.sampleRate = 0;
  const Muxer muxer(tracks, {AudioMode::kFlac});
  EXPECT_FALSE(muxer.carries(codec::kVideoTrack));
  EXPECT_FALSE(muxer.carries(codec::kAudioTrack));
  EXPECT_EQ(muxer.codecs(), "");
  muxer.writeInit(bytes_);
  const auto file = readMp4(bytes_);
  ASSERT_TRUE(file);
  EXPECT_TRUE(findBoxes(file->moov, "trak").empty());
}

// [ISO/IEC 14496-12:2022 §8.8.5] the sequence number increases with every fragment.
TEST_F(Fmp4Muxer, NumbersFragments) {
  mux(loadSample(Codec::kH264, Codec::kPcma), AudioMode::kRaw, "h264-alaw");
  ASSERT_FALSE(file_.fragments.empty());
  for (size_t i = 0; i < file_.fragments.size(); i++) EXPECT_EQ(file_.fragments[i].sequence, i + 1);
}

// [ISO/IEC 14496-12:2022 §4.3, §8.2 to §8.6] what must be in an init segment, once.
TEST_F(Fmp4Muxer, WritesAWholeInitSegment) {
  mux(loadSample(Codec::kH264, Codec::kAac), AudioMode::kAac, "h264-aac");
  EXPECT_EQ(std::string(file_.ftyp.begin(), file_.ftyp.begin() + 4), "iso5");
  EXPECT_EQ(findBody(file_.moov, "mvhd").size(), 100u);
  for (const char* path :
       {"trak/tkhd", "trak/mdia/mdhd", "trak/mdia/hdlr", "trak/mdia/minf/dinf/dref/url ", "trak/mdia/minf/stbl/stts",
        "trak/mdia/minf/stbl/stsc", "trak/mdia/minf/stbl/stsz", "trak/mdia/minf/stbl/stco", "mvex/trex"})
    EXPECT_EQ(findBoxes(file_.moov, path).size(), 2u) << path;
  EXPECT_EQ(findBoxes(file_.moov, "trak/mdia/minf/vmhd").size(), 1u);
  EXPECT_EQ(findBoxes(file_.moov, "trak/mdia/minf/smhd").size(), 1u);
  const auto tkhd = findBoxes(file_.moov, "trak/tkhd");
  ASSERT_EQ(tkhd[0].body.size(), 84u);
  EXPECT_EQ(base::load32(&tkhd[0].body[12]), kVideoTrackId);
  EXPECT_EQ(base::load32(&tkhd[0].body[76]), 160u << 16);
  EXPECT_EQ(base::load32(&tkhd[0].body[80]), 120u << 16);
  EXPECT_EQ(base::load32(&tkhd[1].body[12]), kAudioTrackId);
  const auto mdhd = findBoxes(file_.moov, "trak/mdia/mdhd");
  EXPECT_EQ(base::load32(&mdhd[0].body[12]), kVideoTimescale);
  EXPECT_EQ(base::load32(&mdhd[1].body[12]), 8000u);
}

TEST_F(Fmp4Muxer, WritesNoRateThatDoesNotFitItsField) {
  codec::Tracks tracks = loadSample(Codec::kUnknown, Codec::kAac).tracks;
  tracks.audio.sampleRate = 96000;
  const Muxer muxer(tracks, {AudioMode::kAac});
  muxer.writeInit(bytes_);
  file_ = readMp4(bytes_).value();
  const base::Bytes entry = entryBody("mp4a");
  EXPECT_EQ(base::load32(&entry[24]), 0u);
  EXPECT_EQ(base::load32(&findBody(file_.moov, "trak/mdia/mdhd")[12]), 96000u);
}

/// One fragment's head, read back.
Mp4Fragment fragmentOf(Muxer& muxer, const codec::FrameView& view, uint32_t samples) {
  base::Buffer out;
  muxer.writeFrame(view, samples, out);
  base::append(out, view.payload);
  const auto boxes = readBoxes(out);
  EXPECT_TRUE(boxes && boxes->size() == 2);
  return readFragment(boxes->at(0).body, boxes->at(1).body).value();
}

codec::FrameView soundAt(int64_t dts90k) {
  static const base::Buffer payload(320, 0xD5);
  return {codec::kAudioTrack, true, dts90k, dts90k, payload};
}

TEST(Fmp4Sound, GoesOnThroughJitterOfItsStamps) {
  Muxer muxer(loadSample(Codec::kUnknown, Codec::kPcma).tracks, {AudioMode::kRaw});
  const int64_t jitter90k[] = {0, 900, -1800, 3600, -3600, 89};
  for (int64_t i = 0; i < 6; i++)
    EXPECT_EQ(fragmentOf(muxer, soundAt(i * 3600 + 90000 + jitter90k[i]), 320).decodeTime, 8000u + 320u * i);
}

TEST(Fmp4Sound, FollowsItsStampsWhenTheyAreTooFarOff) {
  Muxer muxer(loadSample(Codec::kUnknown, Codec::kPcma).tracks, {AudioMode::kRaw});
  EXPECT_EQ(fragmentOf(muxer, soundAt(0), 320).decodeTime, 0u);
  EXPECT_EQ(fragmentOf(muxer, soundAt(90000), 320).decodeTime, 8000u);
  EXPECT_EQ(fragmentOf(muxer, soundAt(93600), 320).decodeTime, 8320u);
}

TEST(Fmp4Sound, NeedsNoRoundingOfTheStampsToBeContinuous) {
  codec::Tracks tracks = loadSample(Codec::kUnknown, Codec::kAac).tracks;
  tracks.audio.sampleRate = 44100;
  Muxer muxer(tracks, {AudioMode::kAac});
  // 1024 samples are 2089.8 ticks: stamps cut to whole ticks fall behind a little with every frame.
  for (int64_t i = 0; i < 1000; i++)
    EXPECT_EQ(fragmentOf(muxer, soundAt(i * 2089), 0).decodeTime, static_cast<uint64_t>(i) * 1024u);
}

TEST(Fmp4Pictures, LastAsLongAsTheDistanceBefore) {
  Muxer muxer(loadSample(Codec::kH264, Codec::kUnknown).tracks, {});
  const base::Buffer payload = {0, 0, 0, 1, 0x65};
  const auto durationAt = [&](int64_t dts90k) {
    return fragmentOf(muxer, {codec::kVideoTrack, true, dts90k, dts90k, payload}, 0).duration;
  };
  EXPECT_EQ(durationAt(0), 3600u);
  EXPECT_EQ(durationAt(6000), 6000u);
  EXPECT_EQ(durationAt(12000), 6000u);
  EXPECT_EQ(durationAt(12000 + 10 * 90000), 6000u);  // a pause tells nothing of the next picture
  EXPECT_EQ(durationAt(12000 + 10 * 90000 + 1800), 1800u);
}

TEST(Fmp4Pictures, KeepDecodeTimesBeyond32Bits) {
  Muxer muxer(loadSample(Codec::kH264, Codec::kUnknown).tracks, {});
  const base::Buffer payload = {0, 0, 0, 1, 0x65};
  const int64_t dts90k = (int64_t{1} << 40) + 5;
  const Mp4Fragment fragment = fragmentOf(muxer, {codec::kVideoTrack, false, dts90k, dts90k + 3600, payload}, 0);
  EXPECT_EQ(fragment.decodeTime, static_cast<uint64_t>(dts90k));
  EXPECT_EQ(fragment.compositionOffset, 3600);
  EXPECT_FALSE(fragment.isSync());
}

}  // namespace
}  // namespace guanlan::fmp4
