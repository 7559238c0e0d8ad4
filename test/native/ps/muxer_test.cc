// What the muxer writes, the demuxer gives back; sizes, maps and refusals.
#include "ps/muxer.h"

#include <random>

#include "ps/timestamps.h"
#include "ps_recorder.h"

namespace guanlan::ps::test {
namespace {

using codec::Codec;
using codec::FrameView;
using codec::Tracks;

Tracks tracksOf(Codec video, Codec audio) {
  Tracks tracks;
  tracks.video.codec = video;
  if (video == Codec::kH264) {
    tracks.video.sps = {{0x67, 0x4D, 0x00, 0x2A, 0x9D, 0xA8}};
    tracks.video.pps = {{0x68, 0xEE, 0x3C, 0x80}};
  } else if (video == Codec::kH265) {
    tracks.video.vps = {{0x40, 0x01, 0x0C, 0x01}};
    tracks.video.sps = {{0x42, 0x01, 0x01, 0x60}};
    tracks.video.pps = {{0x44, 0x01, 0xC1}};
  }
  tracks.audio.codec = audio;
  if (audio == Codec::kAac) tracks.audio.audioConfig = {0x15, 0x88};  // LC, 8000 Hz, mono
  return tracks;
}

struct Frame {
  uint8_t track;
  bool key;
  int64_t dts;
  int64_t pts;
  std::vector<base::Buffer> units;  // NAL units, or one audio frame

  base::Buffer payload() const {
    base::Buffer out;
    for (const base::Buffer& unit : units) {
      if (track == codec::kVideoTrack) base::append32(out, static_cast<uint32_t>(unit.size()));
      base::append(out, unit);
    }
    return out;
  }
  /// What stands in the stream: start codes, and parameter sets before a key frame.
  base::Buffer elementary(const Tracks& tracks) const {
    base::Buffer out;
    if (track == codec::kAudioTrack) return units[0];
    std::vector<base::Buffer> all;
    if (key)
      for (const auto* sets : {&tracks.video.vps, &tracks.video.sps, &tracks.video.pps})
        all.insert(all.end(), sets->begin(), sets->end());
    all.insert(all.end(), units.begin(), units.end());
    for (const base::Buffer& nal : all) out = out + base::Buffer{0, 0, 0, 1} + nal;
    return out;
  }
};

base::Buffer joined(const MuxedUnit& unit) {
  base::Buffer out;
  for (const base::Bytes& piece : unit.pieces) base::append(out, piece);
  EXPECT_EQ(out.size(), unit.bytes);
  return out;
}

base::Buffer muxOne(Muxer& muxer, const Frame& frame) {
  const base::Buffer payload = frame.payload();
  return joined(muxer.mux({frame.track, frame.key, frame.dts, frame.pts, payload}));
}

std::vector<Frame> sequence(std::mt19937& random, Codec video, Codec audio) {
  std::vector<Frame> frames;
  // Close to the wrap of 33 bits, so that some sequences cross it.
  int64_t dts = kTimestampSpan - static_cast<int64_t>(random() % 200000);
  const auto bytes = [&](uint8_t first, size_t n) {
    base::Buffer unit{first, static_cast<uint8_t>(video == Codec::kH265 ? 1 : 0x9A)};
    while (unit.size() < n) unit.push_back(static_cast<uint8_t>(1 + random() % 255));
    return unit;
  };
  for (int i = 0; i < 60; ++i, dts += 3600) {
    const bool key = i % 12 == 0;
    const uint8_t first = video == Codec::kH265 ? (key ? 0x26 : 0x02) : (key ? 0x65 : 0x41);
    Frame frame{codec::kVideoTrack, key, dts, dts + static_cast<int64_t>(random() % 3) * 3600, {}};
    const size_t slices = 1 + random() % 3;
    for (size_t s = 0; s < slices; ++s) frame.units.push_back(bytes(first, 3 + random() % (key ? 100'000 : 5'000)));
    frames.push_back(frame);
    base::Buffer sound(audio == Codec::kAac ? 50 + random() % 400 : 320);
    for (uint8_t& b : sound) b = static_cast<uint8_t>(random() % 250);
    frames.push_back({codec::kAudioTrack, false, dts, dts, {sound}});
  }
  return frames;
}

void expectRoundTrip(Codec video, Codec audio, uint32_t seed) {
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const Tracks tracks = tracksOf(video, audio);
  Muxer muxer(tracks);
  base::Buffer stream;
  const std::vector<Frame> frames = sequence(random, video, audio);
  for (const Frame& frame : frames) stream = stream + muxOne(muxer, frame);
  const Demuxed d = demux(stream);
  EXPECT_EQ(d.out.codecOf(0xE0), video);
  EXPECT_EQ(d.out.codecOf(0xC0), audio);
  EXPECT_EQ(d.counters.packs, frames.size());
  EXPECT_EQ(d.counters.maps, 5u);
  EXPECT_EQ(d.counters.skippedBytes, 0u);
  for (size_t i = 0; i < kQuirkCount; ++i) EXPECT_EQ(d.counters.quirks[i], 0u) << quirkName(static_cast<Quirk>(i));
  size_t at = 0;
  for (const Frame& frame : frames) {
    ASSERT_LT(at, d.out.pes.size());
    const PesInfo& head = d.out.pes[at].info;
    EXPECT_EQ(head.pts90k, frame.pts % kTimestampSpan);
    EXPECT_EQ(head.dts90k.value_or(*head.pts90k), frame.dts % kTimestampSpan);
    EXPECT_TRUE(head.startsPack && head.dataAlignment);
    EXPECT_EQ(head.video, frame.track == codec::kVideoTrack);
    base::Buffer es = d.out.pes[at++].data;
    while (at < d.out.pes.size() && !d.out.pes[at].info.pts90k) es = es + d.out.pes[at++].data;
    if (audio == Codec::kAac && !head.video) es.erase(es.begin(), es.begin() + codec::kAdtsHeaderBytes);
    ASSERT_EQ(es, frame.elementary(tracks));
  }
  EXPECT_EQ(at, d.out.pes.size());
}

TEST(MuxerRoundTrip, H264WithG711) { expectRoundTrip(Codec::kH264, Codec::kPcma, std::random_device{}()); }
TEST(MuxerRoundTrip, H264WithMuLaw) { expectRoundTrip(Codec::kH264, Codec::kPcmu, std::random_device{}()); }
TEST(MuxerRoundTrip, H265WithG711) { expectRoundTrip(Codec::kH265, Codec::kPcma, std::random_device{}()); }
TEST(MuxerRoundTrip, H264WithAac) { expectRoundTrip(Codec::kH264, Codec::kAac, std::random_device{}()); }

const Frame kKey{codec::kVideoTrack, true, 90000, 90000, {{0x65, 1, 2, 3}}};
const Frame kDelta{codec::kVideoTrack, false, 93600, 97200, {{0x41, 4, 5, 6}}};

TEST(Muxer, PayloadIsNotCopied) {
  Muxer muxer(tracksOf(Codec::kH264, Codec::kPcma));
  const base::Buffer payload = kKey.payload();
  const MuxedUnit unit = muxer.mux({kKey.track, kKey.key, kKey.dts, kKey.pts, payload});
  EXPECT_EQ(unit.pieces.back().data(), payload.data() + 4);
  EXPECT_EQ(unit.pieces.back().size(), 4u);
}

// [GB/T 28181-2022 annex C.1] system header and map before a key frame, and only there.
TEST(Muxer, Gb28181_2022_C1_MapBeforeKeyFrames) {
  Muxer muxer(tracksOf(Codec::kH264, Codec::kPcma));
  EXPECT_EQ(demux(muxOne(muxer, kKey)).counters.maps, 1u);
  const Demuxed delta = demux(muxOne(muxer, kDelta));
  EXPECT_EQ(delta.counters.maps, 0u);
  EXPECT_EQ(delta.counters.systemHeaders, 0u);
  EXPECT_EQ(delta.out.pes.at(0).info.dts90k, 93600);
  EXPECT_EQ(delta.out.packs.at(0), 93600 * 300);
  const Demuxed again = demux(muxOne(muxer, kKey));
  EXPECT_EQ(again.counters.maps, 1u);
  EXPECT_EQ(again.counters.systemHeaders, 1u);
  EXPECT_EQ(again.counters.of(Quirk::kPsmCrcWrong), 0u);
}

TEST(Muxer, SoundAloneRepeatsTheMapEverySecond) {
  Muxer muxer(tracksOf(Codec::kUnknown, Codec::kPcma));
  uint64_t maps = 0;
  for (int i = 0; i < 150; ++i)  // 3 s of 20 ms
    maps +=
        demux(muxOne(muxer, {codec::kAudioTrack, false, i * 1800, i * 1800, {base::Buffer(160, 0xD5)}})).counters.maps;
  EXPECT_EQ(maps, 3u);
}

TEST(Muxer, ChangedCodecMakesANewMapAtOnce) {
  Muxer muxer(tracksOf(Codec::kH264, Codec::kPcma));
  muxOne(muxer, kKey);
  muxer.setTracks(tracksOf(Codec::kH264, Codec::kAac));
  const Demuxed d = demux(muxOne(muxer, kDelta));
  EXPECT_EQ(d.counters.maps, 1u);
  EXPECT_EQ(d.out.codecOf(0xC0), Codec::kAac);
}

// [H.222.0 §2.4.3.7] PES_packet_length has 16 bits: larger access units are split, time stamps in the first only.
TEST(Muxer, H222_2_4_3_7_LargeFramesAreSplit) {
  Muxer muxer(tracksOf(Codec::kH264, Codec::kPcma));
  Frame big = kKey;
  big.units = {base::Buffer(200'000, 0x65)};
  const Demuxed d = demux(muxOne(muxer, big));
  ASSERT_EQ(d.out.pes.size(), 4u);
  for (size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(d.out.pes[i].info.pts90k.has_value(), i == 0);
    EXPECT_LE(d.out.pes[i].data.size(), kMaxPesPayloadBytes);
  }
  EXPECT_EQ(d.out.es(0xE0), big.elementary(tracksOf(Codec::kH264, Codec::kPcma)));
}

TEST(Muxer, SplitMayFallAnywhere) {
  Muxer muxer(tracksOf(Codec::kH264, Codec::kUnknown));
  for (size_t size = kMaxPesPayloadBytes - 40; size < kMaxPesPayloadBytes + 10; ++size) {
    Frame frame = kKey;
    frame.units = {base::Buffer(size, 0x65), {0x65, 1}};
    const Demuxed d = demux(muxOne(muxer, frame));
    ASSERT_EQ(d.out.es(0xE0), frame.elementary(tracksOf(Codec::kH264, Codec::kUnknown))) << size;
    EXPECT_EQ(d.counters.skippedBytes, 0u);
  }
}

TEST(Muxer, AccessUnitDelimiterComesFirst) {
  Muxer h264(tracksOf(Codec::kH264, Codec::kPcma), {.accessUnitDelimiter = true});
  const base::Buffer first = demux(muxOne(h264, kKey)).out.es(0xE0);
  EXPECT_EQ(base::Buffer(first.begin(), first.begin() + 6), (base::Buffer{0, 0, 0, 1, 0x09, 0xF0}));
  Muxer h265(tracksOf(Codec::kH265, Codec::kPcma), {.accessUnitDelimiter = true});
  const base::Buffer second = demux(muxOne(h265, kKey)).out.es(0xE0);
  EXPECT_EQ(base::Buffer(second.begin(), second.begin() + 7), (base::Buffer{0, 0, 0, 1, 0x46, 0x01, 0x50}));
}

TEST(Muxer, RefusesWhatItCannotWrite) {
  Muxer muxer(tracksOf(Codec::kH264, Codec::kAac));
  const auto refused = [&](uint8_t track, const base::Buffer& payload) {
    const MuxedUnit unit = muxer.mux({track, true, 0, 0, payload});
    return unit.bytes == 0 && unit.pieces.empty();
  };
  EXPECT_TRUE(refused(codec::kVideoTrack, {}));
  EXPECT_TRUE(refused(codec::kVideoTrack, {0, 0, 0}));
  EXPECT_TRUE(refused(codec::kVideoTrack, {0, 0, 0, 0}));
  EXPECT_TRUE(refused(codec::kVideoTrack, {0, 0, 0, 9, 1}));
  EXPECT_TRUE(refused(codec::kVideoTrack, {0xFF, 0xFF, 0xFF, 0xFF, 1}));
  EXPECT_TRUE(refused(codec::kAudioTrack, base::Buffer(8185, 1)));  // ADTS counts 13 bits
  EXPECT_FALSE(refused(codec::kAudioTrack, base::Buffer(8184, 1)));
  base::Buffer nals;
  for (size_t i = 0; i <= kMaxNalsPerFrame; ++i)
    base::append(nals, base::Bytes(std::array<uint8_t, 5>{0, 0, 0, 1, 0x41}));
  EXPECT_TRUE(refused(codec::kVideoTrack, nals));
  Muxer none(tracksOf(Codec::kMpeg4, Codec::kG729));
  EXPECT_EQ(none.mux({codec::kVideoTrack, true, 0, 0, kKey.payload()}).bytes, 0u);
  EXPECT_EQ(none.mux({codec::kAudioTrack, true, 0, 0, kKey.payload()}).bytes, 0u);
  EXPECT_EQ(none.counters().refusedFrames, 2u);
  Tracks sbr = tracksOf(Codec::kH264, Codec::kAac);
  sbr.audio.audioConfig = {0xF8, 0x00};  // an object type that ADTS has no bits for
  EXPECT_EQ(Muxer(sbr).mux({codec::kAudioTrack, true, 0, 0, kKey.payload()}).bytes, 0u);
}

}  // namespace
}  // namespace guanlan::ps::test
