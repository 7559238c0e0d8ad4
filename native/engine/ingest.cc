#include "engine/ingest.h"

#include <numeric>

#include "codec/flac.h"

namespace guanlan::engine {

namespace {
using codec::Codec;
using rtp::PayloadKind;
constexpr int64_t kPtsMask = 0x1FFFFFFFF;
constexpr uint32_t kVideoClockRate = 90000;
}  // namespace

Ingest::Ingest(FrameRing& ring, FrameSink& sink, LossPolicy policy, rtp::ReorderOptions reorder)
    : reorder_(*this, reorder), demuxer_(*this), builder_(ring, sink, policy) {}

void Ingest::packet(const rtp::PacketView& packet, int64_t nowMs) {
  nowMs_ = nowMs;
  reorder_.push(packet, nowMs);
}

void Ingest::expire(int64_t nowMs) {
  if (!reorder_.holds()) return;
  nowMs_ = nowMs;
  reorder_.expire(nowMs);
}

int64_t Ingest::settle(int64_t nowMs) {
  if (!builder_.endsAtMarker()) return 0;
  // Behind a gap more is there already.
  if (reorder_.holds()) return kMarkerSilenceMs;
  const int64_t left = nowMs_ + kMarkerSilenceMs - nowMs;
  if (left > 0) return left;
  builder_.settle();
  return 0;
}

void Ingest::restart() {
  reorder_.reset();
  onRestart();
  kind_ = PayloadKind::kUnknown;
  sniffer_ = {};
  demuxer_.restart();
  videoStream_ = 0;
  audioStream_ = 0;
  pes_ = Pes::kSkip;
}

uint32_t Ingest::clockRate() const {
  return kind_ == PayloadKind::kPcma || kind_ == PayloadKind::kPcmu ? codec::kG711SampleRate : kVideoClockRate;
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
  payloadType_ = packet.payloadType;
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
  if (depacketizer_) {
    depacketized_.unsupported += depacketizer_->counters().unsupported;
    depacketized_.malformed += depacketizer_->counters().malformed;
    depacketizer_.reset();
  }
  const bool nal = kind == PayloadKind::kH264 || kind == PayloadKind::kH265;
  if (nal) depacketizer_.emplace(kind == PayloadKind::kH265);
  const bool ps = kind == PayloadKind::kPs;
  builder_.expect(ps || nal, ps);
  if (kind != PayloadKind::kUnsupported) return;
  builder_.unsupported(sniffer_.unsupportedCodec());
  builder_.announceUnplayable();
}

/// QUIRK raw-sound-beside: some cameras send G.711 as packets of its own type between those of the pictures, under the
/// same SSRC; it must not get into the Program Stream. [test/native/engine/ingest_test.cc]
bool Ingest::isSoundBeside(const rtp::PacketView& packet) const {
  if (packet.payloadType == payloadType_ || !rtp::isRawSound(packet.payloadType)) return false;
  const base::Bytes p = packet.payload;
  return p.size() <= 2 || p[0] != 0 || p[1] != 0 || p[2] != 1;
}

void Ingest::dispatch(const rtp::PacketView& packet) {
  if (isSoundBeside(packet)) {
    builder_.beginPacket(nowMs_, std::nullopt);
    // Only where the pictures bring no sound of their own.
    if (audioStream_ == 0) audio(packet, packet.payloadType == rtp::kPcmaType ? Codec::kPcma : Codec::kPcmu);
    return;
  }
  const int64_t rtpTime = rtpClock_.unwrap(packet.timestamp);
  builder_.beginPacket(nowMs_, clockRate() == kVideoClockRate ? std::optional(rtpTime) : std::nullopt);
  switch (kind_) {
    case PayloadKind::kPs:
      demuxer_.feedPacket(packet.payload);
      if (packet.marker) {
        demuxer_.onAccessUnitEnd();
        if (!demuxer_.insidePes()) builder_.marker();
      }
      break;
    case PayloadKind::kH264:
    case PayloadKind::kH265:
      video(packet, rtpTime);
      break;
    case PayloadKind::kPcma:
      audio(packet, Codec::kPcma);
      break;
    case PayloadKind::kPcmu:
      audio(packet, Codec::kPcmu);
      break;
    default:
      unsupportedPayload_++;
      break;
  }
}

void Ingest::video(const rtp::PacketView& packet, int64_t rtpTime) {
  builder_.beginVideo(kind_ == PayloadKind::kH265 ? Codec::kH265 : Codec::kH264, rtpTime & kPtsMask, std::nullopt);
  const uint64_t malformed = depacketizer_->counters().malformed;
  depacketizer_->packet(packet.payload, builder_);
  if (depacketizer_->counters().malformed != malformed) builder_.loss();
  if (packet.marker) builder_.marker();
}

void Ingest::audio(const rtp::PacketView& packet, Codec codec) {
  const int64_t time = soundClock_.unwrap(packet.timestamp) * kVideoClockRate / codec::kG711SampleRate;
  builder_.beginAudio(codec, time & kPtsMask);
  builder_.audioBytes(packet.payload);
  builder_.endAudio();
}

void Ingest::onGap(uint32_t) {
  // What was kept and what follows do not join.
  sniffed_.clear();
  if (kind_ == PayloadKind::kPs) demuxer_.onLoss();
  if (depacketizer_) depacketizer_->loss();
  builder_.loss();
}

void Ingest::onRestart() {
  sniffed_.clear();
  demuxer_.onLoss();
  if (depacketizer_) depacketizer_->loss();
  rtpClock_.reset();
  soundClock_.reset();
  builder_.restart();
}

/// The first playable stream of each kind is played; others are only named.
void Ingest::onStreams(const ps::StreamMap& streams) {
  // Without a map, streams are known only once they have shown themselves: another one may come.
  bool mapped = false;
  bool playable[2] = {false, false};
  for (const ps::StreamEntry& entry : streams) {
    mapped = mapped || entry.streamType != 0;
    if (entry.codec == Codec::kUnknown) continue;
    if (!codec::isPlayable(entry.codec)) {
      builder_.unsupported(entry.codec);
      continue;
    }
    const bool isVideo = codec::isVideo(entry.codec);
    playable[isVideo ? codec::kVideoTrack : codec::kAudioTrack] = true;
    uint8_t& chosen = isVideo ? videoStream_ : audioStream_;
    if (chosen == 0) chosen = entry.streamId;
  }
  builder_.expect(!mapped || playable[codec::kVideoTrack], !mapped || playable[codec::kAudioTrack]);
  if (mapped && !playable[codec::kVideoTrack] && !playable[codec::kAudioTrack]) builder_.announceUnplayable();
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
  if (pes_ == Pes::kVideo && !complete) {
    if (continuation_) {
      builder_.takeBackContinuation();
    } else {
      builder_.loss();
    }
  } else if (pes_ == Pes::kAudio) {
    if (complete) {
      builder_.endAudio();
    } else {
      builder_.audioLoss();
    }
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
  c[Counter::kTimeJumps] = builder_.timeline().jumps();
  c[Counter::kUnsupportedPayload] = unsupportedPayload_ + depacketized_.unsupported;
  if (depacketizer_) c[Counter::kUnsupportedPayload] += depacketizer_->counters().unsupported;
}

}  // namespace guanlan::engine
