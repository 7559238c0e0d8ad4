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

bool Packetizer::packetize(const codec::FrameView& frame, const Emit& emit) {
  if (!carries(frame.track)) return false;
  timestamp_ = timestampOf(frame.pts90k);
  if (format_ == SendFormat::kAudio) {
    packetizeAudio(frame, emit);
    return true;
  }
  if (format_ == SendFormat::kEs) {
    packetizeEs(frame, emit);
    return true;
  }
  const ps::MuxedUnit unit = muxer_->mux(frame);
  size_t left = unit.bytes;
  for (base::Bytes piece : unit.pieces) packetizePs(piece, left, emit);
  return unit.bytes > 0;
}

/// Pieces of the muxer are filled into packets of one size; only the last of an access unit is shorter, and has the
/// marker.
void Packetizer::packetizePs(base::Bytes piece, size_t& left, const Emit& emit) {
  while (!piece.empty()) {
    if (room_ == 0) {
      room_ = std::min(left, kRtpPayloadBytes);
      begin(room_ == left, timestamp_);
    }
    const size_t take = std::min(room_, piece.size());
    base::append(packet_, piece.first(take));
    piece = piece.subspan(take);
    room_ -= take;
    left -= take;
    if (room_ == 0) finish(emit);
  }
}

void Packetizer::packetizeEs(const codec::FrameView& frame, const Emit& emit) {
  const bool h265 = tracks_.video.codec == codec::Codec::kH265;
  const auto send = [&](base::Bytes nal, bool lastNal) {
    rtp::packetizeNal(nal, h265, kRtpPayloadBytes, [&](base::Bytes head, base::Bytes body, bool last) {
      begin(last && lastNal, timestamp_);
      base::append(packet_, head);
      base::append(packet_, body);
      finish(emit);
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

/// One byte is one sample, so that a piece's time is known.
void Packetizer::packetizeAudio(const codec::FrameView& frame, const Emit& emit) {
  base::Bytes rest = frame.payload;
  while (!rest.empty()) {
    const base::Bytes piece = rest.first(std::min(rest.size(), kRtpPayloadBytes));
    begin(false, timestamp_);
    base::append(packet_, piece);
    finish(emit);
    timestamp_ += static_cast<uint32_t>(piece.size());
    rest = rest.subspan(piece.size());
  }
}

void Packetizer::begin(bool marker, uint32_t timestamp) {
  if (!spare_.empty()) {
    packet_ = std::move(spare_.back());
    spare_.pop_back();
  } else {
    packet_ = {};
    packet_.reserve(headBytes_ + rtp::kHeaderBytes + kRtpPayloadBytes);
  }
  packet_.resize(headBytes_ + rtp::kHeaderBytes);
  rtp::writeHeader(&packet_[headBytes_], payloadType_, marker, sequence_++, timestamp, ssrc_);
}

void Packetizer::finish(const Emit& emit) {
  if (headBytes_ > 0) base::store16(packet_.data(), static_cast<uint16_t>(packet_.size() - kFrameLengthBytes));
  payloadBytes_ += packet_.size() - headBytes_ - rtp::kHeaderBytes;
  emit(std::move(packet_));
}

void Packetizer::giveBack(base::Buffer packet) {
  if (spare_.size() < kMaxSparePackets) spare_.push_back(std::move(packet));
}

}  // namespace guanlan::engine
