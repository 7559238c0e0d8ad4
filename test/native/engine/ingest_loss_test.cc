// What a gap costs, and how soon a picture is known to be complete.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "engine/cadence.h"
#include "engine/ingest.h"
#include "ingest_rig.h"

namespace guanlan::testing {
namespace {

using engine::Counter;

constexpr uint8_t kVideo = codec::kVideoTrack;
constexpr uint8_t kAudio = codec::kAudioTrack;

/// A stream as packets, and which frame each packet belongs to.
struct Sent {
  SampleStream stream;
  std::vector<Buffer> packets;
  std::vector<size_t> frameOf;
  std::vector<bool> isFirst;  // packet of its frame

  Sent(Codec video, Codec audio, int times, PacketOptions options = {})
      : stream(repeated(loadSample(video, audio), times)), packets(asPs(stream, options)) {
    size_t frame = 0;
    bool first = true;
    for (const Buffer& packet : packets) {
      frameOf.push_back(frame);
      isFirst.push_back(first);
      first = (packet[1] & 0x80) != 0;
      frame += first;
    }
  }

  bool isVideo(size_t frame) const { return stream.frames[frame].view.track == kVideo; }
  bool disposable(size_t frame) const { return isDisposable(stream.frames[frame].payload, stream.tracks.video); }
  std::vector<Buffer> without(const std::set<size_t>& lost) const {
    std::vector<Buffer> left;
    for (size_t i = 0; i < packets.size(); i++)
      if (!lost.contains(i)) left.push_back(packets[i]);
    return left;
  }
  /// Numbers of frames of a track in the order they came out, known by their bytes and their time; what is none of them
  /// has the number behind the last.
  std::vector<size_t> numbersOf(const Rig& rig, uint8_t track) const {
    const auto begin = std::find_if(stream.frames.begin(), stream.frames.end(),
                                    [](const SampleFrame& frame) { return frame.view.track == kVideo; });
    std::vector<size_t> numbers;
    for (const SeenFrame& seen : rig.collector.of(track)) {
      const auto isIt = [&](const SampleFrame& frame) {
        return frame.view.track == track && frame.payload == seen.payload &&
               frame.view.dts90k == seen.dts90k + begin->view.dts90k;
      };
      const auto found = std::find_if(stream.frames.begin(), stream.frames.end(), isIt);
      numbers.push_back(static_cast<size_t>(found - stream.frames.begin()));
    }
    return numbers;
  }
  std::vector<size_t> all(uint8_t track) const { return expected(track, {}); }
  /// Frames of a track that must come out. A picture whose first packet is lost may have been one that others need.
  std::vector<size_t> expected(uint8_t track, const std::set<size_t>& lost) const {
    std::set<size_t> gone;
    std::set<size_t> costly;
    for (const size_t packet : lost) {
      gone.insert(frameOf[packet]);
      if (isFirst[packet] || !disposable(frameOf[packet])) costly.insert(frameOf[packet]);
    }
    std::vector<size_t> numbers;
    bool broken = false;
    for (size_t i = 0; i < stream.frames.size(); i++) {
      const SampleFrame& frame = stream.frames[i];
      if (isVideo(i)) broken = costly.contains(i) || (broken && !frame.view.key);
      if (frame.view.track != track || gone.contains(i) || (isVideo(i) && broken)) continue;
      numbers.push_back(i);
    }
    return numbers;
  }
};

/// What is in one list alone, of two that only grow.
std::vector<size_t> difference(const std::vector<size_t>& a, const std::vector<size_t>& b) {
  std::vector<size_t> out;
  std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

/// Behind where the pace is known, and before the end, where no packet tells of a loss.
std::pair<size_t, size_t> middleOf(const Sent& sent) { return {sent.packets.size() / 3, sent.packets.size() - 20}; }

TEST(IngestLoss, CostsWhatItTouchesAndWhatNeedsThatAndNothingElse) {
  const std::pair<Codec, Codec> samples[] = {
      {Codec::kH264, Codec::kPcma}, {Codec::kH265, Codec::kPcmu}, {Codec::kH264, Codec::kUnknown}};
  for (const auto& [video, audio] : samples) {
    SCOPED_TRACE(std::string(codec::codecName(video)) + "+" + codec::codecName(audio));
    PacketOptions options;
    options.payloadBytes = 200;
    const Sent sent(video, audio, 3, options);
    const auto [begin, end] = middleOf(sent);
    size_t disposables = 0;
    for (size_t lost = begin; lost < end; lost += 3) {
      Rig rig;
      rig.packetsInTime(sent.without({lost}));
      ASSERT_EQ(difference(sent.numbersOf(rig, kVideo), sent.expected(kVideo, {lost})), std::vector<size_t>())
          << "lost packet " << lost << " of frame " << sent.frameOf[lost];
      ASSERT_EQ(difference(sent.numbersOf(rig, kAudio), sent.expected(kAudio, {lost})), std::vector<size_t>())
          << "lost packet " << lost << " of frame " << sent.frameOf[lost];
      disposables += sent.isVideo(sent.frameOf[lost]) && sent.disposable(sent.frameOf[lost]);
    }
    if (video == Codec::kH264) {
      EXPECT_GT(disposables, 0u);
    }
  }
}

TEST(IngestLoss, OfManyPacketsCostsWhatTheyTouchAndWhatNeedsThat) {
  const uint32_t seed = 531;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  PacketOptions options;
  options.payloadBytes = 200;
  const Sent sent(Codec::kH264, Codec::kPcma, 6, options);
  const auto [begin, end] = middleOf(sent);
  for (int round = 0; round < 40; round++) {
    std::set<size_t> lost;
    for (size_t i = 0; i < 12; i++) lost.insert(begin + random() % (end - begin));
    Rig rig;
    rig.packetsInTime(sent.without(lost));
    ASSERT_EQ(difference(sent.numbersOf(rig, kVideo), sent.expected(kVideo, lost)), std::vector<size_t>()) << round;
    ASSERT_EQ(difference(sent.numbersOf(rig, kAudio), sent.expected(kAudio, lost)), std::vector<size_t>()) << round;
  }
}

// Two gaps around a picture question it no more than one does.
TEST(IngestLoss, OfSoundOnBothSidesOfAPictureCostsNoPicture) {
  const Sent sent(Codec::kH264, Codec::kPcma, 3);
  std::set<size_t> lost;
  const auto [begin, end] = middleOf(sent);
  for (size_t i = begin; i < end; i++)
    if (!sent.isVideo(sent.frameOf[i])) lost.insert(i);
  ASSERT_GT(lost.size(), 10u);
  Rig rig;
  rig.packetsInTime(sent.without(lost));
  EXPECT_EQ(sent.numbersOf(rig, kVideo), sent.all(kVideo));
  EXPECT_EQ(rig.count(Counter::kLost), lost.size());
}

// A whole picture is missing: what comes behind it looks whole, and cannot be decoded.
TEST(IngestLoss, OfAWholePictureIsNotTakenForOneOfSound) {
  const Sent sent(Codec::kH264, Codec::kPcma, 3);
  const auto [begin, end] = middleOf(sent);
  for (size_t frame = sent.frameOf[begin]; frame < sent.frameOf[end - 1]; frame++) {
    if (!sent.isVideo(frame) || sent.stream.frames[frame].view.key) continue;
    std::set<size_t> lost;
    for (size_t i = 0; i < sent.packets.size(); i++)
      if (sent.frameOf[i] == frame) lost.insert(i);
    Rig rig;
    rig.packetsInTime(sent.without(lost));
    ASSERT_EQ(difference(sent.numbersOf(rig, kVideo), sent.expected(kVideo, lost)), std::vector<size_t>())
        << "lost frame " << frame;
  }
}

// Where nothing tells whether a picture is missing, one may be.
TEST(IngestLoss, OfSoundCostsPicturesWhenTheSourceKeepsNoPace) {
  Sent sent(Codec::kH264, Codec::kPcma, 3);
  uint32_t time = 0;
  size_t frame = SIZE_MAX;
  for (size_t i = 0; i < sent.packets.size(); i++) {
    // Each frame two thirds longer or shorter than the one before.
    if (sent.isVideo(sent.frameOf[i]) && sent.frameOf[i] != frame) time += sent.frameOf[i] % 4 < 2 ? 2000 : 6000;
    frame = sent.frameOf[i];
    base::store32(&sent.packets[i][4], time);
  }
  size_t lost = middleOf(sent).first;
  while (sent.isVideo(sent.frameOf[lost])) lost++;
  Rig rig;
  rig.packetsInTime(sent.without({lost}));
  const auto got = payloadsOf(rig.collector.of(kVideo));
  const auto all = payloadsOf(sent.stream, kVideo);
  EXPECT_LT(got.size(), all.size());
  EXPECT_EQ(got.back(), all.back());
}

TEST(IngestLoss, OfSoundCostsPicturesWhenTheTimeStandsStill) {
  PacketOptions options;
  options.timestamps = false;
  const Sent sent(Codec::kH264, Codec::kPcma, 3, options);
  size_t lost = middleOf(sent).first;
  while (sent.isVideo(sent.frameOf[lost])) lost++;
  Rig rig;
  rig.packets(sent.without({lost}));
  EXPECT_LT(rig.collector.of(kVideo).size(), payloadsOf(sent.stream, kVideo).size());
}

// A key frame is one that others refer to, whatever its encoder says [H.264 §7.4.1: nal_ref_idc of an IDR is not 0].
TEST(IngestLoss, OfAKeyFrameThatSaysThatNobodyNeedsItCostsWhatNeedsIt) {
  PacketOptions options;
  options.payloadBytes = 200;
  Sent sent(Codec::kH264, Codec::kPcma, 3, options);
  size_t lost = 0;
  for (size_t i = 0; i < middleOf(sent).second; i++) {
    constexpr uint8_t kIdr[] = {0, 0, 1, 0x65};
    const auto at = std::search(sent.packets[i].begin(), sent.packets[i].end(), std::begin(kIdr), std::end(kIdr));
    if (at == sent.packets[i].end()) continue;
    at[3] = 0x05;
    // Behind the beginning of the last one.
    lost = i + 1;
  }
  ASSERT_GT(lost, middleOf(sent).first);
  Rig rig;
  rig.packetsInTime(sent.without({lost}));
  EXPECT_EQ(rig.collector.of(kVideo).size(), sent.expected(kVideo, {lost}).size());
}

TEST(IngestLoss, OverTcpOrWithoutReorderingCostsTheSame) {
  const Sent sent(Codec::kH264, Codec::kPcma, 3);
  const auto [begin, end] = middleOf(sent);
  for (size_t lost = begin; lost < end; lost += 7) {
    Rig rig({0, 0});
    rig.packetsInTime(sent.without({lost}));
    ASSERT_EQ(difference(sent.numbersOf(rig, kVideo), sent.expected(kVideo, {lost})), std::vector<size_t>())
        << "lost packet " << lost << " of frame " << sent.frameOf[lost];
  }
}

TEST(Cadence, TellsTheNextPictureFromALaterOne) {
  engine::Cadence cadence;
  for (int64_t time = 0; time <= 5 * 3600; time += 3600) cadence.step(time);
  EXPECT_TRUE(cadence.resume(6 * 3600 + 90));
  EXPECT_FALSE(cadence.resume(8 * 3600));
  EXPECT_TRUE(cadence.resume(9 * 3600));
  EXPECT_FALSE(cadence.resume(9 * 3600)) << "the same time";
  EXPECT_FALSE(cadence.resume(3600)) << "back";
}

TEST(Cadence, IsKnownFromTheFirstTwoPictures) {
  engine::Cadence cadence;
  EXPECT_FALSE(cadence.resume(0));
  EXPECT_FALSE(cadence.resume(3600));
  cadence.step(7200);
  EXPECT_TRUE(cadence.resume(10800));
}

TEST(Cadence, ThatBrokeMustBeSteadyAgain) {
  engine::Cadence cadence;
  for (int64_t time = 0; time <= 3 * 3600; time += 3600) cadence.step(time);
  cadence.step(20800);  // 10,000 behind the one before
  EXPECT_FALSE(cadence.resume(30800));
  cadence.step(40800);
  EXPECT_FALSE(cadence.resume(50800));
  cadence.step(60800);
  EXPECT_TRUE(cadence.resume(70800));
  EXPECT_FALSE(cadence.resume(70800 + 3600)) << "the pace of before";
}

TEST(Cadence, IsNoneWithoutSteps) {
  engine::Cadence cadence;
  for (int i = 0; i < 5; i++) cadence.step(7);
  EXPECT_FALSE(cadence.resume(7));
  for (int i = 0; i < 5; i++) cadence.step(int64_t{i} * 10 * engine::kMaxCadence90k);
  EXPECT_FALSE(cadence.resume(int64_t{50} * engine::kMaxCadence90k)) << "pauses";
}

/// The packets of the first picture of a stream with pictures alone, or of its second.
std::vector<Buffer> pictureOf(const std::vector<Buffer>& all, int which) {
  std::vector<Buffer> some;
  for (const Buffer& packet : all) {
    if (which == 0) some.push_back(packet);
    which -= (packet[1] & 0x80) != 0;
  }
  return some;
}

TEST(IngestSilence, BehindAMarkerEndsAPictureBeforeMarkersAreProved) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  Rig rig;
  rig.packets(pictureOf(asPs(stream), 0));
  EXPECT_TRUE(rig.ingest.endsAtMarker());
  EXPECT_EQ(rig.ingest.settle(rig.nowMs + 1), engine::kMarkerSilenceMs - 1);
  EXPECT_TRUE(rig.collector.frames.empty());
  EXPECT_EQ(rig.ingest.settle(rig.nowMs + engine::kMarkerSilenceMs), 0);
  ASSERT_EQ(rig.collector.frames.size(), 1u);
  EXPECT_EQ(rig.collector.frames[0].payload, stream.frames[0].payload);
  EXPECT_FALSE(rig.ingest.endsAtMarker());
}

TEST(IngestSilence, BehindSoundThatFollowsThePictureEndsItToo) {
  const Sent sent(Codec::kH264, Codec::kPcma, 1);
  Rig rig;
  // The first sound may stand before the first picture.
  for (size_t i = 0; sent.frameOf[i] < 4; i++) rig.packet(sent.packets[i]);
  const size_t before = rig.collector.of(kVideo).size();
  rig.pass(engine::kMarkerSilenceMs);
  EXPECT_EQ(rig.collector.of(kVideo).size(), before + 1);
}

TEST(IngestSilence, WithoutAMarkerEndsNothing) {
  PacketOptions options;
  options.marker = false;
  Rig rig;
  rig.packetsInTime(asPs(loadSample(Codec::kH264, Codec::kUnknown), options));
  EXPECT_EQ(rig.collector.frames.size(), payloadsOf(loadSample(Codec::kH264, Codec::kUnknown), kVideo).size() - 1);
}

TEST(IngestSilence, BehindAMarkerWithinAPesPacketEndsNothing) {
  PacketOptions options;
  options.payloadBytes = 200;
  auto packets = pictureOf(asPs(loadSample(Codec::kH264, Codec::kUnknown), options), 0);
  ASSERT_GT(packets.size(), 4u);
  packets[2][1] |= 0x80;
  Rig rig;
  for (size_t i = 0; i < 3; i++) rig.packet(packets[i]);
  EXPECT_FALSE(rig.ingest.endsAtMarker());
  rig.pass(100);
  EXPECT_TRUE(rig.collector.frames.empty());
}

// Silence is none while packets wait for one that is missing.
TEST(IngestSilence, IsNoneWhileAGapIsOpen) {
  const auto all = asPs(loadSample(Codec::kH264, Codec::kUnknown));
  const auto first = pictureOf(all, 0);
  Rig rig;
  rig.packets(first);
  rig.packet(all[first.size() + 1]);
  EXPECT_EQ(rig.ingest.settle(rig.nowMs + engine::kMarkerSilenceMs), engine::kMarkerSilenceMs);
  EXPECT_TRUE(rig.collector.frames.empty());
}

/// A marker at the end of the first part of every picture, whose lengths are unknown.
std::vector<Buffer> withMarkersInside(std::vector<Buffer> packets) {
  bool first = true;
  for (Buffer& packet : packets) {
    constexpr uint8_t kVideoPes[] = {0, 0, 1, 0xE0};
    const auto at = std::search(packet.begin(), packet.end(), std::begin(kVideoPes), std::end(kVideoPes));
    if (packet.end() - at > 6) base::store16(&at[4], 0);
    const bool last = (packet[1] & 0x80) != 0;
    if (first && !last) packet[1] |= 0x80;
    first = last;
  }
  return packets;
}

TEST(IngestSilence, IsNotWhatFollowsAMarkerInsideAPicture) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  PacketOptions options;
  options.payloadBytes = 200;
  Rig rig;
  rig.packetsInTime(withMarkersInside(asPs(stream, options)));
  EXPECT_EQ(payloadsOf(rig.collector.of(kVideo)), payloadsOf(stream, kVideo));
  EXPECT_EQ(rig.count(Counter::kMarkerLies), 0u);
}

// QUIRK marker-inside-picture: the sender paused behind it, so that the picture seemed complete.
TEST(IngestSilence, InsideAPictureIsBelievedOnce) {
  const SampleStream stream = repeated(loadSample(Codec::kH264, Codec::kUnknown), 2);
  PacketOptions options;
  options.payloadBytes = 200;
  const auto packets = withMarkersInside(asPs(stream, options));
  Rig rig;
  rig.packet(packets[0]);
  rig.pass(10);
  for (size_t i = 1; i < packets.size(); i++) {
    rig.packet(packets[i]);
    rig.pass(10);
  }
  EXPECT_EQ(rig.count(Counter::kMarkerLies), 1u);
  const auto all = payloadsOf(stream, kVideo);
  const auto got = payloadsOf(rig.collector.of(kVideo));
  EXPECT_GE(got.size(), all.size() / 2 - 1);
  size_t cut = 0;
  for (const Buffer& payload : got) cut += std::find(all.begin(), all.end(), payload) == all.end();
  EXPECT_LE(cut, 1u);
}

}  // namespace
}  // namespace guanlan::testing
