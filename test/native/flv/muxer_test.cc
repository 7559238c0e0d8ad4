#include "flv/muxer.h"

#include <gtest/gtest.h>

#include <fstream>

#include "codec/flac_decoder.h"
#include "codec/sample_stream.h"
#include "flv/flv_reader.h"

namespace guanlan::flv {
namespace {

using codec::AudioMode;
using codec::Codec;
using namespace guanlan::testing;  // NOLINT

constexpr uint32_t kHvc1 = 0x68766331;
constexpr uint32_t kFlac = 0x664C6143;

/// What a viewer from the first frame on would get.
base::Buffer mux(const SampleStream& stream, Options options) {
  Muxer muxer(stream.tracks, options);
  base::Buffer out;
  muxer.writeHeader(out, stream.frames.at(0).view.dts90k);
  for (const SampleFrame& frame : stream.frames) {
    if (!muxer.carries(frame.view.track)) continue;
    const size_t before = out.size();
    uint8_t tail[kTailBytes];
    muxer.writeFrame(frame.view, out, tail);
    EXPECT_LE(out.size() - before, kMaxHeadBytes);
    base::append(out, frame.payload);
    base::append(out, base::Bytes(tail));
  }
  return out;
}

/// For a look with other programs: <temporary folder>/guanlan-<name>.flv.
FlvFile muxAndRead(const SampleStream& stream, Options options, const std::string& name) {
  static base::Buffer bytes;  // the file's tags point into it
  bytes = mux(stream, options);
  std::ofstream(::testing::TempDir() + "guanlan-" + name + ".flv", std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  auto file = readFlv(bytes);
  EXPECT_TRUE(file) << name;
  return file.value_or(FlvFile{});
}

std::vector<FlvTag> ofType(const FlvFile& file, uint8_t type) {
  std::vector<FlvTag> out;
  std::copy_if(file.tags.begin(), file.tags.end(), std::back_inserter(out),
               [type](const FlvTag& tag) { return tag.type == type; });
  return out;
}

std::vector<const SampleFrame*> ofTrack(const SampleStream& stream, uint8_t track) {
  std::vector<const SampleFrame*> out;
  for (const SampleFrame& frame : stream.frames)
    if (frame.view.track == track) out.push_back(&frame);
  return out;
}

bool equal(base::Bytes a, base::Bytes b) { return std::equal(a.begin(), a.end(), b.begin(), b.end()); }

/// Every picture with its payload, key flag, time and composition time.
void expectPictures(const FlvFile& file, const SampleStream& stream, uint32_t codec, bool enhanced) {
  const auto tags = ofType(file, 9);
  const auto frames = ofTrack(stream, codec::kVideoTrack);
  ASSERT_EQ(tags.size(), frames.size() + 1);
  for (size_t i = 0; i < tags.size(); i++) {
    const auto video = readFlvVideo(tags[i].body);
    ASSERT_TRUE(video) << i;
    EXPECT_EQ(video->codec, codec);
    EXPECT_EQ(video->enhanced, enhanced);
    EXPECT_EQ(video->config, i == 0);
    if (i == 0) continue;
    const codec::FrameView& view = frames[i - 1]->view;
    EXPECT_EQ(video->key, view.key) << i;
    EXPECT_EQ(tags[i].timestampMs, view.dts90k / 90) << i;
    EXPECT_EQ(video->compositionMs, (view.pts90k - view.dts90k) / 90) << i;
    EXPECT_TRUE(equal(video->data, view.payload)) << i;
  }
}

// [FLV 10.1 §E.4.3] H.264 is codec id 7, its sequence header an AVCDecoderConfigurationRecord.
TEST(FlvMuxer, WritesH264WithG711) {
  for (const auto& [codec, head] : {std::pair(Codec::kPcma, 0x72), std::pair(Codec::kPcmu, 0x82)}) {
    const SampleStream stream = loadSample(Codec::kH264, codec);
    const FlvFile file = muxAndRead(stream, {false, AudioMode::kRaw}, std::string("h264-") + codecName(codec));
    EXPECT_TRUE(file.hasAudio && file.hasVideo);
    expectPictures(file, stream, 7, false);
    EXPECT_TRUE(equal(readFlvVideo(ofType(file, 9)[0].body)->data, codec::avcConfiguration(stream.tracks.video)));
    const auto sounds = ofType(file, 8);
    const auto frames = ofTrack(stream, codec::kAudioTrack);
    ASSERT_EQ(sounds.size(), frames.size());
    for (size_t i = 0; i < sounds.size(); i++) {
      const auto audio = readFlvAudio(sounds[i].body);
      ASSERT_TRUE(audio);
      EXPECT_EQ(audio->head, head);
      EXPECT_EQ(sounds[i].timestampMs, frames[i]->view.dts90k / 90);
      EXPECT_TRUE(equal(audio->data, frames[i]->payload)) << i;
    }
  }
}

// [FLV 10.1 §E.4.2] AAC: sound format 10, AudioSpecificConfig first.
TEST(FlvMuxer, WritesH264WithAac) {
  for (const AudioMode mode : {AudioMode::kFlac, AudioMode::kRaw, AudioMode::kAac}) {
    const SampleStream stream = loadSample(Codec::kH264, Codec::kAac);
    const FlvFile file = muxAndRead(stream, {false, mode}, "h264-aac");
    expectPictures(file, stream, 7, false);
    const auto sounds = ofType(file, 8);
    const auto frames = ofTrack(stream, codec::kAudioTrack);
    ASSERT_EQ(sounds.size(), frames.size() + 1);
    for (size_t i = 0; i < sounds.size(); i++) {
      const auto audio = readFlvAudio(sounds[i].body);
      ASSERT_TRUE(audio);
      EXPECT_EQ(audio->head, 0xAF);
      EXPECT_EQ(audio->config, i == 0);
      EXPECT_TRUE(equal(audio->data, i == 0 ? stream.tracks.audio.audioConfig : frames[i - 1]->payload)) << i;
    }
  }
}

// [Enhanced RTMP v2] H.265 is FourCC hvc1; pictures without composition time are CodedFramesX.
TEST(FlvMuxer, WritesH265AsEnhanced) {
  const SampleStream stream = loadSample(Codec::kH265, Codec::kPcma);
  const FlvFile file = muxAndRead(stream, {false, AudioMode::kNone}, "h265-enhanced");
  expectPictures(file, stream, kHvc1, true);
  EXPECT_TRUE(equal(readFlvVideo(ofType(file, 9)[0].body)->data, codec::hevcConfiguration(stream.tracks.video)));
  EXPECT_EQ(ofType(file, 9)[0].body[0], 0x90);
  Muxer muxer(stream.tracks, {});
  codec::FrameView picture = stream.frames[0].view;
  picture.pts90k = picture.dts90k;
  base::Buffer head;
  uint8_t tail[kTailBytes];
  muxer.writeFrame(picture, head, tail);
  EXPECT_EQ(head[11], 0x80 | 0x10 | 3);
}

TEST(FlvMuxer, WritesH265AsLegacyCodecId12) {
  const SampleStream stream = loadSample(Codec::kH265, Codec::kUnknown);
  const FlvFile file = muxAndRead(stream, {true, AudioMode::kRaw}, "h265-legacy");
  expectPictures(file, stream, 12, false);
  EXPECT_FALSE(file.hasAudio);
}

// [Enhanced RTMP v2] FLAC: 0x90 'fLaC' with STREAMINFO exactly 38 bytes behind the FourCC, then 0x91 'fLaC' frames.
TEST(FlvMuxer, WritesG711AsFlac) {
  SampleStream stream = loadSample(Codec::kH264, Codec::kPcma);
  const SampleStream plain = loadSample(Codec::kH264, Codec::kPcma);
  encodeSound(stream);
  const FlvFile file = muxAndRead(stream, {false, AudioMode::kFlac}, "h264-flac");
  const auto sounds = ofType(file, 8);
  ASSERT_EQ(sounds.size(), ofTrack(stream, codec::kAudioTrack).size() + 1);
  EXPECT_EQ(sounds[0].body.size(), 1u + 4u + 38u);
  EXPECT_EQ(sounds[0].body[0], 0x90);
  uint8_t info[codec::kStreamInfoBytes];
  codec::writeStreamInfo(info);
  EXPECT_TRUE(equal(sounds[0].body.subspan(9), info));
  std::vector<int32_t> decoded;
  std::vector<int32_t> expected;
  for (size_t i = 1; i < sounds.size(); i++) {
    const auto audio = readFlvAudio(sounds[i].body);
    ASSERT_TRUE(audio);
    EXPECT_EQ(audio->head, 0x91);
    EXPECT_EQ(audio->codec, kFlac);
    const auto frame = decodeFlac(audio->data);
    ASSERT_TRUE(frame) << i;
    decoded.insert(decoded.end(), frame->samples.begin(), frame->samples.end());
  }
  for (const SampleFrame* frame : ofTrack(plain, codec::kAudioTrack))
    for (uint8_t code : frame->payload) expected.push_back(codec::alawToLinear(code));
  EXPECT_EQ(decoded, expected);
}

TEST(FlvMuxer, LeavesOutSoundThatTheModeDoesNotHave) {
  for (const AudioMode mode : {AudioMode::kAac, AudioMode::kNone}) {
    const SampleStream stream = loadSample(Codec::kH264, Codec::kPcma);
    const FlvFile file = muxAndRead(stream, {false, mode}, "h264-nosound");
    EXPECT_FALSE(file.hasAudio);
    EXPECT_TRUE(ofType(file, 8).empty());
    expectPictures(file, stream, 7, false);
  }
}

TEST(FlvMuxer, CarriesSoundAlone) {
  const SampleStream stream = loadSample(Codec::kUnknown, Codec::kPcma);
  const FlvFile file = muxAndRead(stream, {false, AudioMode::kRaw}, "pcma");
  EXPECT_TRUE(file.hasAudio);
  EXPECT_FALSE(file.hasVideo);
  EXPECT_EQ(ofType(file, 8).size(), stream.frames.size());
}

TEST(FlvMuxer, LeavesOutTracksWithoutWhatAHeaderNeeds) {
  codec::Tracks tracks = loadSample(Codec::kH264, Codec::kAac).tracks;
  tracks.video.pps.clear();
  tracks.audio.audioConfig.clear();
  const Muxer muxer(tracks, {});
  EXPECT_FALSE(muxer.carries(codec::kVideoTrack));
  EXPECT_FALSE(muxer.carries(codec::kAudioTrack));
  base::Buffer out;
  muxer.writeHeader(out, 0);
  const auto file = readFlv(out);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->tags.size(), 1u);  // onMetaData
}

TEST(FlvMuxer, NamesTracksInMetaData) {
  const SampleStream stream = loadSample(Codec::kH265, Codec::kPcma);
  struct Row {
    Options options;
    double video;
    double audio;
  };
  for (const Row& row : {Row{{false, AudioMode::kRaw}, kHvc1, 7}, Row{{true, AudioMode::kFlac}, 12, kFlac}}) {
    base::Buffer out;
    Muxer(stream.tracks, row.options).writeHeader(out, 0);
    const auto file = readFlv(out);
    ASSERT_TRUE(file);
    ASSERT_EQ(file->tags.at(0).type, 18);
    auto meta = readMetaData(file->tags[0].body);
    ASSERT_TRUE(meta);
    EXPECT_EQ(meta->count, meta->numbers.size() + meta->texts.size());
    EXPECT_EQ(meta->numbers["width"], 160);
    EXPECT_EQ(meta->numbers["height"], 120);
    EXPECT_EQ(meta->numbers["videocodecid"], row.video);
    EXPECT_EQ(meta->numbers["audiocodecid"], row.audio);
    EXPECT_EQ(meta->numbers["audiosamplerate"], 8000);
    EXPECT_EQ(meta->texts["encoder"], "Guanlan");
  }
}

// [FLV 10.1 §E.4.1] the upper eight bits stand in TimestampExtended; 32 bits of milliseconds wrap after 49 days.
TEST(FlvMuxer, WritesTimeStampsOf32Bits) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  const Muxer muxer(stream.tracks, {});
  for (const uint64_t ms : {uint64_t{0xFFFFFF}, uint64_t{0x1000000}, uint64_t{0xFFFFFFFF}, uint64_t{0x100000005}}) {
    codec::FrameView frame = stream.frames[0].view;
    frame.dts90k = static_cast<int64_t>(ms * 90);
    frame.pts90k = frame.dts90k + 40 * 90;
    base::Buffer out;
    uint8_t tail[kTailBytes];
    muxer.writeFrame(frame, out, tail);
    base::append(out, frame.payload);
    base::append(out, base::Bytes(tail));
    const auto tags = readFlvTags(base::Reader(out));
    ASSERT_TRUE(tags);
    EXPECT_EQ(tags->at(0).timestampMs, static_cast<uint32_t>(ms));
    EXPECT_EQ(readFlvVideo(tags->at(0).body)->compositionMs, 40);
  }
}

// [FLV 10.1 §E.4.3.2] composition time is a signed 24-bit field.
TEST(FlvMuxer, KeepsCompositionTimeWithinItsField) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  const Muxer muxer(stream.tracks, {});
  for (const auto& [apart, expected] : {std::pair<int64_t, int32_t>(-40 * 90, -40), {int64_t{1} << 30, 0x7FFFFF}}) {
    codec::FrameView frame = stream.frames[0].view;
    frame.pts90k = frame.dts90k + apart;
    base::Buffer out;
    uint8_t tail[kTailBytes];
    muxer.writeFrame(frame, out, tail);
    EXPECT_EQ(signed24(base::load24(&out[13])), expected);
  }
}

TEST(FlvMuxer, StartsEveryViewerAtTheFirstFramesTime) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kAac);
  base::Buffer out;
  Muxer(stream.tracks, {}).writeHeader(out, 90 * 1234567);
  const auto file = readFlv(out);
  ASSERT_TRUE(file);
  ASSERT_EQ(file->tags.size(), 3u);
  EXPECT_EQ(file->tags[0].timestampMs, 0u);  // onMetaData
  EXPECT_EQ(file->tags[1].timestampMs, 1234567u);
  EXPECT_EQ(file->tags[2].timestampMs, 1234567u);
}

TEST(FlvMuxer, RepeatsSequenceHeadersAloneWhenTracksChange) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kAac);
  base::Buffer out;
  Muxer(stream.tracks, {}).writeConfig(out, 90 * 77);
  const auto tags = readFlvTags(base::Reader(out));
  ASSERT_TRUE(tags);
  ASSERT_EQ(tags->size(), 2u);
  EXPECT_TRUE(readFlvVideo(tags->at(0).body)->config);
  EXPECT_TRUE(readFlvAudio(tags->at(1).body)->config);
  EXPECT_EQ(tags->at(0).timestampMs, 77u);
}

}  // namespace
}  // namespace guanlan::flv
