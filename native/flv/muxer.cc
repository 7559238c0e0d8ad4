#include "flv/muxer.h"

#include <algorithm>

#include "codec/flac.h"
#include "codec/sps.h"
#include "flv/amf0.h"

namespace guanlan::flv {

namespace {

using codec::Codec;

enum TagType : uint8_t { kAudioTag = 8, kVideoTag = 9, kScriptTag = 18 };
constexpr size_t kTagHeadBytes = 11;
constexpr uint32_t kFourCcHevc = 0x68766331;  // "hvc1"
constexpr uint32_t kFourCcFlac = 0x664C6143;  // "fLaC"

// Video tag header: frame type and codec id (annex E.4.3.1), or 0x80 and packet type (Enhanced RTMP).
constexpr uint8_t kKeyFrame = 1;
constexpr uint8_t kInterFrame = 2;
constexpr uint8_t kAvcId = 7;
constexpr uint8_t kHevcId = 12;
constexpr uint8_t kEnhanced = 0x80;
enum PacketType : uint8_t { kSequenceStart = 0, kCodedFrames = 1, kCodedFramesX = 3 };

// Audio tag header: format, rate, 16 bit, channels (annex E.4.2.1). G.711 has a rate of its own, written as 0.
constexpr uint8_t kG711Alaw = 0x72;
constexpr uint8_t kG711Mulaw = 0x82;
constexpr uint8_t kAac = 0xAF;
constexpr uint8_t kEnhancedAudio = 0x90;
/// mpegts.js steps over these four before STREAMINFO; they are the metadata block header: last block, STREAMINFO, 34.
constexpr uint8_t kFlacBlockHead[4] = {0x80, 0x00, 0x00, codec::kStreamInfoBytes};

/// The field has 24 bits with a sign.
constexpr int32_t kMaxCompositionMs = 0x7FFFFF;

uint32_t milliseconds(int64_t ticks90k) { return static_cast<uint32_t>(ticks90k / 90); }

/// The timestamp's upper 8 bits stand behind the lower 24.
void appendTagHead(base::Buffer& out, TagType type, size_t bodyBytes, int64_t dts90k) {
  const uint32_t ms = milliseconds(dts90k);
  base::append8(out, type);
  base::append24(out, static_cast<uint32_t>(bodyBytes));
  base::append24(out, ms);
  base::append8(out, ms >> 24);
  base::append24(out, 0);
}

void appendTag(base::Buffer& out, TagType type, const base::Buffer& body, int64_t dts90k) {
  appendTagHead(out, type, body.size(), dts90k);
  base::append(out, body);
  base::append32(out, static_cast<uint32_t>(kTagHeadBytes + body.size()));
}

}  // namespace

Muxer::Muxer(const codec::Tracks& tracks, Options options)
    : tracks_(tracks),
      options_(options),
      video_(codec::isVideo(tracks.video.codec) && codec::isComplete(tracks.video)),
      audio_(codec::isComplete(tracks.audio) ? codec::outputAudio(tracks.audio.codec, options.audio)
                                             : Codec::kUnknown) {}

bool Muxer::carries(uint8_t track) const { return track == codec::kVideoTrack ? video_ : audio_ != Codec::kUnknown; }

void Muxer::writeHeader(base::Buffer& out, int64_t dts90k) const {
  base::append(out, std::string_view("FLV\x01", 4));
  base::append8(out, (audio_ != Codec::kUnknown ? 4u : 0u) | (video_ ? 1u : 0u));
  base::append32(out, 9);
  base::append32(out, 0);
  writeMetaData(out);
  writeConfig(out, dts90k);
}

/// Always at time 0: ffmpeg takes a script tag at another time for a track of text.
void Muxer::writeMetaData(base::Buffer& out) const {
  base::Buffer body;
  appendAmfString(body, "onMetaData");
  appendAmfArrayHead(body, (video_ ? 3u : 0u) + (audio_ != Codec::kUnknown ? 3u : 0u) + 1u);
  if (video_) {
    const bool hevc = tracks_.video.codec == Codec::kH265;
    const double id = !hevc ? kAvcId : options_.hevcLegacy ? kHevcId : static_cast<double>(kFourCcHevc);
    appendAmfNumber(body, "width", tracks_.video.width);
    appendAmfNumber(body, "height", tracks_.video.height);
    appendAmfNumber(body, "videocodecid", id);
  }
  if (audio_ != Codec::kUnknown) {
    const double id = audio_ == Codec::kAac    ? 10
                      : audio_ == Codec::kFlac ? static_cast<double>(kFourCcFlac)
                      : audio_ == Codec::kPcma ? 7
                                               : 8;
    appendAmfNumber(body, "audiocodecid", id);
    appendAmfNumber(body, "audiosamplerate", tracks_.audio.sampleRate);
    appendAmfNumber(body, "audiochannels", tracks_.audio.channels);
  }
  appendAmfText(body, "encoder", "Guanlan");
  appendAmfObjectEnd(body);
  appendTag(out, kScriptTag, body, 0);
}

void Muxer::writeConfig(base::Buffer& out, int64_t dts90k) const {
  base::Buffer body;
  if (video_ && tracks_.video.codec == Codec::kH264) {
    body = {kKeyFrame << 4 | kAvcId, 0, 0, 0, 0};
    base::append(body, codec::avcConfiguration(tracks_.video));
    appendTag(out, kVideoTag, body, dts90k);
  } else if (video_) {
    if (options_.hevcLegacy) {
      body = {kKeyFrame << 4 | kHevcId, 0, 0, 0, 0};
    } else {
      body = {kEnhanced | kKeyFrame << 4 | kSequenceStart};
      base::append32(body, kFourCcHevc);
    }
    base::append(body, codec::hevcConfiguration(tracks_.video));
    appendTag(out, kVideoTag, body, dts90k);
  }
  if (audio_ == Codec::kAac) {
    body = {kAac, 0};
    base::append(body, tracks_.audio.audioConfig);
    appendTag(out, kAudioTag, body, dts90k);
  } else if (audio_ == Codec::kFlac) {
    body = {kEnhancedAudio | kSequenceStart};
    base::append32(body, kFourCcFlac);
    base::append(body, base::Bytes(kFlacBlockHead));
    uint8_t info[codec::kStreamInfoBytes];
    codec::writeStreamInfo(info);
    base::append(body, base::Bytes(info));
    appendTag(out, kAudioTag, body, dts90k);
  }
}

void Muxer::writeFrame(const codec::FrameView& frame, base::Buffer& head, uint8_t tail[kTailBytes]) const {
  const size_t start = head.size();
  const bool video = frame.track == codec::kVideoTrack;
  appendTagHead(head, video ? kVideoTag : kAudioTag, 0, frame.dts90k);
  if (video) {
    appendVideoHead(head, frame);
  } else {
    appendAudioHead(head);
  }
  const size_t body = head.size() - start - kTagHeadBytes + frame.payload.size();
  base::store24(&head[start + 1], static_cast<uint32_t>(body));
  base::store32(tail, static_cast<uint32_t>(kTagHeadBytes + body));
}

void Muxer::appendVideoHead(base::Buffer& out, const codec::FrameView& frame) const {
  const uint8_t type = frame.key ? kKeyFrame : kInterFrame;
  const auto apart = static_cast<int32_t>(milliseconds(frame.pts90k) - milliseconds(frame.dts90k));
  const int32_t composition = std::clamp(apart, -kMaxCompositionMs, kMaxCompositionMs);
  if (tracks_.video.codec == Codec::kH265 && !options_.hevcLegacy) {
    base::append8(out,
                  static_cast<uint32_t>(kEnhanced | type << 4 | (composition == 0 ? kCodedFramesX : kCodedFrames)));
    base::append32(out, kFourCcHevc);
    if (composition != 0) base::append24(out, static_cast<uint32_t>(composition));
    return;
  }
  base::append8(out, static_cast<uint32_t>(type << 4 | (tracks_.video.codec == Codec::kH265 ? kHevcId : kAvcId)));
  base::append8(out, 1);
  base::append24(out, static_cast<uint32_t>(composition));
}

void Muxer::appendAudioHead(base::Buffer& out) const {
  switch (audio_) {
    case Codec::kAac:
      base::append8(out, kAac);
      base::append8(out, 1);
      break;
    case Codec::kFlac:
      base::append8(out, kEnhancedAudio | kCodedFrames);
      base::append32(out, kFourCcFlac);
      break;
    case Codec::kPcmu:
      base::append8(out, kG711Mulaw);
      break;
    default:
      base::append8(out, kG711Alaw);
      break;
  }
}

}  // namespace guanlan::flv
