// RTP, reorder, PS demux, ring and FLV heads of one camera, packets in memory and no sockets, beside one memcpy of the
// same payload bytes to memory of the same size as the stream's.
//   demux_slices [--quick]
#include "camera_loop.h"
#include "engine/ingest.h"
#include "engine/viewer_format.h"
#include "slices.h"

namespace {

using namespace guanlan;         // NOLINT
using namespace guanlan::bench;  // NOLINT

constexpr double kMaxCopies = 2.5;
/// Loops a slice: about a millisecond.
constexpr int kLoops = 8;

/// A stream as the engine has it, without the worker.
class Subject : public engine::FrameSink {
 public:
  explicit Subject(const CameraLoop& loop)
      : loop_(loop),
        ring_(size_t{8} << 20, pool_),
        ingest_(ring_, *this, engine::LossPolicy::kDropToKey, {64, 200}),
        format_({engine::Container::kFlv, codec::AudioMode::kRaw, false}, ring_, tracks_, flac_) {
    for (const base::Buffer& packet : loop_.packets)
      packets_.emplace_back(packet.begin() + kFramingBytes, packet.end());
  }

  /// One loop of the camera; packets.
  size_t play() {
    for (size_t frame = 0, at = 0; frame < loop_.frameEnds.size(); frame++) {
      for (; at < loop_.frameEnds[frame]; at++) {
        stamp(camera_, loop_, packets_[at].data());
        rtp::PacketView packet;
        require(rtp::parsePacket(packets_[at], packet) == rtp::PacketError::kNone, "a packet is not RTP");
        ingest_.packet(packet, nowMs_);
      }
      nowMs_ += kFrameMs;
      format_.update();
      ring_.trim(engine::kNoSequence, nowMs_);
    }
    return loop_.packets.size();
  }
  void onTracks(const codec::Tracks& tracks, uint32_t generation) override {
    tracks_.add(generation, tracks);
    ring_.setHasVideo(tracks.hasVideo());
  }
  void onFrame(const engine::Frame&) override {}
  void onDropped() override { require(false, "a frame was dropped"); }
  /// Every picture of the newest loop is the camera's, and has its FLV tag.
  void verify(uint64_t loops) {
    require(ring_.nextSequence() == loops * static_cast<uint64_t>(loop_.videoFrames + loop_.audioFrames),
            "frames are missing");
    size_t picture = loop_.pictures.size();
    for (uint64_t s = ring_.nextSequence(); picture > 0;) {
      const engine::Frame& frame = *ring_.at(--s);
      const engine::FormattedFrame* tag = format_.at(s);
      require(tag && tag->carried && tag->headBytes > 11, "a frame has no tag");
      if (frame.track != codec::kVideoTrack) continue;
      const base::Buffer& sent = loop_.pictures[--picture];
      require(std::equal(sent.begin(), sent.end(), tag->payload.begin(), tag->payload.end()), "a picture differs");
    }
  }

 private:
  const CameraLoop& loop_;
  engine::ChunkPool pool_;
  engine::FrameRing ring_;
  engine::TrackHistory tracks_;
  engine::FlacFrames flac_;
  engine::Ingest ingest_;
  engine::ViewerFormat format_;
  std::vector<base::Buffer> packets_;
  Camera camera_{.ssrc = 1};
  int64_t nowMs_ = 1000;
};

}  // namespace

int main(int argc, char** argv) {
  pinTo(0);
  const CameraLoop loop = makeCameraLoop();
  Subject subject(loop);
  uint64_t loops = 0;
  const auto ours = [&] {
    return costOf([&] {
      size_t packets = 0;
      for (int i = 0; i < kLoops; i++) packets += subject.play();
      loops += kLoops;
      return packets;
    });
  };
  base::Buffer into(loop.videoBytes + loop.audioBytes + loop.packets.size() * kMaxPayloadBytes);
  const auto copies = [&] {
    return costOf([&] {
      size_t packets = 0;
      for (int i = 0; i < kLoops; i++) {
        size_t at = 0;
        for (const base::Buffer& packet : loop.packets) {
          const size_t head = kFramingBytes + rtp::kHeaderBytes;
          std::memcpy(&into[at], &packet[head], packet.size() - head);
          at += packet.size() - head;
          packets++;
        }
        asm volatile("" : : "r"(into.data()) : "memory");
      }
      return packets;
    });
  };
  for (int i = 0; i < 3; i++) {
    ours();
    subject.verify(loops);
  }
  Result r = Result::of(alternate(ours, copies, quick(argc, argv) ? 0.3 : 6));
  subject.verify(loops);
  r.id = "demux";
  r.work = "RTP + PS demux + FLV, no sockets, beside memcpy";
  r.unit = "CPU ns/packet";
  r.goal = kMaxCopies * *r.floor;
  r.goalText = "at most 2.5 x floor";
  print({r});
  return 0;
}
