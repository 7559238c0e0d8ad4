#include "engine/microphone.h"

#include <gtest/gtest.h>

#include "codec/flac.h"
#include "codec/g711.h"
#include "engine/turned_worker.h"

namespace guanlan::testing {
namespace {

using base::Status;
using codec::kAudioTrack;
using engine::Microphone;
using engine::MicrophoneConfig;
using engine::SoundCoding;

constexpr Handle kMicrophone = 60;
/// A stream without pictures and without a writer.
constexpr Handle kVoice = 61;
constexpr size_t kFrame = engine::kSoundFrameBytes;
constexpr int64_t kFrameTicks = 3600;

/// As a browser sends it: masked with zeros.
Buffer message(const Buffer& payload, uint8_t first = 0x82) {
  Buffer out{first};
  if (payload.size() < 126) {
    base::append8(out, static_cast<uint32_t>(0x80 | payload.size()));
  } else {
    base::append8(out, 0x80 | 126);
    base::append16(out, static_cast<uint32_t>(payload.size()));
  }
  base::append32(out, 0);
  base::append(out, Bytes(payload));
  return out;
}

class MicrophoneTest : public ::testing::Test {
 protected:
  MicrophoneTest() : events_([] {}), worker_(events_, {}, [] { return turnedMs; }) {
    worker_.addStream(std::make_unique<engine::Stream>(worker_, kVoice, engine::LossPolicy::kPass,
                                                       std::make_shared<engine::Published<engine::StreamState>>()));
  }

  Peer open(SoundCoding coding, Handle handle = kMicrophone, const Buffer& pending = {}) {
    int fds[2];
    EXPECT_EQ(net::socketPair(fds), 0);
    MicrophoneConfig config{handle, kVoice, coding, pending};
    worker_.addMicrophone(std::make_unique<Microphone>(worker_, *worker_.stream(kVoice), config, net::Fd(fds[0])));
    return Peer(fds[1]);
  }
  /// Turns of 1 ms; with something to do, so that none of them waits.
  void pass(int64_t ms) {
    for (const int64_t end = turnedMs + ms; turnedMs < end; turnedMs++) {
      worker_.post([] {});
      worker_.loop().turn();
    }
  }
  std::optional<Event> closed(Handle handle = kMicrophone) {
    pass(3);
    for (Event& event : events_.drain()) {
      if (event.type == EventType::kClosed && event.handle == handle) return event;
    }
    return std::nullopt;
  }
  /// Codes of all frames that the ring holds.
  Buffer heard() {
    Buffer out;
    const auto& ring = worker_.stream(kVoice)->ring();
    for (uint64_t at = ring.oldest(); at < ring.nextSequence(); at++) base::append(out, ring.at(at)->payload);
    return out;
  }
  std::vector<int64_t> times() {
    std::vector<int64_t> out;
    const auto& ring = worker_.stream(kVoice)->ring();
    for (uint64_t at = ring.oldest(); at < ring.nextSequence(); at++) out.push_back(ring.at(at)->dts90k);
    return out;
  }
  uint64_t dropped() { return worker_.totals().at(static_cast<size_t>(Counter::kSoundDroppedBytes)); }

  engine::EventQueue events_;
  engine::Worker worker_;
};

TEST_F(MicrophoneTest, AnnouncesAlawAtOnce) {
  Peer peer = open(SoundCoding::kPcm16);
  pass(2);
  const auto events = events_.drain();
  ASSERT_FALSE(events.empty());
  EXPECT_EQ(events[0].type, EventType::kStreamTracks);
  EXPECT_EQ(events[0].tracks.audio.codec, codec::Codec::kPcma);
  EXPECT_FALSE(events[0].tracks.hasVideo());
}

TEST_F(MicrophoneTest, MakesAlawOfLinearSamplesForAnySplit) {
  Peer peer = open(SoundCoding::kPcm16);
  Buffer samples;
  Buffer codes;
  for (int i = 0; i < 640; i++) {
    const auto sample = static_cast<int16_t>(i * 97 - 30000);
    base::append8(samples, static_cast<uint8_t>(sample));
    base::append8(samples, static_cast<uint8_t>(sample >> 8));
    codes.push_back(codec::linearToAlaw(sample));
  }
  // Cut inside of samples, of frames and of messages.
  Buffer wire = message(Buffer(samples.begin(), samples.begin() + 333), 0x02);
  base::append(wire, message(Buffer(samples.begin() + 333, samples.begin() + 334), 0x80));
  base::append(wire, message(Buffer(samples.begin() + 334, samples.end())));
  for (size_t at = 0; at < wire.size(); at += 77) {
    peer.send(Bytes(wire).subspan(at, std::min<size_t>(77, wire.size() - at)));
    pass(1);
  }
  EXPECT_EQ(heard(), codes);
}

TEST_F(MicrophoneTest, TakesG711AsItIs) {
  for (const SoundCoding coding : {SoundCoding::kPcma, SoundCoding::kPcmu}) {
    Peer peer = open(coding, kMicrophone + 10 + static_cast<Handle>(coding));
    Buffer codes(kFrame);
    for (size_t i = 0; i < kFrame; i++) codes[i] = static_cast<uint8_t>(i);
    const size_t before = heard().size();
    peer.send(message(codes));
    pass(2);
    if (coding == SoundCoding::kPcmu) {
      for (auto& code : codes) code = codec::mulawToAlaw(code);
    }
    const Buffer all = heard();
    ASSERT_EQ(all.size(), before + kFrame);
    EXPECT_EQ(Buffer(all.begin() + static_cast<ptrdiff_t>(before), all.end()), codes);
    worker_.closeMicrophone(kMicrophone + 10 + static_cast<Handle>(coding), Status::kByLocal, "");
  }
}

TEST_F(MicrophoneTest, BeginsWithWhatNodeHadReadAlready) {
  const Buffer wire = message(Buffer(kFrame, 0x2A));
  Peer peer = open(SoundCoding::kPcma, kMicrophone, Buffer(wire.begin(), wire.begin() + 100));
  peer.send(Bytes(wire).subspan(100));
  pass(2);
  EXPECT_EQ(heard(), Buffer(kFrame, 0x2A));
}

TEST_F(MicrophoneTest, StampsBySamplesWhateverTheNetworkDoes) {
  Peer peer = open(SoundCoding::kPcma);
  const int64_t delays[] = {0, 70, 10, 0, 0, 90, 40, 40};
  for (const int64_t delay : delays) {
    pass(delay);
    peer.send(message(Buffer(kFrame, 0x55)));
    pass(1);
  }
  const auto got = times();
  ASSERT_EQ(got.size(), std::size(delays));
  for (size_t i = 1; i < got.size(); i++) EXPECT_EQ(got[i] - got[i - 1], kFrameTicks) << i;
}

TEST_F(MicrophoneTest, GoesOnByTheClockAfterAPause) {
  Peer peer = open(SoundCoding::kPcma);
  peer.send(message(Buffer(kFrame + 80, 0x55)));
  pass(5000);
  EXPECT_EQ(heard().size(), kFrame + 80) << "the last word is not kept back";
  peer.send(message(Buffer(kFrame, 0x56)));
  pass(2);
  const auto got = times();
  ASSERT_EQ(got.size(), 3u);
  EXPECT_NEAR(static_cast<double>(got[2] - got[0]), 5000 * 90, 10 * 90);
}

TEST_F(MicrophoneTest, DropsWhatIsFarAheadOfTheClock) {
  Peer peer = open(SoundCoding::kPcma);
  for (int i = 0; i < 100; i++) peer.send(message(Buffer(kFrame, 0x55)));  // 4 s at once
  pass(5);
  const size_t most = (engine::kMaxSoundLeadMs / 40 + 2) * kFrame;
  EXPECT_LE(heard().size(), most);
  EXPECT_EQ(heard().size() + dropped(), 100 * kFrame);
}

TEST_F(MicrophoneTest, LeavesAStreamAloneThatIsFedAlready) {
  Peer first = open(SoundCoding::kPcma);
  Peer second = open(SoundCoding::kPcma, kMicrophone + 1);
  const auto event = closed(kMicrophone + 1);
  ASSERT_TRUE(event);
  EXPECT_EQ(event->status, Status::kExists);
  EXPECT_TRUE(second.readToEnd());
  EXPECT_EQ(second.received()[0], 0x88) << "it is told why";
  first.send(message(Buffer(kFrame, 0x55)));
  pass(2);
  EXPECT_EQ(heard().size(), kFrame);
}

// [RFC 6455 §5.5.1]
TEST_F(MicrophoneTest, EndsWhenTheClientClosesOrLeaves) {
  Peer polite = open(SoundCoding::kPcma);
  polite.send(message({0x03, 0xE8}, 0x88));
  const auto event = closed();
  ASSERT_TRUE(event);
  EXPECT_EQ(event->status, Status::kPeerClosed);
  EXPECT_TRUE(polite.readToEnd());
  EXPECT_EQ(Buffer(polite.received().begin(), polite.received().begin() + 2), (Buffer{0x88, 2}));

  Peer gone = open(SoundCoding::kPcma, kMicrophone + 1);
  gone.close();
  const auto left = closed(kMicrophone + 1);
  ASSERT_TRUE(left) << "and the stream was free again";
  EXPECT_EQ(left->status, Status::kPeerClosed);
}

TEST_F(MicrophoneTest, EndsWhenTheClientBreaksTheProtocol) {
  Peer peer = open(SoundCoding::kPcma);
  peer.send(Buffer{0x82, 0x01, 0x55});  // not masked
  const auto event = closed();
  ASSERT_TRUE(event);
  EXPECT_EQ(event->status, Status::kMalformed);
}

// [RFC 6455 §5.5.2]
TEST_F(MicrophoneTest, PingsAndGivesUpOnAClientThatDoesNotAnswer) {
  Peer peer = open(SoundCoding::kPcma);
  pass(engine::kPingPeriodMs + 200);
  peer.read();
  EXPECT_EQ(peer.received(), (Buffer{0x89, 0}));
  peer.send(message({}, 0x8A));
  pass(engine::kMaxMicrophoneSilenceMs - 1000);
  EXPECT_FALSE(closed());
  pass(1500);
  const auto event = closed();
  ASSERT_TRUE(event);
  EXPECT_EQ(event->status, Status::kNoMedia);
}

TEST_F(MicrophoneTest, EndsWithItsStreamAndIsTold) {
  Peer peer = open(SoundCoding::kPcma);
  worker_.closeStream(kVoice, Status::kByLocal, "");
  const auto event = closed();
  ASSERT_TRUE(event);
  EXPECT_EQ(event->status, Status::kStreamClosed);
  EXPECT_TRUE(peer.readToEnd());
  EXPECT_EQ(peer.received()[0], 0x88);
}

}  // namespace
}  // namespace guanlan::testing
