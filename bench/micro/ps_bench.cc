// Program Stream demultiplexing and multiplexing of a synthetic camera (H.264 at 4 Mbit/s, 25 frames/s, G.711) beside a
// memcpy of the same packets. Verifies what it measures first. One JSON line a figure; ratio: times the memcpy.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "ps/demuxer.h"
#include "ps/muxer.h"

namespace {

using namespace guanlan;  // NOLINT

constexpr size_t kPacketBytes = 1400;
constexpr int kFrames = 50;  // 2 s, one key frame
constexpr int64_t kFrameTicks90k = 3600;
constexpr size_t kKeyFrameBytes = 100'000;
constexpr size_t kDeltaFrameBytes = 18'300;
constexpr size_t kAudioBytes = 320;  // 40 ms
constexpr size_t kHotSlabBytes = 128 * 1024;
constexpr int kRuns = 5;
constexpr int kRounds = 60;  // alternations within a run; each figure is their median

struct Frame {
  codec::FrameView view;
  base::Buffer payload;
};

struct Load {
  codec::Tracks tracks;
  std::vector<Frame> frames;
  std::vector<base::Buffer> packets;
  size_t bytes = 0;
  size_t elementaryBytes = 0;
};

codec::Tracks cameraTracks() {
  codec::Tracks tracks;
  tracks.video.codec = codec::Codec::kH264;
  tracks.video.sps = {{0x67, 0x4D, 0x00, 0x2A, 0x9D, 0xA8}};
  tracks.video.pps = {{0x68, 0xEE, 0x3C, 0x80}};
  tracks.audio.codec = codec::Codec::kPcma;
  return tracks;
}

Frame makeFrame(std::mt19937& random, int index, bool video) {
  const bool key = video && index == 0;
  const size_t size = !video ? kAudioBytes : key ? kKeyFrameBytes : kDeltaFrameBytes;
  Frame frame;
  if (video) {
    base::append32(frame.payload, static_cast<uint32_t>(size));
    frame.payload.push_back(key ? 0x65 : 0x41);
  }
  while (frame.payload.size() < size + (video ? 4 : 0)) frame.payload.push_back(static_cast<uint8_t>(random()));
  frame.view.track = video ? codec::kVideoTrack : codec::kAudioTrack;
  frame.view.key = key;
  frame.view.dts90k = frame.view.pts90k = index * kFrameTicks90k;
  return frame;
}

Load makeLoad() {
  std::mt19937 random(28181);
  Load load;
  load.tracks = cameraTracks();
  for (int i = 0; i < kFrames; ++i)
    for (const bool video : {true, false}) load.frames.push_back(makeFrame(random, i, video));
  ps::Muxer muxer(load.tracks);
  for (Frame& frame : load.frames) {
    frame.view.payload = frame.payload;
    load.elementaryBytes += frame.payload.size();
    base::Buffer unit;
    for (const base::Bytes& piece : muxer.mux(frame.view).pieces) base::append(unit, piece);
    for (size_t at = 0; at < unit.size(); at += kPacketBytes) {
      const auto from = unit.begin() + static_cast<ptrdiff_t>(at);
      const auto size = static_cast<ptrdiff_t>(std::min(kPacketBytes, unit.size() - at));
      load.packets.emplace_back(from, from + size);
      load.bytes += load.packets.back().size();
    }
  }
  return load;
}

/// Counts and touches nothing: the demuxer's own cost.
struct CountingSink final : ps::DemuxerSink {
  void onStreams(const ps::StreamMap&) override {}
  void onPack(std::optional<int64_t>) override {}
  void onPesBegin(const ps::PesInfo& info) override { begins += info.pts90k.has_value(); }
  void onPesData(base::Bytes span) override { bytes += span.size(); }
  void onPesEnd(bool complete) override { ends += complete; }
  void onResync(size_t) override {}
  size_t begins = 0;
  size_t bytes = 0;
  size_t ends = 0;
};

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "ps_bench: %s\n", what);
  std::exit(1);
}

void verify(const Load& load) {
  CountingSink sink;
  ps::Demuxer demuxer(sink);
  for (const base::Buffer& packet : load.packets) demuxer.feedPacket(packet);
  const size_t parameterSets = 4 + load.tracks.video.sps[0].size() + 4 + load.tracks.video.pps[0].size();
  require(sink.bytes == load.elementaryBytes + parameterSets, "elementary bytes differ");
  require(sink.begins == load.frames.size(), "frames differ");
  require(demuxer.counters().skippedBytes == 0 && demuxer.counters().incompletePes == 0, "faults in a sound stream");
  for (const uint64_t n : demuxer.counters().quirks) require(n == 0, "quirks in a sound stream");
}

double nanoseconds(const std::function<void()>& work) {
  const auto from = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - from).count();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Subject {
  const char* name;
  std::function<void()> work;
  std::vector<double> runs;    // ns a packet, median of a run's rounds
  std::vector<double> ratios;  // to the baseline of the same round, median of a run's rounds
};

/// The subjects take turns, so that a change of the machine's state meets all alike.
void measure(std::vector<Subject>& subjects, size_t packets) {
  for (int run = 0; run < kRuns; ++run) {
    std::vector<std::vector<double>> times(subjects.size());
    std::vector<std::vector<double>> ratios(subjects.size());
    for (int round = 0; round < kRounds; ++round) {
      for (size_t i = 0; i < subjects.size(); ++i) {
        times[i].push_back(nanoseconds(subjects[i].work) / static_cast<double>(packets));
        ratios[i].push_back(times[i].back() / times[0].back());
      }
    }
    for (size_t i = 0; i < subjects.size(); ++i) {
      subjects[i].runs.push_back(median(times[i]));
      subjects[i].ratios.push_back(median(ratios[i]));
    }
  }
}

void print(const Subject& subject, const Load& load) {
  const double ns = median(subject.runs);
  const auto [low, high] = std::minmax_element(subject.runs.begin(), subject.runs.end());
  const double bytesPerPacket = static_cast<double>(load.bytes) / static_cast<double>(load.packets.size());
  std::printf(
      "{\"name\":\"%s\",\"nsPerOp\":%.2f,\"op\":\"packet of %.0f bytes\",\"min\":%.2f,\"max\":%.2f,\"nsPerByte\":%.5f,"
      "\"mbPerS\":%.0f,\"ratio\":%.3f,\"baseline\":\"ps.memcpy\",\"runs\":%d}\n",
      subject.name, ns, bytesPerPacket, *low, *high, ns / bytesPerPacket, bytesPerPacket / ns * 1000,
      median(subject.ratios), kRuns);
}

}  // namespace

int main() {
  const Load load = makeLoad();
  verify(load);
  base::Buffer slab(kHotSlabBytes);
  CountingSink sink;
  ps::Demuxer demuxer(sink);
  ps::Muxer muxer(load.tracks);
  size_t muxed = 0;
  std::vector<Subject> subjects;
  subjects.push_back({"ps.memcpy",
                      [&] {
                        size_t at = 0;
                        for (const base::Buffer& packet : load.packets) {
                          if (at + packet.size() > slab.size()) at = 0;
                          std::memcpy(slab.data() + at, packet.data(), packet.size());
                          at += packet.size();
                        }
                        asm volatile("" : : "r"(slab.data()) : "memory");
                      },
                      {},
                      {}});
  subjects.push_back({"ps.demux",
                      [&] {
                        for (const base::Buffer& packet : load.packets) demuxer.feedPacket(packet);
                      },
                      {},
                      {}});
  subjects.push_back({"ps.mux",
                      [&] {
                        for (const Frame& frame : load.frames) muxed += muxer.mux(frame.view).bytes;
                      },
                      {},
                      {}});
  measure(subjects, load.packets.size());
  constexpr size_t kPasses = size_t{kRuns} * kRounds;
  require(muxed == kPasses * load.bytes, "the muxer's bytes differ");
  require(demuxer.counters().packs == kPasses * load.frames.size(), "packs differ");
  for (const Subject& subject : subjects) print(subject, load);
  return 0;
}
