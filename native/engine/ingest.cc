#include "engine/ingest.h"

#include <numeric>

#include "codec/flac.h"

namespace guanlan::engine {

namespace {
using codec::Codec;
using rtp::PayloadKind;
constexpr uint64_t kPtsMask = 0x1FFFFFFFF;
}  // namespace

Ingest::Ingest(FrameRing& ring, FrameSink& sink, LossPolicy policy, rtp::ReorderOptions reorder)
    : reorder_(*this, reorder), demuxer_(*this), builder_(ring, sink, policy) {}

void Ingest::packet(const rtp::PacketView& packet, int64_t nowMs) {
  builder_.setNow(nowMs);
  reorder_.push(packet, nowMs);
}

void Ingest::expire(int64_t nowMs) {
  if (!reorder_.holds()) return;
  builder_.setNow(nowMs);
  reorder_.expire(nowMs);
}

void Ingest::restart() {
  reorder_.reset();
  onRestart();
}

uint32_t Ingest::clockRate() const {
  return kind_ == PayloadKind::kPcma || kind_ == PayloadKind::kPcmu ? codec::kG711SampleRate : 90000;
}

void Ingest::onPacket(const rtp::PacketView& packet) {
  if (kind_ == PayloadKind::kUnknown) return sniff(packet);
  dispatch(packet);
}

/// Packets are kept until it is known what they are, so that the first key frame is not lost.
void Ingest::sniff(const rtp::PacketView& packet) {
  const PayloadKind kind = sniffer_.look(packet);
  if (kind == PayloadKind::kUnknown) {
    if (sniffed_.size() < rtp::kMaxSniffedPackets) sniffed_.emplace_back(packet.bytes.begin(), packet.bytes.end());
    return;
  }
  decided(kind);
  for (const base::Buffer& bytes : sniffed_) {
    rtp::PacketView earlier;
    if (rtp::parsePacket(bytes, earlier) == rtp::PacketError::kNone) dispatch(earlier);
  }
  sniffed_.clear();
  dispatch(packet);
}

void Ingest::decided(PayloadKind kind) {
  kind_ = kind;
  if (kind == PayloadKind::kH264 || kind == PayloadKind::kH265) {
    depacketizer_.emplace(kind == PayloadKind::kH265);
    builder_.expectAudio(false);
  }
  if (kind == PayloadKind::kUnsupported) builder_.unsupported(sniffer_.unsupportedCodec());
}

void Ingest::dispatch(const rtp::PacketView& packet) {
  switch (kind_) {
    case PayloadKind::kPs:
      demuxer_.feedPacket(packet.payload);
      if (packet.marker) {
        demuxer_.onAccessUnitEnd();
        builder_.marker();
      }
      break;
    case PayloadKind::kH264:
    case PayloadKind::kH265:
      video(packet);
      break;
    case PayloadKind::kPcma:
    case PayloadKind::kPcmu:
      audio(packet);
      break;
    default:
      unsupportedPayload_++;
      break;
  }
}

void Ingest::video(const rtp::PacketView& packet) {
  const int64_t time = rtpClock_.unwrap(packet.timestamp);
  if (time != videoTime_) builder_.endPicture();
  videoTime_ = time;
  const auto pts = static_cast<int64_t>(static_cast<uint64_t>(time) & kPtsMask);
  builder_.beginVideo(kind_ == PayloadKind::kH265 ? Codec::kH265 : Codec::kH264, pts, std::nullopt);
  depacketizer_->packet(packet.payload, builder_);
  if (packet.marker) builder_.marker();
}

void Ingest::audio(const rtp::PacketView& packet) {
  const int64_t time = rtpClock_.unwrap(packet.timestamp) * 90000 / codec::kG711SampleRate;
  builder_.beginAudio(kind_ == PayloadKind::kPcmu ? Codec::kPcmu : Codec::kPcma,
                      static_cast<int64_t>(static_cast<uint64_t>(time) & kPtsMask));
  builder_.audioBytes(packet.payload);
  builder_.endAudio();
}

void Ingest::onGap(uint32_t) {
  if (kind_ == PayloadKind::kPs) demuxer_.onLoss();
  if (depacketizer_) depacketizer_->loss();
  builder_.loss();
}

void Ingest::onRestart() {
  demuxer_.onLoss();
  if (depacketizer_) depacketizer_->loss();
  rtpClock_.reset();
  videoTime_ = -1;
  builder_.restart();
}

/// The first playable stream of each kind is played; others are only named.
void Ingest::onStreams(const ps::StreamMap& streams) {
  bool anyAudio = false;
  for (const ps::StreamEntry& entry : streams) {
    if (entry.codec == Codec::kUnknown) continue;
    const bool isVideo = codec::isVideo(entry.codec);
    anyAudio = anyAudio || !isVideo;
    if (!codec::isPlayable(entry.codec)) {
      builder_.unsupported(entry.codec);
      continue;
    }
    uint8_t& chosen = isVideo ? videoStream_ : audioStream_;
    if (chosen == 0) chosen = entry.streamId;
  }
  builder_.expectAudio(anyAudio);
}

void Ingest::onPesBegin(const ps::PesInfo& info) {
  pes_ = Pes::kSkip;
  if (!codec::isPlayable(info.codec)) return;
  if (info.video && info.streamId == videoStream_) {
    pes_ = Pes::kVideo;
    continuation_ = info.continuation;
    if (continuation_) builder_.markContinuation();
    builder_.beginVideo(info.codec, info.pts90k, info.dts90k);
  } else if (!info.video && info.streamId == audioStream_) {
    pes_ = Pes::kAudio;
    builder_.beginAudio(info.codec, info.pts90k);
  }
}

void Ingest::onPesData(base::Bytes bytes) {
  if (pes_ == Pes::kVideo) {
    builder_.videoBytes(bytes);
  } else if (pes_ == Pes::kAudio) {
    builder_.audioBytes(bytes);
  }
}

void Ingest::onPesEnd(bool complete) {
  if (!complete && continuation_ && pes_ == Pes::kVideo) {
    builder_.takeBackContinuation();
  } else if (!complete) {
    if (pes_ != Pes::kSkip) builder_.loss();
  } else if (pes_ == Pes::kAudio) {
    builder_.endAudio();
  }
  pes_ = Pes::kSkip;
  continuation_ = false;
}

void Ingest::count(Counters& c) const {
  const rtp::ReorderCounters& r = reorder_.counters();
  c[Counter::kLost] = r.lost;
  c[Counter::kReordered] = r.reordered;
  c[Counter::kDuplicates] = r.duplicates;
  c[Counter::kLate] = r.late;
  c[Counter::kRestarts] = r.restarts;
  const ps::DemuxerCounters& d = demuxer_.counters();
  c[Counter::kPsResyncs] = d.resyncs;
  c[Counter::kPsSkippedBytes] = d.skippedBytes;
  c[Counter::kPsIncompletePes] = d.incompletePes;
  c[Counter::kPsQuirks] = std::accumulate(d.quirks.begin(), d.quirks.end(), uint64_t{0});
  const BuilderCounters& b = builder_.counters();
  c[Counter::kDamagedFrames] = b.damagedFrames;
  c[Counter::kWaitingFrames] = b.waitingFrames;
  c[Counter::kOversizedFrames] = b.oversizedFrames;
  c[Counter::kBadAudio] = b.badAudio;
  c[Counter::kMarkerLies] = b.markerLies;
  c[Counter::kTimeJumps] = builder_.timeJumps();
  c[Counter::kUnsupportedPayload] = unsupportedPayload_ + (depacketizer_ ? depacketizer_->counters().unsupported : 0);
}

}  // namespace guanlan::engine
