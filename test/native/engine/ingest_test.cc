#include "engine/ingest.h"

#include <gtest/gtest.h>

#include <random>

#include "ingest_rig.h"
#include "rtp/rfc4571.h"

namespace guanlan::testing {
namespace {

using engine::Counter;
using rtp::PayloadKind;

constexpr uint8_t kVideo = codec::kVideoTrack;
constexpr uint8_t kAudio = codec::kAudioTrack;

struct Sample {
  Codec video;
  Codec audio;
};
const Sample kSamples[] = {{Codec::kH264, Codec::kPcma},    {Codec::kH265, Codec::kPcmu},
                           {Codec::kH264, Codec::kAac},     {Codec::kH265, Codec::kUnknown},
                           {Codec::kUnknown, Codec::kPcma}, {Codec::kH264, Codec::kUnknown}};

std::string nameOf(const Sample& sample) {
  return std::string(codec::codecName(sample.video)) + "+" + codec::codecName(sample.audio);
}

/// Sound that came before the first key frame is left out.
void expectSuffix(const std::vector<Buffer>& got, const std::vector<Buffer>& all, size_t mayMiss) {
  ASSERT_LE(got.size(), all.size());
  ASSERT_GE(got.size() + mayMiss, all.size());
  EXPECT_TRUE(std::equal(got.begin(), got.end(), all.end() - static_cast<ptrdiff_t>(got.size())));
}

TEST(Ingest, ProgramStreamGivesBackEveryFrameThatWasMuxed) {
  for (const Sample& sample : kSamples) {
    SCOPED_TRACE(nameOf(sample));
    const SampleStream stream = loadSample(sample.video, sample.audio);
    Rig rig;
    rig.packets(asPs(stream));
    EXPECT_EQ(rig.ingest.kind(), PayloadKind::kPs);
    ASSERT_FALSE(rig.collector.lists.empty());
    EXPECT_EQ(rig.collector.lists.size(), 1u);
    EXPECT_EQ(rig.collector.tracks().video, stream.tracks.video);
    EXPECT_EQ(rig.collector.tracks().audio, stream.tracks.audio);
    EXPECT_EQ(payloadsOf(rig.collector.of(kVideo)), payloadsOf(stream, kVideo));
    expectSuffix(payloadsOf(rig.collector.of(kAudio)), payloadsOf(stream, kAudio), 1);
    EXPECT_EQ(rig.count(Counter::kDamagedFrames) + rig.count(Counter::kWaitingFrames), 0u);
    EXPECT_EQ(rig.collector.dropped, 0u);
  }
}

TEST(Ingest, TimesAreKeptFromZeroWithSoundInStep) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kAac);
  // Near the wrap of 33 bits, and of the RTP timestamp.
  PacketOptions options;
  options.timeOffset90k = (int64_t{1} << 33) - kSampleStart90k - 40000;
  Rig rig;
  rig.packets(asPs(stream, options));
  const auto video = rig.collector.of(kVideo);
  std::vector<SampleFrame> pictures;
  int64_t audioStart = 0;
  for (const SampleFrame& frame : stream.frames) {
    if (frame.view.track == kVideo) pictures.push_back(frame);
    if (frame.payload == rig.collector.of(kAudio).at(0).payload) audioStart = frame.view.dts90k;
  }
  ASSERT_EQ(video.size(), pictures.size());
  const int64_t offset = pictures[0].view.dts90k;
  EXPECT_EQ(video[0].dts90k, 0);
  for (size_t i = 0; i < video.size(); i++) {
    ASSERT_EQ(video[i].dts90k, pictures[i].view.dts90k - offset) << i;
    ASSERT_EQ(video[i].pts90k, pictures[i].view.pts90k - offset) << i;
    ASSERT_EQ(video[i].key, pictures[i].view.key) << i;
  }
  EXPECT_EQ(rig.collector.of(kAudio).at(0).dts90k, audioStart - offset);
  EXPECT_EQ(rig.count(Counter::kTimeJumps), 0u);
}

// One packet of a stream costs the pictures up to the next key frame and no other, or that alone which nobody refers
// to; a damaged picture never comes out.
TEST(Ingest, LossCostsPicturesUpToTheNextKeyFrameAndNeverShowsADamagedOne) {
  for (const Sample& sample : {kSamples[0], kSamples[1], kSamples[2]}) {
    SCOPED_TRACE(nameOf(sample));
    const SampleStream stream = loadSample(sample.video, sample.audio);
    const std::vector<Buffer> all = asPs(stream);
    const auto pictures = payloadsOf(stream, kVideo);
    const auto sounds = payloadsOf(stream, kAudio);
    const std::set<Buffer> whole(pictures.begin(), pictures.end());
    const std::set<Buffer> heard(sounds.begin(), sounds.end());
    const auto needed = [&](const Buffer& picture) { return !isDisposable(picture, stream.tracks.video); };
    for (size_t lost = 0; lost < all.size(); lost++) {
      Rig rig({0, 0});
      for (size_t i = 0; i < all.size(); i++)
        if (i != lost) rig.packet(all[i]);
      bool waitKey = true;
      size_t next = 0;
      for (const SeenFrame& frame : rig.collector.of(kVideo)) {
        ASSERT_TRUE(whole.contains(frame.payload)) << "lost packet " << lost;
        const auto at = std::find(pictures.begin() + static_cast<ptrdiff_t>(next), pictures.end(), frame.payload);
        ASSERT_NE(at, pictures.end());
        if (waitKey || std::any_of(pictures.begin() + static_cast<ptrdiff_t>(next), at, needed)) {
          ASSERT_TRUE(frame.key) << "lost packet " << lost;
        }
        waitKey = false;
        next = static_cast<size_t>(at - pictures.begin()) + 1;
      }
      // G.711 has no frames of its own: what is left must be whole chunks.
      for (const SeenFrame& frame : rig.collector.of(kAudio)) ASSERT_TRUE(heard.contains(frame.payload)) << lost;
      ASSERT_EQ(rig.count(Counter::kLost), lost == 0 || lost + 1 == all.size() ? 0u : 1u);
    }
  }
}

TEST(Ingest, RandomLossReorderAndDuplicationNeverShowADamagedPicture) {
  const uint32_t seed = 28181;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const Sample& sample : {kSamples[0], kSamples[3]}) {
    const SampleStream stream = loadSample(sample.video, sample.audio);
    PacketOptions options;
    options.payloadBytes = 200;
    const auto all = asPs(stream, options);
    const auto pictures = payloadsOf(stream, kVideo);
    const std::set<Buffer> whole(pictures.begin(), pictures.end());
    size_t shown = 0;
    for (int round = 0; round < 60; round++) {
      Rig rig({16, 100});
      std::vector<Buffer> sent;
      for (const Buffer& bytes : all) {
        if (random() % 100 < 2) continue;
        sent.push_back(bytes);
        if (random() % 100 < 3) sent.push_back(bytes);
      }
      for (size_t i = 0; i + 6 < sent.size(); i++)
        if (random() % 10 == 0) std::swap(sent[i], sent[i + random() % 6]);
      for (const Buffer& bytes : sent) {
        rig.nowMs += 1;
        rig.packet(bytes);
      }
      for (const SeenFrame& frame : rig.collector.of(kVideo)) ASSERT_TRUE(whole.contains(frame.payload)) << round;
      shown += rig.collector.of(kVideo).size();
    }
    EXPECT_GT(shown, 0u);
  }
}

// Gaps are pauses, whatever is missing; the clock does not jump.
TEST(Ingest, LossNeverMovesTheClock) {
  const uint32_t seed = 174;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const Sample& sample : {kSamples[0], kSamples[1], kSamples[2]}) {
    SCOPED_TRACE(nameOf(sample));
    const SampleStream stream = repeated(loadSample(sample.video, sample.audio), 30);
    Rig rig({64, 200});
    std::map<Buffer, int64_t> timeOf;
    for (const SampleFrame& frame : loadSample(sample.video, sample.audio).frames)
      timeOf[frame.payload] = frame.view.dts90k;
    for (const Buffer& packet : asPs(stream)) {
      rig.nowMs += 10;
      if (random() % 50 != 0) rig.packet(packet);
    }
    EXPECT_EQ(rig.count(Counter::kTimeJumps), 0u);
    EXPECT_GT(rig.count(Counter::kLost), 10u);
    // Every frame has its own time: all are off by the same, modulo the repetition.
    std::optional<int64_t> offset;
    for (const SeenFrame& frame : rig.collector.of(kVideo)) {
      const int64_t off = ((frame.dts90k - timeOf.at(frame.payload)) % 90000 + 90000) % 90000;
      if (!offset) offset = off;
      ASSERT_EQ(off, *offset);
    }
  }
}

TEST(Ingest, PassPolicyShowsWhatIsThere) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  const auto all = asPs(stream);
  Rig rig({0, 0}, engine::LossPolicy::kPass);
  for (size_t i = 0; i < all.size(); i++)
    if (i != 8) rig.packet(all[i]);
  EXPECT_GE(rig.collector.of(kVideo).size(), payloadsOf(stream, kVideo).size() - 1);
  EXPECT_EQ(rig.count(Counter::kLost), 1u);
}

TEST(Ingest, ReorderedPacketsCostNothing) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kPcma);
  auto all = asPs(stream);
  for (size_t i = 3; i + 1 < all.size(); i += 3) std::swap(all[i], all[i + 1]);
  Rig rig;
  rig.packets(all);
  EXPECT_EQ(payloadsOf(rig.collector.of(kVideo)), payloadsOf(stream, kVideo));
  EXPECT_EQ(rig.count(Counter::kLost), 0u);
  EXPECT_GT(rig.count(Counter::kReordered), 0u);
}

// RFC 4571 gives a byte stream: however TCP cuts it, the same frames come out.
TEST(Ingest, AnySplitOfTheConnectionGivesTheSameFrames) {
  const uint32_t seed = 4571;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (const Sample& sample : {kSamples[0], kSamples[2]}) {
    const SampleStream stream = loadSample(sample.video, sample.audio);
    Buffer wire;
    for (const Buffer& packet : asPs(stream)) {
      base::append16(wire, static_cast<uint32_t>(packet.size()));
      base::append(wire, packet);
    }
    std::vector<SeenFrame> whole;
    for (int round = 0; round < 30; round++) {
      Rig rig({0, 0});
      rtp::Deframer deframer;
      const size_t most = round == 0 ? wire.size() : round == 1 ? 1 : 1 + random() % 4000;
      for (size_t at = 0; at < wire.size();) {
        const size_t n = std::min(wire.size() - at, round < 2 ? most : 1 + random() % most);
        deframer.feed(Bytes(wire).subspan(at, n),
                      [&](Bytes packet) { rig.packet(Buffer(packet.begin(), packet.end())); });
        at += n;
      }
      if (round == 0) whole = rig.collector.frames;
      ASSERT_EQ(rig.collector.frames, whole) << "most " << most;
    }
    EXPECT_EQ(whole.size(), 25u + payloadsOf(stream, kAudio).size());
  }
}

TEST(Ingest, ElementaryStreamsComeOutWhole) {
  for (Codec video : {Codec::kH264, Codec::kH265}) {
    SCOPED_TRACE(codec::codecName(video));
    const SampleStream stream = loadSample(video, Codec::kUnknown);
    PacketOptions options;
    options.payloadType = video == Codec::kH264 ? 98 : 100;
    options.payloadBytes = 300;
    Rig rig;
    rig.packets(asNals(stream, options));
    EXPECT_EQ(rig.ingest.kind(), video == Codec::kH264 ? PayloadKind::kH264 : PayloadKind::kH265);
    EXPECT_EQ(rig.collector.tracks().video, stream.tracks.video);
    EXPECT_EQ(payloadsOf(rig.collector.of(kVideo)), payloadsOf(stream, kVideo));
  }
}

/// A picture is whole without the SEI before it, which may have been lost alone.
Buffer slicesOf(const Buffer& picture) {
  Buffer slices;
  codec::forEachLengthPrefixed(picture, [&](Bytes nal) {
    if (codec::isSlice(codec::nalKind(Codec::kH264, nal[0]))) base::append(slices, nal);
  });
  return slices;
}

TEST(Ingest, LostFragmentOfAnElementaryStreamNeverShows) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  PacketOptions options;
  options.payloadType = 98;
  options.payloadBytes = 300;
  const auto all = asNals(stream, options);
  std::set<Buffer> whole;
  for (const Buffer& picture : payloadsOf(stream, kVideo)) whole.insert(slicesOf(picture));
  for (size_t lost = 4; lost < all.size(); lost++) {
    Rig rig({0, 0});
    for (size_t i = 0; i < all.size(); i++)
      if (i != lost) rig.packet(all[i]);
    for (const SeenFrame& frame : rig.collector.of(kVideo))
      ASSERT_TRUE(whole.contains(slicesOf(frame.payload))) << lost;
  }
}

TEST(Ingest, RawG711IsAStreamOfSound) {
  for (Codec audio : {Codec::kPcma, Codec::kPcmu}) {
    const SampleStream stream = loadSample(Codec::kUnknown, audio);
    Rig rig;
    rig.packets(asG711(stream));
    EXPECT_EQ(rig.ingest.clockRate(), 8000u);
    EXPECT_EQ(rig.collector.lists.size(), 1u);
    EXPECT_EQ(rig.collector.tracks().audio.codec, audio);
    EXPECT_EQ(payloadsOf(rig.collector.frames), payloadsOf(stream, kAudio));
    EXPECT_EQ(rig.collector.frames.back().dts90k - rig.collector.frames[0].dts90k,
              3600 * static_cast<int64_t>(rig.collector.frames.size() - 1));
  }
}

/// Packets of both in the order of their times, numbered as one sender does.
std::vector<Buffer> interleaved(const std::vector<Buffer>& pictures, const std::vector<Buffer>& sounds) {
  std::vector<Buffer> all;
  size_t next = 0;
  for (size_t i = 0; i < pictures.size(); i++) {
    for (; next * pictures.size() < i * sounds.size(); next++) all.push_back(sounds[next]);
    all.push_back(pictures[i]);
  }
  all.insert(all.end(), sounds.begin() + static_cast<ptrdiff_t>(next), sounds.end());
  for (size_t i = 0; i < all.size(); i++) base::store16(&all[i][2], static_cast<uint16_t>(i));
  return all;
}

TEST(Ingest, RawSoundBesideAProgramStreamIsItsSound) {
  const SampleStream pictures = loadSample(Codec::kH264, Codec::kUnknown);
  const SampleStream sounds = loadSample(Codec::kUnknown, Codec::kPcma);
  for (const bool soundFirst : {false, true}) {
    SCOPED_TRACE(soundFirst);
    auto packets = interleaved(asPs(pictures), asG711(sounds));
    // The first of all is a picture's; without it, a sound's, and the first group of pictures is lost.
    if (soundFirst) packets.erase(packets.begin());
    Rig rig;
    rig.packets(packets);
    EXPECT_EQ(rig.ingest.kind(), PayloadKind::kPs);
    expectSuffix(payloadsOf(rig.collector.of(kVideo)), payloadsOf(pictures, kVideo), soundFirst ? 25 : 0);
    EXPECT_EQ(rig.collector.tracks().audio.codec, Codec::kPcma);
    EXPECT_GT(rig.collector.of(kAudio).size(), payloadsOf(sounds, kAudio).size() / 4);
    expectSuffix(payloadsOf(rig.collector.of(kAudio)), payloadsOf(sounds, kAudio), payloadsOf(sounds, kAudio).size());
  }
}

TEST(Ingest, ProgramStreamThatCallsItselfSoundIsNone) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kPcma);
  PacketOptions options;
  options.payloadType = 8;
  Rig rig;
  rig.packets(asPs(stream, options));
  EXPECT_EQ(payloadsOf(rig.collector.of(kVideo)), payloadsOf(stream, kVideo));
}

// The first key frame is complete only when the next picture begins: the sound between belongs behind it.
TEST(Ingest, SoundWhileTheFirstPictureIsOpenIsKept) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kPcma);
  Rig rig;
  rig.packets(asPs(stream));
  size_t before = 0;
  while (stream.frames[before].view.track != kVideo) before++;
  EXPECT_EQ(rig.collector.of(kAudio).size() + before, payloadsOf(stream, kAudio).size());
  EXPECT_EQ(rig.collector.frames[0].track, kVideo);
}

// Sound of a source that names no tracks waits for pictures, and is not lost when none come.
TEST(Ingest, SoundThatWaitedForPicturesIsKept) {
  const SampleStream stream = loadSample(Codec::kUnknown, Codec::kPcma);
  PacketOptions options;
  Rig rig;
  for (const Buffer& packet : asPs(stream, options)) {
    rig.packet(packet);
    rig.nowMs += 40;
  }
  EXPECT_EQ(payloadsOf(rig.collector.of(kAudio)), payloadsOf(stream, kAudio));
}

/// Sets one marker that does not belong there, behind more right ones than prove them.
void lie(std::vector<Buffer>& packets) {
  size_t markers = 0;
  for (size_t i = 1; i + 1 < packets.size(); i++) {
    const auto marker = [&](size_t at) { return (packets[at][1] & 0x80) != 0; };
    markers += marker(i);
    // In the middle of a picture of at least four packets.
    if (markers <= engine::kMarkerProof || marker(i - 1) || marker(i) || marker(i + 1)) continue;
    packets[i][1] |= 0x80;
    return;
  }
  ADD_FAILURE() << "no picture is large enough";
}

TEST(Ingest, AMarkerInsideAPesPacketEndsNoPicture) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  PacketOptions options;
  options.payloadBytes = 200;
  auto packets = asPs(stream, options);
  lie(packets);
  Rig rig;
  rig.packets(packets);
  EXPECT_EQ(payloadsOf(rig.collector.of(kVideo)), payloadsOf(stream, kVideo));
  EXPECT_EQ(rig.count(Counter::kMarkerLies), 0u);
}

// QUIRK marker-inside-picture: markers stood right for long, and then one cuts a picture. That costs the pictures up to
// the next key frame, and markers are not believed again.
TEST(Ingest, AMarkerInsideAPictureOfUnknownLengthIsBelievedOnce) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  PacketOptions options;
  options.payloadBytes = 200;
  auto packets = asPs(stream, options);
  for (Buffer& packet : packets) {
    constexpr uint8_t kVideoPes[] = {0, 0, 1, 0xE0};
    const auto at = std::search(packet.begin(), packet.end(), std::begin(kVideoPes), std::end(kVideoPes));
    if (packet.end() - at > 6) base::store16(&at[4], 0);
  }
  lie(packets);
  Rig rig;
  rig.packets(packets);
  EXPECT_EQ(rig.count(Counter::kMarkerLies), 1u);
  const auto all = payloadsOf(stream, kVideo);
  const auto got = payloadsOf(rig.collector.of(kVideo));
  EXPECT_LT(got.size(), all.size());
  EXPECT_GT(got.size(), engine::kMarkerProof);
  size_t cut = 0;
  for (const Buffer& payload : got) cut += std::find(all.begin(), all.end(), payload) == all.end();
  EXPECT_LE(cut, 1u);
}

TEST(Ingest, MarkerlessStreamGivesAllButTheOpenPicture) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  PacketOptions options;
  options.marker = false;
  Rig rig;
  rig.packets(asPs(stream, options));
  auto expected = payloadsOf(stream, kVideo);
  expected.pop_back();
  EXPECT_EQ(payloadsOf(rig.collector.of(kVideo)), expected);
}

// Proven markers bring a picture out with its last packet instead of with the next picture.
TEST(Ingest, ProvenMarkersSaveAPicturesTime) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  Rig rig;
  size_t pictures = 0;
  size_t late = 0;
  for (const Buffer& packet : asPs(stream)) {
    rig.packet(packet);
    if ((packet[1] & 0x80) == 0) continue;
    pictures++;
    late += rig.collector.of(kVideo).size() < pictures;
  }
  EXPECT_EQ(late, engine::kMarkerProof);
}

// A sender of another kind takes over: nothing of the old one may stay.
TEST(Ingest, RestartFindsOutAnewWhatComes) {
  const SampleStream first = loadSample(Codec::kH264, Codec::kPcma);
  const SampleStream second = loadSample(Codec::kH265, Codec::kUnknown);
  Rig rig;
  rig.packets(asPs(first));
  const size_t before = rig.collector.of(kVideo).size();
  rig.ingest.restart();
  EXPECT_EQ(rig.ingest.kind(), PayloadKind::kUnknown);
  PacketOptions options;
  options.payloadType = 100;
  options.ssrc = 99;
  options.sequence = 7;
  rig.packets(asNals(second, options));
  EXPECT_EQ(rig.ingest.kind(), PayloadKind::kH265);
  auto all = rig.collector.of(kVideo);
  all.erase(all.begin(), all.begin() + static_cast<ptrdiff_t>(before));
  EXPECT_EQ(payloadsOf(all), payloadsOf(second, kVideo));
  EXPECT_EQ(rig.collector.tracks().video, second.tracks.video);
  EXPECT_GT(rig.collector.lists.size(), 1u);
}

TEST(Ingest, CountersNeverGoBackOverARestart) {
  Rig rig({0, 0});
  const auto all = asPs(loadSample(Codec::kH264, Codec::kPcma));
  for (size_t i = 0; i < all.size(); i++)
    if (i % 5 != 4) rig.packet(all[i]);
  engine::Counters before;
  rig.ingest.count(before);
  rig.ingest.restart();
  rig.packets(all);
  engine::Counters after;
  rig.ingest.count(after);
  for (size_t i = 0; i < engine::kCounterCount; i++) EXPECT_GE(after.at(i), before.at(i)) << i;
}

// Packets that were kept while the payload was unknown do not join over a gap.
TEST(Ingest, GapWhileThePayloadIsUnknownForgetsWhatCameBefore) {
  const SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  PacketOptions options;
  options.payloadBytes = 200;
  const auto all = asPs(stream, options);
  const auto pictures = payloadsOf(stream, kVideo);
  const std::set<Buffer> whole(pictures.begin(), pictures.end());
  // Joined within the first key frame, and a packet is missing before its end.
  Rig rig({0, 0});
  for (size_t i = 1; i < all.size(); i++)
    if (i != 4) rig.packet(all[i]);
  for (const SeenFrame& frame : rig.collector.of(kVideo)) ASSERT_TRUE(whole.contains(frame.payload));
  EXPECT_FALSE(rig.collector.of(kVideo).empty());
  EXPECT_TRUE(rig.collector.of(kVideo)[0].key);
}

// Some platforms write the same time into everything (or none): the RTP timestamps tell instead.
TEST(Ingest, StuckTimeStampsAreReplacedByTheRtpClock) {
  SampleStream stream = loadSample(Codec::kH264, Codec::kUnknown);
  std::vector<int64_t> times;
  Packets packets({});
  ps::Muxer muxer(stream.tracks);
  for (int round = 0; round < 4; round++)
    for (size_t i = 0; i < stream.frames.size(); i++) {
      codec::FrameView view = stream.frames[i].view;
      view.dts90k = view.pts90k = 0;
      Buffer bytes;
      for (Bytes piece : muxer.mux(view).pieces) base::append(bytes, piece);
      times.push_back(static_cast<int64_t>(times.size()) * 6000);  // 15 pictures a second
      packets.add({}, bytes, true, times.back());
    }
  Rig rig;
  rig.packets(packets.take());
  const auto video = rig.collector.of(kVideo);
  ASSERT_GT(video.size(), 90u);
  for (size_t i = 20; i < video.size(); i++) ASSERT_EQ(video[i].dts90k - video[i - 1].dts90k, 6000) << i;
}

/// The slices of these fixtures are filler: their first macroblock is made number 0.
std::vector<Buffer> withFirstMacroblock(std::vector<Buffer> packets) {
  const uint8_t slice[] = {0, 0, 1, 0x65, 'x'};
  for (Buffer& packet : packets) {
    const auto at = std::search(packet.begin(), packet.end(), std::begin(slice), std::end(slice));
    if (at != packet.end()) at[4] |= 0x80;
  }
  return packets;
}

std::vector<Buffer> nalsOf(const SeenFrame& frame) {
  std::vector<Buffer> nals;
  codec::forEachLengthPrefixed(frame.payload, [&](Bytes nal) { nals.emplace_back(nal.begin(), nal.end()); });
  return nals;
}

// Sizes: test/fixtures/ps/srs/hik-480p.ps.expected.json and the PES lengths of the stream.
TEST(Corpora, HikvisionKeyFrameAndSound) {
  Rig rig;
  rig.packets(withFirstMacroblock(readPackets("srs/hik-480p.rtp4571")));
  ASSERT_EQ(rig.collector.of(kVideo).size(), 1u) << "its successor is open when the packets end";
  const SeenFrame key = rig.collector.of(kVideo)[0];
  EXPECT_TRUE(key.key);
  const auto nals = nalsOf(key);
  ASSERT_EQ(nals.size(), 2u);
  EXPECT_EQ(nals[0], (Buffer{0x06, 0xE5, 0x01, 0xBA, 0x80}));
  EXPECT_EQ(nals[1].size(), 13900u - 228 - 6 - 3 - 2 - 4);
  EXPECT_EQ(rig.count(Counter::kPsSkippedBytes) + rig.count(Counter::kDamagedFrames), 0u);
  EXPECT_EQ(rig.collector.tracks().video.width, 640u);
  EXPECT_EQ(rig.collector.tracks().video.height, 480u);
}

TEST(Corpora, HikvisionLargeKeyFrame) {
  Rig rig;
  auto packets = withFirstMacroblock(readPackets("srs/hik-720p-large-idr.rtp4571"));
  rig.packets(packets);
  EXPECT_TRUE(rig.collector.frames.empty()) << "open until another begins";
  // The same picture again and again; its map promises a sound that never comes.
  for (int again = 0; again < 2; again++) {
    for (Buffer& packet : packets)
      base::store16(&packet[2], static_cast<uint16_t>(base::load16(&packet[2]) + packets.size()));
    rig.nowMs += engine::kMaxWaitForAudioMs;
    rig.packets(packets);
  }
  ASSERT_EQ(rig.collector.frames.size(), 2u);
  ASSERT_EQ(rig.collector.lists.size(), 1u);
  const auto nals = nalsOf(rig.collector.frames[0]);
  size_t bytes = 0;
  for (const Buffer& nal : nals) bytes += nal.size() + 4;
  bytes += rig.collector.tracks().video.sps.at(0).size() + 4;
  bytes += rig.collector.tracks().video.pps.at(0).size() + 4;
  EXPECT_EQ(nals.size(), 2u);
  EXPECT_EQ(bytes, 141162u);
  EXPECT_EQ(rig.count(Counter::kLost) + rig.count(Counter::kDamagedFrames), 0u);
}

// P pictures without a key frame: nothing can be shown, and it is counted why.
TEST(Corpora, HikvisionPicturesWithoutAKeyFrameWait) {
  Rig rig;
  rig.packets(readPackets("lal/hik-pframes.rtp4571"));
  EXPECT_TRUE(rig.collector.frames.empty());
  EXPECT_EQ(rig.count(Counter::kLost), 0u);
}

TEST(Corpora, LossListOfTwoPacketsIsCounted) {
  Rig rig({0, 0});
  rig.packets(readPackets("lal/loss-4-5-missing.rtp4571"));
  EXPECT_EQ(rig.count(Counter::kLost), 2u);
  EXPECT_TRUE(rig.collector.frames.empty());
}

// A player waits for a track that was announced.
TEST(Ingest, SilenceStandsInThePlaceOfSoundThatIsNotWanted) {
  const SampleStream once = loadSample(Codec::kH264, Codec::kPcma);
  const auto sent = asPs(repeated(once, 3));
  Rig rig;
  const std::vector<Buffer> first(sent.begin(), sent.begin() + static_cast<std::ptrdiff_t>(sent.size() / 3));
  rig.packetsInTime(first);
  const size_t before = rig.collector.of(codec::kAudioTrack).size();
  const size_t pictures = rig.collector.of(codec::kVideoTrack).size();
  ASSERT_GT(before, 0u);
  rig.ingest.setSound(false);
  rig.ingest.use(engine::Timing::kArrival);
  rig.packetsInTime({sent.begin() + static_cast<std::ptrdiff_t>(first.size()), sent.end()});
  const auto sounds = rig.collector.of(codec::kAudioTrack);
  const auto video = rig.collector.of(codec::kVideoTrack);
  ASSERT_GT(sounds.size(), before);
  ASSERT_GT(video.size(), pictures);
  for (size_t i = before; i < sounds.size(); i++) EXPECT_EQ(sounds[i].payload, Buffer(320, 0xD5));
  for (size_t i = before + 1; i < sounds.size(); i++) EXPECT_EQ(sounds[i].dts90k - sounds[i - 1].dts90k, 3600);
  EXPECT_NEAR(static_cast<double>(sounds.back().dts90k), static_cast<double>(video.back().dts90k), 3600);
}

}  // namespace
}  // namespace guanlan::testing
