#include "ps/muxer.h"

#include <algorithm>
#include <span>

#include "ps/pack_header.h"
#include "ps/pes_packet.h"
#include "ps/program_stream_map.h"
#include "ps/start_code.h"
#include "ps/system_header.h"
#include "ps/timestamps.h"

//   frame: | length NAL | length NAL | ...        (borrowed)
//   es_:   | 00 00 00 01 | NAL | 00 00 00 01 | NAL ...
//   out:   | pack [system header, map] PES | ... up to kMaxPesPayloadBytes ... | PES | ... |
//            heads_                          es_, cut where a PES is full        heads_
namespace guanlan::ps {
namespace {

using codec::Codec;

constexpr uint8_t kStartCode[] = {0, 0, 0, 1};
constexpr uint8_t kH264Delimiter[] = {0x09, 0xF0};
constexpr uint8_t kH265Delimiter[] = {0x46, 0x01, 0x50};
constexpr uint8_t kVideoStreamId = kFirstVideoId;
constexpr uint8_t kAudioStreamId = kFirstAudioId;
constexpr uint32_t kMuxRateUnitBits = 50 * 8;
constexpr size_t kNalLengthBytes = 4;
constexpr size_t kMaxAacFrameBytes = 8191 - codec::kAdtsHeaderBytes;  // aac_frame_length has 13 bits
/// A stream without video repeats its map so often, for receivers that join later.
constexpr int64_t kAudioMapPeriodTicks90k = 90000;

bool canMuxVideo(Codec codec) { return codec == Codec::kH264 || codec == Codec::kH265; }

/// What an AudioSpecificConfig says, when ADTS can repeat it: object types 1 to 4 (ISO/IEC 14496-3:2019 §1.A.3.2.1).
std::optional<codec::AdtsHeader> adtsHeader(const codec::TrackInfo& audio) {
  if (audio.codec != Codec::kAac) return std::nullopt;
  const std::optional<codec::AdtsHeader> header = codec::parseAudioSpecificConfig(audio.audioConfig);
  const bool fits = header && header->objectType >= 1 && header->objectType <= 4 && header->channelConfiguration <= 7;
  return fits ? header : std::nullopt;
}

uint32_t muxRate(uint32_t bitsPerSecond) {
  return std::clamp<uint32_t>(bitsPerSecond / kMuxRateUnitBits + 1, 1, 0x3FFFFF);
}

}  // namespace

Muxer::Muxer(const codec::Tracks& tracks, MuxerOptions options) : options_(options) { setTracks(tracks); }

void Muxer::setTracks(const codec::Tracks& tracks) {
  if (tracks.video.codec != tracks_.video.codec || tracks.audio.codec != tracks_.audio.codec) {
    mapVersion_ = (mapVersion_ + 1) & 0x1F;
    lastMapDts90k_.reset();
  }
  tracks_ = tracks;
  adts_ = adtsHeader(tracks.audio);
}

MuxedUnit Muxer::mux(const codec::FrameView& frame) {
  heads_.clear();
  es_.clear();
  drafts_.clear();
  pieces_.clear();
  const bool video = frame.track == codec::kVideoTrack;
  if (frame.payload.empty() || frame.payload.size() > kMaxFrameBytes ||
      !(video ? gatherVideo(frame) : gatherAudio(frame))) {
    ++counters_.refusedFrames;
    return {};
  }
  writePack(frame);
  writePes(video ? kVideoStreamId : kAudioStreamId, frame);
  return resolve();
}

bool Muxer::gatherVideo(const codec::FrameView& frame) {
  if (!canMuxVideo(tracks_.video.codec)) return false;
  const bool h265 = tracks_.video.codec == Codec::kH265;
  if (options_.accessUnitDelimiter) gatherNal(h265 ? base::Bytes(kH265Delimiter) : base::Bytes(kH264Delimiter));
  if (frame.key) gatherParameterSets();
  base::Bytes rest = frame.payload;
  for (size_t nals = 0; !rest.empty(); ++nals) {
    if (rest.size() < kNalLengthBytes || nals == kMaxNalsPerFrame) return false;
    const size_t length = base::load32(rest.data());
    rest = rest.subspan(kNalLengthBytes);
    if (length == 0 || length > rest.size()) return false;
    gatherNal(rest.first(length));
    rest = rest.subspan(length);
  }
  return true;
}

void Muxer::gatherNal(base::Bytes nal) {
  if (nal.empty()) return;
  es_.push_back(kStartCode);
  es_.push_back(nal);
}

void Muxer::gatherParameterSets() {
  for (const auto* sets : {&tracks_.video.vps, &tracks_.video.sps, &tracks_.video.pps})
    for (const base::Buffer& nal : *sets) gatherNal(nal);
}

bool Muxer::gatherAudio(const codec::FrameView& frame) {
  if (tracks_.audio.codec == Codec::kAac) {
    if (!adts_ || frame.payload.size() > kMaxAacFrameBytes) return false;
    codec::writeAdts(adtsHead_.data(), *adts_, frame.payload.size());
    es_.push_back(adtsHead_);
  } else if (!codec::isG711(tracks_.audio.codec)) {
    return false;
  }
  es_.push_back(frame.payload);
  return true;
}

bool Muxer::mapDue(const codec::FrameView& frame) const {
  if (!lastMapDts90k_) return true;
  if (frame.track == codec::kVideoTrack) return frame.key;
  const int64_t elapsed = frame.dts90k - *lastMapDts90k_;
  return !tracks_.hasVideo() && (elapsed < 0 || elapsed >= kAudioMapPeriodTicks90k);
}

/// GB/T 28181-2022 annex C.1: a pack for each access unit, with system header and map before a key frame.
void Muxer::writePack(const codec::FrameView& frame) {
  const uint32_t rate = muxRate(options_.muxRateBps);
  writePackHeader(head(kPackHeaderBytes), frame.dts90k & (kTimestampSpan - 1), rate);
  if (!mapDue(frame)) return;
  lastMapDts90k_ = frame.dts90k;
  writeSystemHeader(head(kSystemHeaderBytes), rate);
  std::array<MapEntry, 2> entries;
  size_t count = 0;
  if (canMuxVideo(tracks_.video.codec)) entries[count++] = {streamTypeOfCodec(tracks_.video.codec), kVideoStreamId};
  if (codec::isG711(tracks_.audio.codec) || adts_)
    entries[count++] = {streamTypeOfCodec(tracks_.audio.codec), kAudioStreamId};
  writeProgramStreamMap(head(programStreamMapBytes(count)), mapVersion_, {entries.data(), count});
}

/// Cuts es_ into PES packets; the time stamps stand in the first.
void Muxer::writePes(uint8_t streamId, const codec::FrameView& frame) {
  const int64_t pts = frame.pts90k & (kTimestampSpan - 1);
  const int64_t dts = frame.dts90k & (kTimestampSpan - 1);
  size_t left = 0;
  for (const base::Bytes& bytes : es_) left += bytes.size();
  size_t room = 0;
  bool first = true;
  for (base::Bytes bytes : es_) {
    while (!bytes.empty()) {
      if (room == 0) {
        room = std::min(left, kMaxPesPayloadBytes);
        uint8_t header[kMaxWrittenPesHeaderBytes];
        const size_t n = writePesHeader(header, streamId, room, first ? std::optional(pts) : std::nullopt,
                                        first && dts != pts ? std::optional(dts) : std::nullopt);
        std::copy_n(header, n, head(n));
        first = false;
      }
      const size_t n = std::min(room, bytes.size());
      drafts_.push_back({bytes.data(), 0, n});
      room -= n;
      left -= n;
      bytes = bytes.subspan(n);
    }
  }
}

/// Room for a header; valid until the next call. Headers that follow each other become one piece.
uint8_t* Muxer::head(size_t bytes) {
  const size_t at = heads_.size();
  heads_.resize(at + bytes);
  if (!drafts_.empty() && drafts_.back().data == nullptr) {
    drafts_.back().size += bytes;
  } else {
    drafts_.push_back({nullptr, at, bytes});
  }
  return heads_.data() + at;
}

MuxedUnit Muxer::resolve() {
  MuxedUnit unit;
  for (const Draft& draft : drafts_) {
    pieces_.emplace_back(draft.data != nullptr ? draft.data : heads_.data() + draft.at, draft.size);
    unit.bytes += draft.size;
  }
  unit.pieces = pieces_;
  ++counters_.frames;
  counters_.bytes += unit.bytes;
  return unit;
}

}  // namespace guanlan::ps
