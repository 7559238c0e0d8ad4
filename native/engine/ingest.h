#pragma once

#include <optional>
#include <vector>

#include "engine/counters.h"
#include "engine/frame_builder.h"
#include "ps/demuxer.h"
#include "rtp/nal_depacketizer.h"
#include "rtp/payload_sniffer.h"
#include "rtp/reorder_buffer.h"

namespace guanlan::engine {

/// A picture ends at an RTP marker that has not proved right when its source is silent for this long. Within a picture,
/// packets follow each other faster.
constexpr int64_t kMarkerSilenceMs = 2;

/// Packets of one source in, frames in the ring: reorder, find out what the payload is, take it apart. No socket and no
/// clock, so that tests and fuzzers run all of it.
///
///   packet --> ReorderBuffer --> PayloadSniffer --> ps::Demuxer ------------> FrameBuilder --> ring
///                                              '--> rtp::NalDepacketizer --'
class Ingest : private rtp::ReorderSink, private ps::DemuxerSink {
 public:
  Ingest(FrameRing& ring, FrameSink& sink, LossPolicy policy, rtp::ReorderOptions reorder);

  void packet(const rtp::PacketView& packet, int64_t nowMs);
  /// Gives up packets that have been missing for too long.
  void expire(int64_t nowMs);
  /// Believes a marker that nothing came behind (kMarkerSilenceMs). Gives the milliseconds after which to ask again; 0:
  /// nothing waits for that.
  int64_t settle(int64_t nowMs);
  void use(Timing timing) { builder_.use(timing); }
  void setSound(bool sound) { builder_.setSound(sound); }
  bool endsAtMarker() const { return builder_.endsAtMarker(); }
  /// Another source begins: what it sends is found out anew.
  void restart();
  rtp::PayloadKind kind() const { return kind_; }
  uint32_t clockRate() const;
  uint32_t extendedHighest() const { return reorder_.extendedHighest(); }
  /// Writes this pipeline's counts over those in `counters`.
  void count(Counters& counters) const;

 private:
  void onPacket(const rtp::PacketView& packet) override;
  void onGap(uint32_t missing) override;
  void onRestart() override;
  void onStreams(const ps::StreamMap& streams) override;
  void onPack(std::optional<int64_t>) override {}
  void onPesBegin(const ps::PesInfo& info) override;
  void onPesData(base::Bytes bytes) override;
  void onPesEnd(bool complete) override;
  void onResync(size_t) override {}

  void sniff(const rtp::PacketView& packet);
  void decided(rtp::PayloadKind kind);
  void dispatch(const rtp::PacketView& packet);
  void video(const rtp::PacketView& packet, int64_t rtpTime);
  void audio(const rtp::PacketView& packet, codec::Codec codec);
  bool isSoundBeside(const rtp::PacketView& packet) const;

  enum class Pes : uint8_t { kSkip, kVideo, kAudio };

  // Owned.
  rtp::ReorderBuffer reorder_;
  rtp::PayloadSniffer sniffer_;
  std::vector<base::Buffer> sniffed_;
  ps::Demuxer demuxer_;
  std::optional<rtp::NalDepacketizer> depacketizer_;
  FrameBuilder builder_;
  // State.
  rtp::PayloadKind kind_ = rtp::PayloadKind::kUnknown;
  Pes pes_ = Pes::kSkip;
  bool continuation_ = false;
  uint8_t videoStream_ = 0;
  uint8_t audioStream_ = 0;
  int64_t nowMs_ = 0;
  uint8_t payloadType_ = 0;  // of the packet that told the kind
  base::Unwrapper rtpClock_{32};
  base::Unwrapper soundClock_{32};  // of G.711, in samples
  uint64_t unsupportedPayload_ = 0;
  rtp::DepacketizerCounters depacketized_;  // of depacketizers that are gone
};

}  // namespace guanlan::engine
