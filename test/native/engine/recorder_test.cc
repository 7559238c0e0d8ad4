#include "engine/recorder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

#include "engine/engine.h"
#include "engine/worker_thread.h"
#include "fmp4/mp4_reader.h"

namespace guanlan::testing {
namespace {

using codec::Codec;
using codec::kAudioTrack;
using codec::kVideoTrack;
using engine::RecordFile;
using engine::RecordPiece;

constexpr Handle kRecorder = 90;
constexpr size_t kBytes = 1000;

std::string newPath() {
  std::string path = ::testing::TempDir() + "recordXXXXXX";
  ::close(::mkstemp(path.data()));
  std::remove(path.c_str());
  return path;
}

Buffer contentOf(const std::string& path) {
  Buffer bytes;
  std::FILE* in = std::fopen(path.c_str(), "rb");
  EXPECT_NE(in, nullptr) << path;
  uint8_t buffer[65536];
  for (size_t n; in && (n = std::fread(buffer, 1, sizeof buffer, in)) > 0;)
    bytes.insert(bytes.end(), buffer, buffer + n);
  if (in) std::fclose(in);
  return bytes;
}

net::Fd create(const std::string& path) { return net::Fd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600)); }

/// What the plain file says of its samples, read through its tables.
struct PlainTrack {
  std::vector<uint32_t> durations;
  std::vector<Buffer> samples;
};

std::vector<uint32_t> wordsOf(Bytes body) {
  base::Reader in(body);
  std::vector<uint32_t> out;
  for (in.skip(4); in.remaining() >= 4;) out.push_back(in.u32());
  return out;
}

std::vector<PlainTrack> readPlain(const Buffer& file) {
  std::vector<PlainTrack> out;
  // mdat has a size of 64 bits, which readBoxes() does not know.
  const size_t mdat = base::load32(file.data());
  EXPECT_EQ(base::load32(&file[mdat]), 1u);
  EXPECT_EQ(std::string(file.begin() + mdat + 4, file.begin() + mdat + 8), "mdat");
  const size_t moov = mdat + base::load32(&file[mdat + 12]);
  for (const Mp4Box& track : findBoxes(Bytes(file).subspan(moov), "moov/trak/mdia/minf/stbl")) {
    PlainTrack& one = out.emplace_back();
    const auto stts = wordsOf(findBody(track.body, "stts"));
    for (size_t i = 1; i + 1 < stts.size(); i += 2) one.durations.insert(one.durations.end(), stts[i], stts[i + 1]);
    const auto sizes = wordsOf(findBody(track.body, "stsz"));
    const auto offsets = wordsOf(findBody(track.body, "co64"));
    for (size_t i = 0; i < sizes.at(1); i++) {
      const size_t at = offsets.at(2 + 2 * i);
      EXPECT_LE(at + sizes[2 + i], moov);
      one.samples.emplace_back(file.begin() + at, file.begin() + at + sizes[2 + i]);
    }
  }
  return out;
}

class RecorderTest : public ::testing::Test {
 protected:
  ~RecorderTest() override { std::remove(path_.c_str()); }

  void record(net::Fd fd) {
    auto file = std::make_shared<RecordFile>(std::move(fd));
    thread_.run([&] {
      thread_.worker().addRecorder(
          std::make_unique<engine::Recorder>(thread_.worker(), thread_.stream(), kRecorder, file, state_));
    });
  }
  void record() { record(create(path_)); }
  void close() {
    thread_.run([&] { thread_.worker().endRecorder(kRecorder); });
  }
  std::optional<Event> closed() { return thread_.closed(kRecorder); }

  const std::string path_ = newPath();
  std::shared_ptr<engine::Published<engine::RecorderState>> state_ =
      std::make_shared<engine::Published<engine::RecorderState>>();
  WorkerThread thread_;
};

TEST_F(RecorderTest, WritesEveryFrameIntoAPlainFile) {
  thread_.announce(tracksOf(true, Codec::kPcma));
  record();
  for (int64_t i = 0; i < 200; i++) {
    const bool key = i % 25 == 0;
    thread_.commit(kVideoTrack, key, i * 3600, picture(key, kBytes, static_cast<uint8_t>(i)));
    thread_.commit(kAudioTrack, true, i * 3600, Buffer(320, 0xD5));
  }
  close();
  const auto event = closed();
  ASSERT_TRUE(event);
  EXPECT_EQ(event->status, base::Status::kOk);
  const auto tracks = readPlain(contentOf(path_));
  ASSERT_EQ(tracks.size(), 2u);
  ASSERT_EQ(tracks[0].samples.size(), 200u);
  for (size_t i = 0; i < 200; i++)
    EXPECT_EQ(tracks[0].samples[i], picture(i % 25 == 0, kBytes, static_cast<uint8_t>(i))) << i;
  EXPECT_EQ(tracks[0].durations, std::vector<uint32_t>(200, 3600));
  EXPECT_EQ(tracks[1].durations, std::vector<uint32_t>(200, 320));
  const auto state = state_->get();
  EXPECT_EQ(state.frames, 400u);
  EXPECT_EQ(state.keyFrames, 8u);
  EXPECT_EQ(state.durationMs, 8000);
  EXPECT_GT(state.bytes, 200 * kBytes);
}

TEST_F(RecorderTest, BeginsWithAKeyFrameAtZero) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  record();
  for (int64_t i = 0; i < 4; i++)
    thread_.commit(kVideoTrack, i == 2, 900'000 + i * 3600, picture(i == 2, kBytes, static_cast<uint8_t>(i)));
  close();
  ASSERT_TRUE(closed());
  const Buffer file = contentOf(path_);
  const auto tracks = readPlain(file);
  ASSERT_EQ(tracks.size(), 1u);
  ASSERT_EQ(tracks[0].samples.size(), 2u);
  EXPECT_EQ(tracks[0].samples[0], picture(true, kBytes, 2));
  EXPECT_EQ(state_->get().durationMs, 80);
}

TEST_F(RecorderTest, ShowsFragmentsWhileItGrows) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  record();
  thread_.commitGop(10, kBytes);
  thread_.settle();
  const auto pictures = [this] {
    const auto boxes = readBoxes(contentOf(path_));
    return boxes ? std::count_if(boxes->begin(), boxes->end(), [](const Mp4Box& box) { return box.type == "moof"; })
                 : 0;
  };
  ASSERT_TRUE(waitUntil([&] { return pictures() == 10; }));
  const auto boxes = *readBoxes(contentOf(path_));
  EXPECT_EQ(boxes[0].type, "ftyp");
  EXPECT_EQ(boxes[1].type, "free");
  EXPECT_EQ(boxes[1].body.size(), 8u);
  EXPECT_EQ(boxes[2].type, "moov");
  EXPECT_EQ(findBoxes(contentOf(path_), "moov/mvex/trex").size(), 1u);
}

TEST_F(RecorderTest, FinishesTheFileOfAStreamThatEnds) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  record();
  thread_.commitGop(10, kBytes);
  thread_.run([&] { thread_.worker().closeStream(kStream, base::Status::kByLocal, ""); });
  const auto event = closed();
  ASSERT_TRUE(event);
  EXPECT_EQ(event->status, base::Status::kOk);
  EXPECT_EQ(readPlain(contentOf(path_)).at(0).samples.size(), 10u);
}

TEST_F(RecorderTest, FinishesTheFileOfAnEngineThatStops) {
  const std::string path = newPath();
  engine::EngineOptions options;
  options.workers = 1;
  options.bindAddress = "127.0.0.1";
  {
    engine::Engine engine(options, [] {});
    const Handle stream = engine.openStream("s", engine::LossPolicy::kDropToKey, 0).value;
    const engine::ClipFile clip{GUANLAN_FIXTURES "/codec/h264.es", Codec::kH264, 25};
    ASSERT_TRUE(engine.openClip(stream, clip, std::nullopt, 1).ok());
    const auto recorder = engine.openRecorder(stream, path);
    ASSERT_TRUE(recorder.ok());
    // The clip's first picture is a key frame.
    EXPECT_TRUE(waitUntil([&] { return engine.describeRecorder(recorder.value).value.state.keyFrames > 0; }));
    EXPECT_EQ(engine.describeRecorder(recorder.value).value.streamName, "s");
    engine.stop(1);
    std::vector<Event> told;
    EXPECT_TRUE(waitUntil([&] {
      for (Event& event : engine.drain()) told.push_back(std::move(event));
      return !told.empty() && told.back().type == EventType::kEngineStopped;
    }));
    const auto isIts = [&](const Event& e) { return e.type == EventType::kClosed && e.handle == recorder.value; };
    EXPECT_EQ(std::count_if(told.begin(), told.end(), isIts), 1);
  }
  EXPECT_FALSE(readPlain(contentOf(path)).at(0).samples.empty());
  std::remove(path.c_str());
}

TEST_F(RecorderTest, TakesOnTracksThatChange) {
  thread_.announce(tracksOf(true, Codec::kUnknown));
  record();
  thread_.commitGop(3, kBytes);
  auto other = tracksOf(true, Codec::kPcmu);
  other.video.width = 1920;
  thread_.announce(other);
  thread_.commitGop(3, kBytes);
  thread_.commit(kAudioTrack, true, 9000, Buffer(320, 0xFF));
  close();
  ASSERT_TRUE(closed());
  const auto tracks = readPlain(contentOf(path_));
  ASSERT_EQ(tracks.size(), 2u) << "sound came later";
  EXPECT_EQ(tracks[0].samples.size(), 6u);
  EXPECT_EQ(tracks[1].samples.size(), 1u);
}

TEST_F(RecorderTest, SaysThatNothingCame) {
  record();
  close();
  ASSERT_TRUE(closed());
  EXPECT_EQ(closed()->status, base::Status::kNoMedia);
  EXPECT_TRUE(contentOf(path_).empty());
}

TEST_F(RecorderTest, SaysThatTheDiskIsFull) {
  record(net::Fd(::open("/dev/full", O_WRONLY)));
  thread_.announce(tracksOf(true, Codec::kUnknown));
  thread_.commitGop(3, kBytes);
  const auto event = closed();
  ASSERT_TRUE(event);
  EXPECT_EQ(event->status, base::Status::kFile);
  EXPECT_EQ(event->error, ENOSPC);
  thread_.commitGop(3, kBytes);
  EXPECT_TRUE(thread_.run([&] { return thread_.stream().ready(); })) << "the stream goes on";
}

RecordPiece pieceOf(const codec::Tracks& tracks, size_t bytes) {
  RecordPiece piece;
  piece.tracks = tracks;
  piece.video = true;
  fmp4::Muxer muxer(tracks, {});
  const Buffer payload = picture(true, bytes);
  codec::FrameView frame;
  frame.key = true;
  frame.payload = payload;
  piece.sample = muxer.writeFrame(frame, 0, piece.bytes);
  base::append(piece.bytes, payload);
  return piece;
}

/// A pipe takes what its buffer holds and then nothing, like a disk that hangs.
TEST(RecordFileTest, RefusesWhatADiskThatHangsDoesNotTake) {
  int ends[2];
  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);
  const net::Fd reader(ends[0]);
  RecordFile file{net::Fd(ends[1])};
  const auto tracks = tracksOf(true, Codec::kUnknown);
  constexpr size_t kPieceBytes = size_t{1} << 20;
  size_t taken = 0;
  while (taken < 100 && file.put(pieceOf(tracks, kPieceBytes))) taken++;
  EXPECT_LE(taken, engine::kMaxUnwrittenBytes / kPieceBytes + 1);
  EXPECT_FALSE(file.put(pieceOf(tracks, 10))) << "nothing behind what is missing";
  EXPECT_FALSE(file.outcome());
  std::thread drain([&] {
    Buffer buffer(65536);
    while (::read(reader.get(), buffer.data(), buffer.size()) > 0) {
    }
  });
  const auto outcome = file.wait();
  drain.join();
  EXPECT_EQ(outcome.status, base::Status::kFile);
  EXPECT_NE(outcome.error, 0);
}

/// So that what was written can be played.
TEST(RecordFileTest, CutsATornFragment) {
  const std::string path = newPath();
  const auto tracks = tracksOf(true, Codec::kUnknown);
  const RecordPiece one = pieceOf(tracks, 20'000);
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  const auto ignored = ::signal(SIGXFSZ, SIG_IGN);
  rlimit limited = before;
  limited.rlim_cur = 50'000;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limited), 0);
  RecordFile file(create(path));
  for (int i = 0; i < 5 && file.put(one); i++) {
  }
  const auto outcome = file.wait();
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, ignored);
  EXPECT_EQ(outcome.status, base::Status::kFile);
  EXPECT_EQ(outcome.error, EFBIG);
  const Buffer content = contentOf(path);
  const auto boxes = readBoxes(content);
  ASSERT_TRUE(boxes) << "no box is cut";
  EXPECT_EQ(boxes->size(), 3u + 2 * 2) << "two whole fragments";
  EXPECT_EQ((*boxes)[1].type, "free") << "it is a fragmented file";
  std::remove(path.c_str());
}

TEST(OpenRecorder, LeavesAloneWhatIsThere) {
  engine::EngineOptions options;
  options.workers = 1;
  engine::Engine engine(options, [] {});
  const Handle stream = engine.openStream("s", engine::LossPolicy::kDropToKey, 0).value;
  const std::string path = newPath();
  const std::string link = newPath();
  ASSERT_EQ(::symlink(path.c_str(), link.c_str()), 0);
  EXPECT_EQ(engine.openRecorder(stream, link).error, EEXIST);
  ASSERT_TRUE(engine.openRecorder(stream, path).ok());
  const auto again = engine.openRecorder(stream, path);
  EXPECT_EQ(again.status, base::Status::kFile);
  EXPECT_EQ(again.error, EEXIST);
  EXPECT_EQ(engine.openRecorder(stream, "/nowhere/at/all.mp4").error, ENOENT);
  EXPECT_EQ(engine.openRecorder(stream, std::string("/tmp/a\0b", 8)).status, base::Status::kInvalidArgument);
  EXPECT_EQ(engine.openRecorder(stream + 1, path).status, base::Status::kClosed);
  EXPECT_EQ(engine.count(engine::Kind::kRecorder), 1u);
  engine.stop(0);
  std::remove(path.c_str());
  std::remove(link.c_str());
}

}  // namespace
}  // namespace guanlan::testing
