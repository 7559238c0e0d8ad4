#include "engine/viewer.h"

#include <gtest/gtest.h>

#include "engine/worker_thread.h"
#include "flv/flv_reader.h"
#include "fmp4/mp4_reader.h"

namespace guanlan::testing {
namespace {

using codec::AudioMode;
using codec::Codec;
using codec::kAudioTrack;
using codec::kVideoTrack;
using engine::Container;
using engine::FormatKey;

constexpr FormatKey kFlv{Container::kFlv, AudioMode::kRaw, false};
constexpr FormatKey kMp4{Container::kMp4, AudioMode::kFlac, false};

/// Pictures of an FLV file: what was sent of each, in order.
std::vector<Buffer> pictures(const std::vector<FlvTag>& tags) {
  std::vector<Buffer> out;
  for (const FlvTag& tag : tags) {
    const auto video = tag.type == 9 ? readFlvVideo(tag.body) : std::nullopt;
    if (video && !video->config) out.emplace_back(video->data.begin(), video->data.end());
  }
  return out;
}

/// Server frames of RFC 6455; fails the test when one is masked or cut.
struct ServerFrame {
  uint8_t first;
  Buffer payload;
};
std::vector<ServerFrame> serverFrames(Bytes bytes) {
  std::vector<ServerFrame> frames;
  while (!bytes.empty()) {
    size_t head = 2;
    uint64_t size = bytes[1];
    if (size == 126) {
      size = base::load16(&bytes[2]);
      head = 4;
    } else if (size == 127) {
      size = base::load64(&bytes[2]);
      head = 10;
    }
    EXPECT_EQ(bytes[1] & 0x80, 0);
    EXPECT_LE(head + size, bytes.size());
    if (head + size > bytes.size()) break;
    frames.push_back({bytes[0], Buffer(bytes.begin() + head, bytes.begin() + head + size)});
    bytes = bytes.subspan(head + size);
  }
  return frames;
}

Buffer clientFrame(uint8_t first, const Buffer& payload) {
  Buffer out{first, static_cast<uint8_t>(0x80 | payload.size()), 0, 0, 0, 0};  // a mask of zeros
  base::append(out, payload);
  return out;
}

/// What a viewer that starts at `first` must receive, from the muxer itself.
Buffer expectedFlv(const codec::Tracks& tracks, const std::vector<std::pair<int64_t, Buffer>>& frames, size_t first) {
  flv::Muxer muxer(tracks, {false, AudioMode::kRaw});
  Buffer out;
  muxer.writeHeader(out, frames[first].first);
  for (size_t i = first; i < frames.size(); i++) {
    codec::FrameView view;
    view.key = frames[i].second[4] == 0x65;
    view.dts90k = view.pts90k = frames[i].first;
    view.payload = frames[i].second;
    uint8_t tail[flv::kTailBytes];
    muxer.writeFrame(view, out, tail);
    base::append(out, view.payload);
    base::append(out, Bytes(tail, sizeof tail));
  }
  return out;
}

std::vector<std::pair<int64_t, Buffer>> twoGops(size_t bytes) {
  std::vector<std::pair<int64_t, Buffer>> frames;
  for (int i = 0; i < 10; i++) frames.emplace_back(i * 3600, picture(i % 5 == 0, bytes, static_cast<uint8_t>(i)));
  return frames;
}

TEST(Viewer, HundredGetTheSameBytesAndTheyAreTheMuxers) {
  WorkerThread thread;
  const codec::Tracks tracks = tracksOf(true, Codec::kUnknown);
  thread.announce(tracks);
  std::vector<Peer> peers;
  for (Handle handle = 10; handle < 110; handle++) peers.push_back(thread.adopt(handle, kFlv));
  const auto frames = twoGops(3000);
  for (const auto& [time, payload] : frames) thread.commit(kVideoTrack, payload[4] == 0x65, time, payload);
  const Buffer expected = expectedFlv(tracks, frames, 0);
  for (Peer& peer : peers) {
    ASSERT_TRUE(peer.readUntil(expected.size()));
    ASSERT_EQ(peer.received(), expected);
  }
}

// So many share one flat copy of what is new; each is cut at another place of it, and goes on where it was cut.
TEST(Viewer, ManyWithSmallSocketsGetTheSameBytes) {
  WorkerThread thread;
  const codec::Tracks tracks = tracksOf(true, Codec::kUnknown);
  thread.announce(tracks);
  std::vector<Peer> peers;
  for (Handle handle = 10; handle < 10 + 2 * engine::kFlatViewers; handle++)
    peers.push_back(thread.adopt(handle, kFlv, false, "", static_cast<int>(4096 * (handle % 7))));
  const auto frames = twoGops(30'000);
  for (const auto& [time, payload] : frames) thread.commit(kVideoTrack, payload[4] == 0x65, time, payload);
  const Buffer expected = expectedFlv(tracks, frames, 0);
  for (Peer& peer : peers) {
    ASSERT_TRUE(peer.readUntil(expected.size()));
    ASSERT_EQ(peer.received(), expected);
  }
}

TEST(Viewer, JoinsAtTheNewestKeyFrame) {
  WorkerThread thread;
  const codec::Tracks tracks = tracksOf(true, Codec::kUnknown);
  thread.announce(tracks);
  const auto frames = twoGops(1000);
  for (const auto& [time, payload] : frames) thread.commit(kVideoTrack, payload[4] == 0x65, time, payload);
  Peer peer = thread.adopt(10, kFlv);
  const Buffer expected = expectedFlv(tracks, frames, 5);
  ASSERT_TRUE(peer.readUntil(expected.size()));
  EXPECT_EQ(peer.received(), expected);
}

TEST(Viewer, WaitsForTheStreamWithItsHeadSent) {
  WorkerThread thread;
  Peer peer = thread.adopt(10, kFlv, false, "HTTP/1.1 200 OK\r\n\r\n");
  ASSERT_TRUE(peer.readUntil(19));
  EXPECT_EQ(peer.received().size(), 19u);
  thread.announce(tracksOf(true, Codec::kPcma));
  thread.commit(kAudioTrack, true, 0, Buffer(320, 0xD5));  // sound alone does not make pictures ready
  thread.settle();
  peer.read();
  EXPECT_EQ(peer.received().size(), 19u);
  thread.commitGop(1, 500);
  ASSERT_TRUE(peer.readUntil(600));
  thread.settle();
  peer.read();
  const auto file = readFlv(Bytes(peer.received()).subspan(19));
  ASSERT_TRUE(file);
  EXPECT_EQ(pictures(file->tags).size(), 1u);
}

// [RFC 6455 §5.2] each media unit is one binary message, and together they are the HTTP body.
TEST(Viewer, SendsEachUnitAsOneWebSocketMessage) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kPcma));
  Peer http = thread.adopt(10, kFlv);
  Peer ws = thread.adopt(11, kFlv, true);
  thread.commitGop(2, 70000);
  thread.commit(kAudioTrack, true, 3600, Buffer(320, 0xD5));
  thread.commitGop(1, 100);
  ASSERT_TRUE(http.readUntil(140000 + 420 + 100));
  thread.settle();
  http.read();
  // Heads: of the FLV header, two large pictures, the sound, the small picture.
  ASSERT_TRUE(ws.readUntil(http.received().size() + 4 + 10 + 10 + 4 + 2));
  const auto frames = serverFrames(ws.received());
  ASSERT_EQ(frames.size(), 5u);  // header, three pictures, one sound
  Buffer joined;
  for (const ServerFrame& frame : frames) {
    EXPECT_EQ(frame.first, 0x82);
    base::append(joined, frame.payload);
  }
  EXPECT_EQ(joined, http.received());
  EXPECT_TRUE(readFlvTags(base::Reader(frames[3].payload))) << "one whole tag";
}

TEST(Viewer, OfFmp4GetsInitSegmentAndAFragmentPerFrame) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kPcma));
  Peer peer = thread.adopt(10, kMp4);
  thread.commitGop(3, 2000);
  for (int i = 0; i < 3; i++) thread.commit(kAudioTrack, true, i * 3600, Buffer(320, 0xD5));
  thread.settle();
  ASSERT_TRUE(waitUntil([&] {
    peer.read();
    const auto boxes = readBoxes(peer.received());
    return boxes && boxes->size() == 2 + 6 * 2;
  }));
  EXPECT_EQ(findBoxes(peer.received(), "moov/trak").size(), 2u);
  EXPECT_EQ(findBoxes(peer.received(), "moov/trak/mdia/minf/stbl/stsd/fLaC").size(), 1u);
}

TEST(Viewer, OfAStreamWithoutPicturesHearsTheSound) {
  WorkerThread thread;
  thread.announce(tracksOf(false, Codec::kPcmu));
  for (int i = 0; i < 10; i++) thread.commit(kAudioTrack, true, i * 3600, Buffer(320, static_cast<uint8_t>(i)));
  Peer peer = thread.adopt(10, kFlv);
  for (int i = 10; i < 20; i++) thread.commit(kAudioTrack, true, i * 3600, Buffer(320, static_cast<uint8_t>(i)));
  ASSERT_TRUE(peer.readUntil(11 * 320));
  thread.settle();
  peer.read();
  const auto file = readFlv(peer.received());
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->hasVideo);
  std::vector<uint8_t> heard;
  for (const FlvTag& tag : file->tags) {
    if (tag.type == 8) heard.push_back(readFlvAudio(tag.body)->data[0]);
  }
  EXPECT_EQ(heard, (std::vector<uint8_t>{9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19}));
}

TEST(Viewer, GetsFlacThatIsCodedOnceForBothContainers) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kPcma));
  Peer flv = thread.adopt(10, {Container::kFlv, AudioMode::kFlac, false});
  Peer mp4 = thread.adopt(11, kMp4);
  thread.commitGop(1, 500);
  for (int i = 0; i < 5; i++) thread.commit(kAudioTrack, true, i * 3600, Buffer(320, static_cast<uint8_t>(i * 31)));
  thread.settle();
  std::vector<Buffer> fromFlv;
  ASSERT_TRUE(waitUntil([&] {
    flv.read();
    const auto file = readFlv(flv.received());
    fromFlv.clear();
    for (const FlvTag& tag : file ? file->tags : std::vector<FlvTag>()) {
      const auto audio = tag.type == 8 ? readFlvAudio(tag.body) : std::nullopt;
      if (audio && !audio->config) fromFlv.emplace_back(audio->data.begin(), audio->data.end());
    }
    return fromFlv.size() == 5;
  }));
  ASSERT_TRUE(waitUntil([&] {
    mp4.read();
    const auto boxes = readBoxes(mp4.received());
    return boxes && boxes->size() == 2 + 6 * 2;
  }));
  const auto data = findBoxes(mp4.received(), "mdat");
  ASSERT_EQ(data.size(), 6u);
  for (size_t i = 0; i < 5; i++) EXPECT_EQ(Buffer(data[i + 1].body.begin(), data[i + 1].body.end()), fromFlv[i]);
}

/// Pictures that arrived in an FLV file, each by its pattern byte; every one whole.
std::vector<int> patternsOf(Bytes bytes, size_t pictureBytes) {
  std::vector<int> out;
  const auto file = readFlv(bytes);
  EXPECT_TRUE(file) << "a tag was cut";
  if (!file) return out;
  for (const Buffer& data : pictures(file->tags)) {
    EXPECT_EQ(data.size(), pictureBytes);
    const auto pattern = static_cast<uint8_t>(data[5] - 5 * 7);
    EXPECT_EQ(data, picture(data[4] == 0x65, pictureBytes, pattern));
    out.push_back(data[4] == 0x65 ? 1000 + pattern : pattern);
  }
  return out;
}

TEST(Viewer, ThatFallsBehindJumpsToAKeyFrame) {
  engine::Limits limits;
  limits.viewerBytes = 200'000;
  limits.viewerAgeMs = 3'600'000;
  WorkerThread thread(limits);
  thread.announce(tracksOf(true, Codec::kUnknown));
  Peer peer = thread.adopt(10, kFlv, false, "", 4096);
  for (int gop = 0; gop < 20; gop++) thread.commitGop(5, 10'000);
  ASSERT_TRUE(waitUntil([&] { return thread.viewer(10).counters[Counter::kViewerJumps] > 0; }));
  ASSERT_TRUE(waitUntil([&] {
    peer.read();
    return thread.viewer(10).queuedBytes == 0;
  }));
  thread.commitGop(1, 10'000);
  ASSERT_TRUE(waitUntil([&] {
    peer.read();
    const auto file = readFlv(peer.received());
    return file && pictures(file->tags).back()[5] == picture(true, 10'000, 100)[5];
  }));
  const std::vector<int> got = patternsOf(peer.received(), 10'000);
  ASSERT_LT(got.size(), 101u);
  int expected = 0;
  for (int pattern : got) {
    // After a gap, and only then, a key frame comes.
    EXPECT_TRUE(pattern % 1000 == expected || pattern >= 1000) << pattern;
    expected = pattern % 1000 + 1;
  }
  const auto state = thread.viewer(10);
  EXPECT_EQ(state.counters[Counter::kViewerDroppedFrames], 101 - got.size());
}

TEST(Viewer, BeyondTheAgeBoundJumpsToANewerKeyFrame) {
  engine::Limits limits;
  limits.viewerAgeMs = 1;
  WorkerThread thread(limits);
  thread.announce(tracksOf(true, Codec::kUnknown));
  Peer peer = thread.adopt(10, kFlv, false, "", 4096);
  thread.commitGop(5, 10'000);
  ASSERT_TRUE(waitUntil([&] { return thread.viewer(10).ageMs > 1; }));
  EXPECT_EQ(thread.viewer(10).counters[Counter::kViewerJumps], 0u) << "there is nothing newer to jump to";
  thread.commitGop(5, 10'000);
  ASSERT_TRUE(waitUntil([&] { return thread.viewer(10).counters[Counter::kViewerJumps] == 1; }));
  peer.readUntil(60'000);
  const std::vector<int> got = patternsOf(peer.received(), 10'000);
  EXPECT_EQ(got.back(), 9);
}

TEST(Viewer, ThatTakesNothingIsClosed) {
  engine::Limits limits;
  limits.viewerStallMs = 150;
  WorkerThread thread(limits);
  thread.announce(tracksOf(true, Codec::kUnknown));
  Peer slow = thread.adopt(10, kFlv, false, "", 4096);
  Peer fast = thread.adopt(11, kFlv);
  thread.commitGop(2, 100'000);
  const auto closed = thread.closed(10);
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->status, base::Status::kSlowViewer);
  EXPECT_TRUE(fast.readUntil(200'000));
  EXPECT_FALSE(thread.find(11, EventType::kClosed));
  EXPECT_TRUE(slow.readToEnd());
}

TEST(Viewer, ThatIsIdleWithItsStreamIsNotStalled) {
  engine::Limits limits;
  limits.viewerStallMs = 1;
  WorkerThread thread(limits);
  thread.announce(tracksOf(true, Codec::kUnknown));
  Peer peer = thread.adopt(10, kFlv);
  thread.commitGop(1, 1000);
  ASSERT_TRUE(peer.readUntil(1000));
  // Two periods of the worker pass.
  const uint64_t start = thread.run([&] { return static_cast<uint64_t>(thread.worker().nowMs()); });
  ASSERT_TRUE(waitUntil([&] {
    return thread.run([&] { return static_cast<uint64_t>(thread.worker().nowMs()); }) > start + 2 * engine::kPeriodMs;
  }));
  EXPECT_FALSE(thread.find(10, EventType::kClosed));
}

TEST(Viewer, KeepsTheRestOfAFrameThatTheRingForgot) {
  engine::Limits limits;
  limits.ringBytes = 300'000;
  limits.viewerBytes = 1 << 30;
  limits.viewerAgeMs = 3'600'000;
  WorkerThread thread(limits);
  thread.announce(tracksOf(true, Codec::kUnknown));
  Peer peer = thread.adopt(10, kFlv, false, "", 4096);
  thread.commitGop(1, 250'000);
  thread.settle();
  ASSERT_GT(thread.run([&] { return thread.stream().ring().nextSequence(); }), 0u);
  for (int i = 0; i < 10; i++) thread.commitGop(1, 250'000);
  EXPECT_GT(thread.run([&] { return thread.stream().ring().oldest(); }), 0u) << "the first frame left the ring";
  ASSERT_TRUE(peer.readUntil(500'000));
  thread.settle();
  ASSERT_TRUE(waitUntil([&] {
    peer.read();
    return readFlv(peer.received()).has_value();
  }));
  const std::vector<int> got = patternsOf(peer.received(), 250'000);
  ASSERT_GE(got.size(), 2u);
  EXPECT_EQ(got.front(), 1000);
  EXPECT_EQ(got.back(), 1010);
}

/// The video tags of an FLV file: c a sequence header, K a key frame, p another picture.
std::string videoOrder(Bytes bytes) {
  const auto file = readFlv(bytes);
  std::string order;
  for (const FlvTag& tag : file ? file->tags : std::vector<FlvTag>()) {
    const auto video = tag.type == 9 ? readFlvVideo(tag.body) : std::nullopt;
    if (video) order += video->config ? 'c' : video->key ? 'K' : 'p';
  }
  return order;
}

TEST(Viewer, GetsNewSequenceHeadersAtTheRightFrame) {
  WorkerThread thread;
  codec::Tracks tracks = tracksOf(true, Codec::kUnknown);
  thread.announce(tracks);
  Peer flv = thread.adopt(10, kFlv);
  Peer mp4 = thread.adopt(11, kMp4);
  thread.commitGop(2, 1000);
  tracks.video.pps[0].push_back(0x80);  // other parameter sets
  thread.announce(tracks);
  thread.commitGop(2, 1000);
  ASSERT_TRUE(waitUntil([&] {
    flv.read();
    mp4.read();
    const auto file = readFlv(flv.received());
    const auto boxes = readBoxes(mp4.received());
    return file && pictures(file->tags).size() == 4 && boxes && boxes->size() == 2 * (2 + 2 * 2);
  }));
  const std::string order = videoOrder(flv.received());
  EXPECT_EQ(order, "cKpcKp");
  const auto all = readBoxes(mp4.received());
  std::string boxes;
  for (const Mp4Box& box : *all) boxes += box.type + " ";
  EXPECT_EQ(boxes, "ftyp moov moof mdat moof mdat ftyp moov moof mdat moof mdat ");
}

TEST(Viewer, ThatJumpsOverAConfigChangeGetsTheNewConfig) {
  engine::Limits limits;
  limits.viewerBytes = 50'000;
  WorkerThread thread(limits);
  codec::Tracks tracks = tracksOf(true, Codec::kUnknown);
  thread.announce(tracks);
  Peer peer = thread.adopt(10, kFlv, false, "", 4096);
  thread.commitGop(10, 10'000);
  tracks.video.pps[0].push_back(0x80);
  thread.announce(tracks);
  thread.commitGop(10, 10'000);
  ASSERT_TRUE(waitUntil([&] { return thread.viewer(10).counters[Counter::kViewerJumps] > 0; }));
  thread.commitGop(1, 10'000);
  ASSERT_TRUE(waitUntil([&] {
    peer.read();
    const auto file = readFlv(peer.received());
    return file && !pictures(file->tags).empty() && pictures(file->tags).back()[5] == picture(true, 10, 20)[5];
  }));
  const std::string order = videoOrder(peer.received());
  EXPECT_EQ(order.rfind("cK"), order.rfind('c')) << order;
  EXPECT_EQ(std::count(order.begin(), order.end(), 'c'), 2) << order;
}

// [RFC 6455 §5.5.2] a ping is answered between frames.
TEST(Viewer, AnswersAPing) {
  WorkerThread thread;
  Peer peer = thread.adopt(10, kFlv, true);
  peer.send(clientFrame(0x89, {'h', 'i'}));
  ASSERT_TRUE(peer.readUntil(4));
  EXPECT_EQ(peer.received(), (Buffer{0x8A, 2, 'h', 'i'}));
}

// [RFC 6455 §5.5.1] a close is answered, and nothing follows it.
TEST(Viewer, AnswersACloseAndEnds) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kUnknown));
  thread.commitGop(1, 1000);
  Peer peer = thread.adopt(10, kFlv, true);
  ASSERT_TRUE(peer.readUntil(1000));
  peer.send(clientFrame(0x88, {0x03, 0xE8}));
  ASSERT_TRUE(peer.readToEnd());
  EXPECT_EQ(serverFrames(peer.received()).back().first, 0x88);
  EXPECT_EQ(thread.closed(10)->status, base::Status::kPeerClosed);
}

// [RFC 6455 §7.4.1] 1009.
TEST(Viewer, RefusesALargeMessage) {
  WorkerThread thread;
  Peer peer = thread.adopt(10, kFlv, true);
  peer.send(Buffer{0x82, 0xFF, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0});
  ASSERT_TRUE(peer.readToEnd());
  EXPECT_EQ(peer.received(), (Buffer{0x88, 2, 0x03, 0xF1}));
  EXPECT_EQ(thread.closed(10)->status, base::Status::kMalformed);
}

// [RFC 6455 §5.5.1] code and reason.
TEST(Viewer, TellsWhyItCloses) {
  WorkerThread thread;
  Peer peer = thread.adopt(10, kFlv, true);
  thread.run([&] { thread.stream().closeViewer(10, 4404, "no such device"); });
  ASSERT_TRUE(peer.readToEnd());
  const auto frames = serverFrames(peer.received());
  ASSERT_EQ(frames.size(), 1u);
  EXPECT_EQ(base::load16(frames[0].payload.data()), 4404);
  EXPECT_EQ(std::string(frames[0].payload.begin() + 2, frames[0].payload.end()), "no such device");
  EXPECT_EQ(thread.closed(10)->status, base::Status::kByLocal);
}

TEST(Viewer, OverHttpMayNotTalkWithoutEnd) {
  WorkerThread thread;
  Peer polite = thread.adopt(10, kFlv);
  Peer rude = thread.adopt(11, kFlv);
  polite.send(Buffer(1000, 'x'));
  const Buffer more(60'000, 'x');
  for (int i = 0; i < 2; i++) rude.send(more);
  EXPECT_EQ(thread.closed(11)->status, base::Status::kMalformed);
  EXPECT_FALSE(thread.find(10, EventType::kClosed));
}

TEST(Viewer, EndsWithItsPlayer) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kUnknown));
  thread.commitGop(1, 1000);
  Peer peer = thread.adopt(10, kFlv);
  ASSERT_TRUE(waitUntil([&] { return thread.streamState->get().viewers == 1; }));
  peer.close();
  EXPECT_EQ(thread.closed(10)->status, base::Status::kPeerClosed);
  EXPECT_TRUE(waitUntil([&] { return thread.streamState->get().viewers == 0; }));
}

TEST(Viewer, GetsWhatIsQueuedBeforeTheEngineStops) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kUnknown));
  Peer slow = thread.adopt(10, kFlv, true, "", 4096);
  Peer fast = thread.adopt(11, kFlv, true);
  thread.commitGop(1, 300'000);
  thread.settle();
  thread.run([&] { thread.stream().drain(); });
  for (Peer* peer : {&slow, &fast}) {
    ASSERT_TRUE(peer->readToEnd());
    const auto frames = serverFrames(peer->received());
    ASSERT_EQ(frames.size(), 3u);  // header, picture, close
    EXPECT_GT(frames[1].payload.size(), 300'000u);
    EXPECT_EQ(frames[2].first, 0x88);
    EXPECT_EQ(base::load16(frames[2].payload.data()), egress::kGoingAway);
  }
  EXPECT_EQ(thread.closed(10)->status, base::Status::kStopped);
}

}  // namespace
}  // namespace guanlan::testing
