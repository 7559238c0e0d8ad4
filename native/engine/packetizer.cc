#include "engine/packetizer.h"

#include <algorithm>

#include "codec/flac.h"
#include "codec/nal.h"
#include "rtp/nal_packetizer.h"
#include "rtp/packet.h"

namespace guanlan::engine {

Packetizer::Packetizer(SendFormat format, uint8_t payloadType, uint32_t ssrc, bool framed)
    : format_(format), payloadType_(payloadType), ssrc_(ssrc), headBytes_(framed ? kFrameLengthBytes : 0) {}

void Packetizer::setTracks(const codec::Tracks& tracks) {
  tracks_ = tracks;
  if (format_ != SendFormat::kPs) return;
  if (muxer_) {
    muxer_->setTracks(tracks);
  } else {
    muxer_.emplace(tracks);
  }
}

bool Packetizer::carries(uint8_t track) const {
  if (format_ == SendFormat::kPs) return muxer_.has_value();
  if (format_ == SendFormat::kAudio) return track == codec::kAudioTrack && codec::isG711(tracks_.audio.codec);
  return track == codec::kVideoTrack && tracks_.hasVideo();
}

bool Packetizer::mayStart(const codec::FrameView& frame) const {
  if (format_ == SendFormat::kAudio) return frame.track == codec::kAudioTrack;
  return frame.key && (frame.track == codec::kVideoTrack || !tracks_.hasVideo());
}

uint32_t Packetizer::clockRate() const { return format_ == SendFormat::kAudio ? codec::kG711SampleRate : 90000; }

uint32_t Packetizer::timestampOf(int64_t pts90k) const { return static_cast<uint32_t>(pts90k * clockRate() / 90000); }

bool Packetizer::packetize(const codec::FrameView& frame, PacketQueue& out) {
  if (!carries(frame.track)) return false;
  timestamp_ = timestampOf(frame.pts90k);
  if (format_ == SendFormat::kAudio) {
    packetizeAudio(frame, out);
    return true;
  }
  if (format_ == SendFormat::kEs) {
    packetizeEs(frame, out);
    return true;
  }
  const ps::MuxedUnit unit = muxer_->mux(frame);
  packetizePs(unit, out);
  return unit.bytes > 0;
}

/// Pieces of the muxer are filled into packets of one size; only the last of an access unit is shorter, and has the
/// marker.
void Packetizer::packetizePs(const ps::MuxedUnit& unit, PacketQueue& out) {
  size_t left = unit.bytes;
  size_t room = 0;
  uint8_t* at = nullptr;
  for (base::Bytes piece : unit.pieces) {
    while (!piece.empty()) {
      if (room == 0) {
        room = std::min(left, kRtpPayloadBytes);
        at = begin(room, room == left, out);
      }
      const size_t size = std::min(room, piece.size());
      at = std::copy_n(piece.data(), size, at);
      piece = piece.subspan(size);
      room -= size;
      left -= size;
    }
  }
}

void Packetizer::packetizeEs(const codec::FrameView& frame, PacketQueue& out) {
  const bool h265 = tracks_.video.codec == codec::Codec::kH265;
  const auto send = [&](base::Bytes nal, bool lastNal) {
    rtp::packetizeNal(nal, h265, kRtpPayloadBytes, [&](base::Bytes head, base::Bytes body, bool last) {
      uint8_t* payload = begin(head.size() + body.size(), last && lastNal, out);
      std::copy(body.begin(), body.end(), std::copy(head.begin(), head.end(), payload));
    });
  };
  if (frame.key) {
    for (const auto* sets : {&tracks_.video.vps, &tracks_.video.sps, &tracks_.video.pps}) {
      for (const base::Buffer& set : *sets) send(set, false);
    }
  }
  base::Bytes rest = frame.payload;
  codec::forEachLengthPrefixed(frame.payload, [&](base::Bytes nal) {
    rest = rest.subspan(4 + nal.size());
    send(nal, rest.empty());
  });
}

/// One byte is one sample, so that a piece's time is known. RFC 3551 §4.1: the marker says that sound begins after a
/// pause.
void Packetizer::packetizeAudio(const codec::FrameView& frame, PacketQueue& out) {
  base::Bytes rest = frame.payload;
  while (!rest.empty()) {
    const base::Bytes piece = rest.first(std::min(rest.size(), kRtpPayloadBytes));
    std::copy(piece.begin(), piece.end(), begin(piece.size(), timestamp_ != soundEnd_, out));
    timestamp_ += static_cast<uint32_t>(piece.size());
    soundEnd_ = timestamp_;
    rest = rest.subspan(piece.size());
  }
}

/// Writes what stands before a payload of so many bytes, and gives the room for it.
uint8_t* Packetizer::begin(size_t payloadBytes, bool marker, PacketQueue& out) {
  const size_t rtpBytes = rtp::kHeaderBytes + payloadBytes;
  uint8_t* packet = out.add(headBytes_ + rtpBytes);
  if (headBytes_ > 0) base::store16(packet, static_cast<uint16_t>(rtpBytes));
  rtp::writeHeader(packet + headBytes_, payloadType_, marker, sequence_++, timestamp_, ssrc_);
  payloadBytes_ += payloadBytes;
  return packet + headBytes_ + rtp::kHeaderBytes;
}

}  // namespace guanlan::engine
