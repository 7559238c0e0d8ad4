#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "codec/sample_stream.h"
#include "engine/ingest.h"
#include "ps/muxer.h"
#include "rtp/nal_packetizer.h"
#include "rtp/packet.h"

// Sample streams as RTP packets, and what comes out of the ingest of them.
namespace guanlan::testing {

using base::Buffer;
using base::Bytes;
using codec::Codec;

constexpr uint32_t kSsrc = 0x0A0B0C0D;

/// A frame as it stood in the ring.
struct SeenFrame {
  uint8_t track = 0;
  bool key = false;
  int64_t dts90k = 0;
  int64_t pts90k = 0;
  uint32_t generation = 0;
  Buffer payload;

  bool operator==(const SeenFrame&) const = default;
};

/// Keeps what it is told and holds the promises of the seam: frames belong to the newest track list, times of a track
/// never go back, payloads are whole NAL units.
class Collector : public engine::FrameSink {
 public:
  void onTracks(const codec::Tracks& tracks, uint32_t generation) override {
    if (!lists.empty()) {
      EXPECT_GT(generation, generations.back());
    }
    lists.push_back(tracks);
    generations.push_back(generation);
  }
  void onFrame(const engine::Frame& frame) override {
    if (!generations.empty()) {
      EXPECT_EQ(frame.generation, generations.back());
    }
    EXPECT_GT(frame.dts90k, lastDts[frame.track]) << "frame " << frames.size();
    EXPECT_GE(frame.pts90k, frame.dts90k);
    lastDts[frame.track] = frame.dts90k;
    if (frame.track == codec::kVideoTrack) {
      EXPECT_TRUE(codec::forEachLengthPrefixed(frame.payload, [](Bytes) {})) << "frame " << frames.size();
    }
    frames.push_back({frame.track, frame.key, frame.dts90k, frame.pts90k, frame.generation,
                      Buffer(frame.payload.begin(), frame.payload.end())});
  }
  void onDropped() override { dropped++; }

  std::vector<SeenFrame> of(uint8_t track) const {
    std::vector<SeenFrame> some;
    std::copy_if(frames.begin(), frames.end(), std::back_inserter(some),
                 [track](const SeenFrame& f) { return f.track == track; });
    return some;
  }
  codec::Tracks tracks() const {
    EXPECT_FALSE(lists.empty()) << "no track list was told";
    return lists.empty() ? codec::Tracks() : lists.back();
  }

  std::vector<SeenFrame> frames;
  std::vector<codec::Tracks> lists;
  std::vector<uint32_t> generations;
  int64_t lastDts[2] = {-1, -1};
  size_t dropped = 0;
};

/// Everything behind the socket, fed by hand.
struct Rig {
  explicit Rig(rtp::ReorderOptions reorder = {64, 200}, engine::LossPolicy policy = engine::LossPolicy::kDropToKey)
      : ingest(ring, collector, policy, reorder) {}

  void packet(const Buffer& bytes) {
    rtp::PacketView view;
    ASSERT_EQ(rtp::parsePacket(bytes, view), rtp::PacketError::kNone);
    ingest.packet(view, nowMs);
  }
  void packets(const std::vector<Buffer>& all) {
    for (const Buffer& bytes : all) packet(bytes);
  }
  /// As a camera sends: the packets of one RTP time at once, the next ones 40 ms later.
  void packetsInTime(const std::vector<Buffer>& all) {
    for (const Buffer& bytes : all) {
      const uint32_t time = base::load32(&bytes[4]);
      if (time != lastTime) pass(40);
      lastTime = time;
      packet(bytes);
    }
    pass(1000);
  }
  /// Time in which nothing comes, as the worker's clock gives it.
  void pass(int64_t ms) {
    for (const int64_t end = nowMs + ms; nowMs < end;) {
      nowMs++;
      ingest.expire(nowMs);
      ingest.settle(nowMs);
    }
  }
  uint64_t count(engine::Counter counter) const {
    engine::Counters counters;
    ingest.count(counters);
    return counters[counter];
  }

  int64_t nowMs = 1000;
  uint32_t lastTime = 0;
  engine::ChunkPool pool;
  engine::FrameRing ring{size_t{8} << 20, pool};
  Collector collector;
  engine::Ingest ingest;
};

struct PacketOptions {
  uint32_t ssrc = kSsrc;
  uint8_t payloadType = 96;
  uint16_t sequence = 65500;  // wraps within the sample
  size_t payloadBytes = 1400;
  bool marker = true;
  bool timestamps = true;
  int64_t timeOffset90k = 0;
};

/// RTP packets, one after another.
class Packets {
 public:
  explicit Packets(PacketOptions options) : options_(options), sequence_(options.sequence) {}

  void add(Bytes head, Bytes body, bool last, int64_t time90k) {
    Buffer packet(rtp::kHeaderBytes);
    const uint32_t timestamp = options_.timestamps ? static_cast<uint32_t>(time90k) : 0;
    rtp::writeHeader(packet.data(), options_.payloadType, last && options_.marker, sequence_++, timestamp,
                     options_.ssrc);
    base::append(packet, head);
    base::append(packet, body);
    all_.push_back(std::move(packet));
  }
  std::vector<Buffer> take() { return std::move(all_); }

 private:
  PacketOptions options_;
  uint16_t sequence_;
  std::vector<Buffer> all_;
};

inline std::vector<Buffer> asPs(const SampleStream& stream, PacketOptions options = {}) {
  ps::Muxer muxer(stream.tracks);
  Packets packets(options);
  for (const SampleFrame& frame : stream.frames) {
    codec::FrameView view = frame.view;
    view.dts90k += options.timeOffset90k;
    view.pts90k += options.timeOffset90k;
    const ps::MuxedUnit unit = muxer.mux(view);
    Buffer bytes;
    for (Bytes piece : unit.pieces) base::append(bytes, piece);
    for (size_t at = 0; at < bytes.size();) {
      const size_t n = std::min(options.payloadBytes, bytes.size() - at);
      packets.add({}, Bytes(bytes).subspan(at, n), at + n == bytes.size(), view.dts90k);
      at += n;
    }
  }
  return packets.take();
}

/// Video alone, RFC 6184 or RFC 7798, parameter sets before each key frame. RTP timestamps are presentation times.
inline std::vector<Buffer> asNals(const SampleStream& stream, PacketOptions options = {}) {
  const bool h265 = stream.tracks.video.codec == Codec::kH265;
  Packets packets(options);
  for (const SampleFrame& frame : stream.frames) {
    std::vector<Bytes> nals;
    if (frame.view.key)
      for (const auto* sets : {&stream.tracks.video.vps, &stream.tracks.video.sps, &stream.tracks.video.pps})
        nals.insert(nals.end(), sets->begin(), sets->end());
    codec::forEachLengthPrefixed(frame.payload, [&](Bytes nal) { nals.push_back(nal); });
    for (size_t i = 0; i < nals.size(); i++)
      rtp::packetizeNal(nals[i], h265, options.payloadBytes, [&](Bytes head, Bytes body, bool last) {
        packets.add(head, body, last && i + 1 == nals.size(), frame.view.pts90k + options.timeOffset90k);
      });
  }
  return packets.take();
}

inline std::vector<Buffer> asG711(const SampleStream& stream, PacketOptions options = {}) {
  options.payloadType = stream.tracks.audio.codec == Codec::kPcma ? 8 : 0;
  Packets packets(options);
  for (const SampleFrame& frame : stream.frames)
    packets.add({}, frame.payload, false, frame.view.dts90k * 8000 / 90000);
  return packets.take();
}

/// The sample again and again, its clock going on.
inline SampleStream repeated(const SampleStream& once, int times) {
  SampleStream stream;
  stream.tracks = once.tracks;
  for (int i = 0; i < times; i++)
    for (SampleFrame frame : once.frames) {
      frame.view.dts90k += i * 90000;
      frame.view.pts90k += i * 90000;
      stream.frames.push_back(frame);
    }
  for (SampleFrame& frame : stream.frames) frame.view.payload = frame.payload;
  return stream;
}

/// Whether no slice of this picture is referred to by others.
inline bool isDisposable(const Buffer& picture, const codec::TrackInfo& track) {
  bool disposable = true;
  codec::forEachLengthPrefixed(picture, [&](Bytes nal) {
    if (!codec::isSlice(codec::nalKind(track.codec, nal[0]))) return;
    const bool h265 = track.codec == Codec::kH265;
    disposable =
        disposable && (h265 ? codec::isH265Disposable(nal.data(), track.sps.at(0)) : codec::isH264Disposable(nal[0]));
  });
  return disposable;
}

/// The payloads of a track in order.
inline std::vector<Buffer> payloadsOf(const SampleStream& stream, uint8_t track) {
  std::vector<Buffer> payloads;
  for (const SampleFrame& frame : stream.frames)
    if (frame.view.track == track) payloads.push_back(frame.payload);
  return payloads;
}
inline std::vector<Buffer> payloadsOf(const std::vector<SeenFrame>& frames) {
  std::vector<Buffer> payloads;
  for (const SeenFrame& frame : frames) payloads.push_back(frame.payload);
  return payloads;
}

/// Packets of a file in which each stands behind its 2-byte length.
inline std::vector<Buffer> readPackets(const std::string& name) {
  std::ifstream in(std::string(GUANLAN_FIXTURES "/ps/") + name, std::ios::binary);
  EXPECT_TRUE(in.good()) << name;
  const Buffer file(std::istreambuf_iterator<char>(in), {});
  std::vector<Buffer> packets;
  for (size_t at = 0; at + 2 <= file.size();) {
    const size_t n = base::load16(&file[at]);
    packets.emplace_back(file.begin() + static_cast<ptrdiff_t>(at) + 2,
                         file.begin() + static_cast<ptrdiff_t>(at + 2 + n));
    at += 2 + n;
  }
  return packets;
}

}  // namespace guanlan::testing
