#pragma once

#include <cstdint>
#include <optional>

#include "engine/packet_queue.h"
#include "ps/muxer.h"

// Frames into RTP packets: Program Stream (RFC 3555 §4.2.8, video/MP2P as GB/T 28181-2022 annex C names it), NAL units
// (RFC 6184, RFC 7798) or G.711 (RFC 3551 §4.5.14).
namespace guanlan::engine {

enum class SendFormat : uint8_t { kPs, kEs, kAudio };

constexpr size_t kRtpPayloadBytes = 1400;
/// Before a packet on TCP: RFC 4571 §2.
constexpr size_t kFrameLengthBytes = 2;

class Packetizer {
 public:
  /// `framed`: every packet stands behind its 2-byte length (RFC 4571).
  Packetizer(SendFormat format, uint8_t payloadType, uint32_t ssrc, bool framed);

  void setTracks(const codec::Tracks& tracks);
  bool carries(uint8_t track) const;
  /// Everything before such a frame can be left out.
  bool mayStart(const codec::FrameView& frame) const;
  /// Puts whole packets behind what waits in `out`. False: the format does not carry the frame, or it is malformed.
  bool packetize(const codec::FrameView& frame, PacketQueue& out);

  uint32_t clockRate() const;
  uint32_t timestampOf(int64_t pts90k) const;
  /// RTP payload of what was packetized; the sender's octet count of RFC 3550 §6.4.1.
  uint64_t payloadBytes() const { return payloadBytes_; }

 private:
  void packetizePs(const ps::MuxedUnit& unit, PacketQueue& out);
  void packetizeEs(const codec::FrameView& frame, PacketQueue& out);
  void packetizeAudio(const codec::FrameView& frame, PacketQueue& out);
  uint8_t* begin(size_t payloadBytes, bool marker, PacketQueue& out);

  // Given.
  SendFormat format_;
  uint8_t payloadType_;
  uint32_t ssrc_;
  size_t headBytes_;  // before the RTP header
  codec::Tracks tracks_;
  // Owned.
  std::optional<ps::Muxer> muxer_;
  // State.
  /// RFC 3550 §5.1 advises a random start against attacks on encryption, of which there is none here.
  uint16_t sequence_ = 0;
  uint32_t timestamp_ = 0;
  std::optional<uint32_t> soundEnd_;
  uint64_t payloadBytes_ = 0;
};

}  // namespace guanlan::engine
