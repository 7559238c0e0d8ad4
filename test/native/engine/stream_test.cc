#include "engine/stream.h"

#include <gtest/gtest.h>

#include "engine/worker_thread.h"

namespace guanlan::testing {
namespace {

using codec::Codec;
using codec::kAudioTrack;
using codec::kVideoTrack;
using engine::Container;
using engine::FormatKey;

constexpr FormatKey kFlv{Container::kFlv, codec::AudioMode::kRaw, false};

std::vector<EventType> typesOf(WorkerThread& thread, Handle handle) {
  std::vector<EventType> types;
  for (const Event& event : thread.events()) {
    if (event.handle == handle) types.push_back(event.type);
  }
  return types;
}

TEST(Stream, TellsItsTracksAndOnceThatItIsReady) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kPcma));
  thread.commit(kAudioTrack, true, 0, Buffer(320, 0xD5));
  EXPECT_EQ(typesOf(thread, kStream), (std::vector{EventType::kStreamTracks}));
  thread.commitGop(5, 100);
  thread.commitGop(5, 100);
  EXPECT_EQ(typesOf(thread, kStream), (std::vector{EventType::kStreamTracks, EventType::kStreamReady}));
  const auto tracks = thread.find(kStream, EventType::kStreamTracks);
  EXPECT_EQ(tracks->codecs.substr(0, 5), "avc1.");
  EXPECT_EQ(tracks->codecs.substr(tracks->codecs.size() - 5), ",flac");
}

TEST(Stream, WithoutPicturesIsReadyWithItsFirstSound) {
  WorkerThread thread;
  thread.announce(tracksOf(false, Codec::kPcmu));
  thread.commit(kAudioTrack, true, 0, Buffer(320, 0xD5));
  EXPECT_EQ(typesOf(thread, kStream), (std::vector{EventType::kStreamTracks, EventType::kStreamReady}));
}

TEST(Stream, PublishesItsFigures) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kPcma));
  Peer peer = thread.adopt(10, kFlv);
  thread.commitGop(5, 1000);
  thread.commit(kAudioTrack, true, 0, Buffer(320, 0xD5));
  thread.run([&] { thread.stream().onDropped(); });
  ASSERT_TRUE(waitUntil([&] { return thread.streamState->get().counters[Counter::kDroppedFrames] == 1; }));
  const engine::StreamState state = thread.streamState->get();
  EXPECT_TRUE(state.ready);
  EXPECT_EQ(state.counters[Counter::kFrames], 6u);
  EXPECT_EQ(state.counters[Counter::kKeyFrames], 1u);
  EXPECT_EQ(state.counters[Counter::kFrameBytes], 5320u);
  EXPECT_EQ(state.viewers, 1u);
  EXPECT_GE(state.lastFrameMs, 0);
  EXPECT_GE(state.memoryBytes, 5320u);
}

TEST(Stream, ClosesItsReadersBeforeItself) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kUnknown));
  thread.commitGop(1, 1000);
  std::vector<Peer> peers;
  for (Handle handle = 10; handle < 15; handle++) peers.push_back(thread.adopt(handle, kFlv, handle % 2 == 0));
  thread.run([&] { thread.worker().closeStream(kStream, base::Status::kByLocal, "the camera left"); });
  std::vector<Handle> order;
  for (const Event& event : thread.events()) {
    if (event.type != EventType::kClosed) continue;
    order.push_back(event.handle);
    EXPECT_EQ(event.status, event.handle == kStream ? base::Status::kByLocal : base::Status::kStreamClosed);
    EXPECT_EQ(event.reason, "the camera left");
  }
  EXPECT_EQ(order, (std::vector<Handle>{10, 11, 12, 13, 14, kStream}));
  for (Peer& peer : peers) EXPECT_TRUE(peer.readToEnd());
  const Buffer end{'t', 'h', 'e', ' ', 'c', 'a', 'm', 'e', 'r', 'a', ' ', 'l', 'e', 'f', 't'};
  EXPECT_TRUE(std::equal(end.rbegin(), end.rend(), peers[0].received().rbegin())) << "the WebSocket is told why";
  EXPECT_FALSE(std::equal(end.rbegin(), end.rend(), peers[1].received().rbegin()));
}

TEST(Stream, ServesAMixOfFormatsAndForgetsThemWithTheirLastViewer) {
  WorkerThread thread;
  thread.announce(tracksOf(true, Codec::kPcma));
  thread.commitGop(2, 1000);
  thread.commit(kAudioTrack, true, 0, Buffer(320, 0xD5));
  for (int round = 0; round < 3; round++) {
    std::vector<Peer> peers;
    Handle handle = 100 + static_cast<Handle>(round) * 100;
    for (const Container container : {Container::kFlv, Container::kMp4}) {
      for (const auto audio :
           {codec::AudioMode::kFlac, codec::AudioMode::kRaw, codec::AudioMode::kAac, codec::AudioMode::kNone}) {
        for (const bool webSocket : {false, true})
          peers.push_back(thread.adopt(handle++, {container, audio, false}, webSocket));
      }
    }
    thread.commit(kVideoTrack, false, 7200, picture(false, 500));
    for (Peer& peer : peers) EXPECT_TRUE(peer.readUntil(2500));
    const Handle last = handle - 1;
    peers.clear();
    ASSERT_TRUE(thread.closed(last));
    ASSERT_TRUE(waitUntil([&] { return thread.streamState->get().viewers == 0; }));
  }
}

}  // namespace
}  // namespace guanlan::testing
