// Frames of any shape: what the muxer takes, the demuxer gives back byte for byte.
// Input: frames of 4 bytes (flags, unit count, size high, size low), each with unit bytes repeated from the next byte.
#include <cstdint>
#include <cstdlib>

#include "ps/demuxer.h"
#include "ps/muxer.h"
#include "ps/timestamps.h"

namespace {

using namespace guanlan;  // NOLINT
using codec::Codec;

void require(bool condition) {
  if (!condition) std::abort();
}

struct Sink : ps::DemuxerSink {
  void onStreams(const ps::StreamMap&) override {}
  void onPack(std::optional<int64_t> scr27M) override { scr = scr27M; }
  void onPesBegin(const ps::PesInfo& info) override {
    require(!info.continuation && !info.unbounded);
    if (info.pts90k) {
      pts = *info.pts90k;
      dts = info.dts90k.value_or(pts);
    }
    require(!info.pts90k == !info.startsPack);
  }
  void onPesData(base::Bytes bytes) override { base::append(es, bytes); }
  void onPesEnd(bool complete) override { require(complete); }
  void onResync(size_t) override { std::abort(); }

  base::Buffer es;
  int64_t pts = -1;
  int64_t dts = -1;
  std::optional<int64_t> scr;
};

struct Source {
  base::Bytes bytes;
  uint8_t next() {
    if (bytes.empty()) return 0;
    const uint8_t value = bytes[0];
    bytes = bytes.subspan(1);
    return value;
  }
};

codec::Tracks tracksOf(uint8_t choice) {
  codec::Tracks tracks;
  tracks.video.codec = (choice & 1) != 0 ? Codec::kH265 : Codec::kH264;
  tracks.video.sps = {{0x67, 0x4D, 0x00}};
  tracks.video.pps = {{0x68, 0x80}};
  tracks.audio.codec = (choice & 2) != 0 ? Codec::kAac : (choice & 4) != 0 ? Codec::kPcmu : Codec::kPcma;
  tracks.audio.audioConfig = {0x15, 0x88};
  return tracks;
}

/// Fills `payload` as codec::FrameView wants it and `elementary` as it must come out.
void makeVideo(Source& source, bool key, const codec::Tracks& tracks, base::Buffer& payload, base::Buffer& elementary) {
  const auto add = [&](const base::Buffer& nal) {
    base::append32(elementary, 1);
    base::append(elementary, nal);
  };
  if (key)
    for (const auto* sets : {&tracks.video.sps, &tracks.video.pps})
      for (const base::Buffer& nal : *sets) add(nal);
  for (int units = source.next() % 8; units >= 0; --units) {
    const size_t size = 1 + (source.next() << 8 | source.next());
    const base::Buffer nal(size, source.next());
    base::append32(payload, static_cast<uint32_t>(size));
    base::append(payload, nal);
    add(nal);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Source source{{data, size}};
  const uint8_t choice = source.next();
  const codec::Tracks tracks = tracksOf(choice);
  ps::Muxer muxer(tracks, {.muxRateBps = source.next() * 1'000'000u, .accessUnitDelimiter = false});
  Sink sink;
  ps::Demuxer demuxer(sink);
  int64_t dts = static_cast<int64_t>(source.next()) << 25;
  for (int frames = 0; frames < 8 && !source.bytes.empty(); ++frames) {
    const uint8_t flags = source.next();
    dts += flags;
    codec::FrameView frame;
    frame.track = (flags & 1) != 0 ? codec::kAudioTrack : codec::kVideoTrack;
    frame.key = (flags & 2) != 0;
    frame.dts90k = dts;
    frame.pts90k = dts + (flags & 0xF0);
    base::Buffer payload;
    base::Buffer elementary;
    if (frame.track == codec::kVideoTrack) {
      makeVideo(source, frame.key, tracks, payload, elementary);
    } else {
      payload.assign(1 + (source.next() << 8 | source.next()) % 8184, source.next());
      elementary = payload;
    }
    frame.payload = payload;
    const ps::MuxedUnit unit = muxer.mux(frame);
    require(unit.bytes > 0);
    sink.es.clear();
    size_t bytes = 0;
    for (const base::Bytes& piece : unit.pieces) {
      demuxer.feed(piece);
      bytes += piece.size();
    }
    require(bytes == unit.bytes);
    if (frame.track == codec::kAudioTrack && tracks.audio.codec == Codec::kAac)
      sink.es.erase(sink.es.begin(), sink.es.begin() + codec::kAdtsHeaderBytes);
    require(sink.es == elementary);
    require(sink.pts == frame.pts90k % ps::kTimestampSpan && sink.dts == frame.dts90k % ps::kTimestampSpan);
    require(sink.scr == frame.dts90k % ps::kTimestampSpan * 300);
  }
  require(demuxer.counters().skippedBytes == 0);
  return 0;
}
