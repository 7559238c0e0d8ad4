// The sound of FrameBuilder: G.711 as it comes, AAC cut out of ADTS.
#include <algorithm>

#include "codec/adts.h"
#include "codec/flac.h"
#include "engine/frame_builder.h"

namespace guanlan::engine {

namespace {

using codec::Codec;

constexpr uint8_t kAudio = codec::kAudioTrack;

/// adts_fixed_header: what all frames of a track have in common, ISO/IEC 14496-3:2019 §1.A.2.2.1.
uint32_t fixedHeader(base::Bytes bytes) { return base::load32(bytes.data()) & 0xFFFFFFF0; }

struct Silence {
  base::Bytes payload;
  int64_t duration90k = 0;
};

/// A frame of silence; empty for what has none here. G.711: 40 ms of the value nearest to 0; AAC-LC: one element of
/// each kind without a spectrum, of ISO/IEC 14496-3:2019 §4.4.2.1.
Silence silenceOf(const codec::TrackInfo& track) {
  constexpr size_t kG711Bytes = 320;
  static const base::Buffer alaw(kG711Bytes, 0xD5);
  static const base::Buffer ulaw(kG711Bytes, 0xFF);
  static constexpr uint8_t kMono[] = {0x00, 0xC8, 0x00, 0x80, 0x23, 0x80};
  static constexpr uint8_t kStereo[] = {0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80};
  constexpr int64_t kG711Duration90k = kG711Bytes * 90000 / codec::kG711SampleRate;
  if (track.codec == Codec::kPcma) return {alaw, kG711Duration90k};
  if (track.codec == Codec::kPcmu) return {ulaw, kG711Duration90k};
  if (track.codec != Codec::kAac || track.sampleRate == 0) return {};
  const int64_t duration90k = int64_t{codec::kAacFrameSamples} * 90000 / track.sampleRate;
  if (track.channels == 1) return {kMono, duration90k};
  return track.channels == 2 ? Silence{kStereo, duration90k} : Silence{};
}

}  // namespace

void FrameBuilder::beginAudio(Codec codec, std::optional<int64_t> pts) {
  if (codec != audioCodec_) {
    audio_.clear();
    audioPts_.reset();
    adtsHead_ = 0;
  }
  audioCodec_ = codec;
  audioStamp_ = pts ? std::optional(audioClock_.unwrap(static_cast<uint64_t>(*pts))) : std::nullopt;
  // The stamp belongs to the first frame that begins in this PES packet (ITU-T H.222.0 §2.4.3.7), not to the rest of
  // one that began before.
  audioStampAt_ = audio_.size();
}

void FrameBuilder::audioBytes(base::Bytes bytes) {
  while (!bytes.empty()) {
    const size_t take = std::min(bytes.size(), kMaxAudioFrameBytes - std::min(audio_.size(), kMaxAudioFrameBytes));
    base::append(audio_, bytes.first(take));
    bytes = bytes.subspan(take);
    if (audio_.size() >= kMaxAudioFrameBytes) endAudio();
  }
}

void FrameBuilder::endAudio() {
  if (audio_.empty()) return;
  if (audioCodec_ == Codec::kAac) return commitAacFrames();
  codec::TrackInfo track;
  track.codec = audioCodec_;
  track.sampleRate = codec::kG711SampleRate;
  track.channels = 1;
  setAudioTrack(track);
  audioPts_ = audioStamp_;
  audioStamp_.reset();
  commitAudio(audio_, static_cast<int64_t>(audio_.size() * 90000 / codec::kG711SampleRate));
  audio_.clear();
}

/// Whole ADTS frames are cut out; a rest waits for the next bytes.
void FrameBuilder::commitAacFrames() {
  size_t at = 0;
  while (audio_.size() - at >= codec::kAdtsHeaderBytes) {
    const base::Bytes rest = base::Bytes(audio_).subspan(at);
    const auto header = codec::parseAdts(rest);
    if (!header || header->rawBlocks != 1 || header->frameBytes > kMaxAudioFrameBytes) {
      counters_.badAudio++;
      at++;
      while (at < audio_.size() && audio_[at] != 0xFF) at++;
      continue;
    }
    if (header->frameBytes > rest.size()) break;
    if (fixedHeader(rest) != adtsHead_) {
      adtsHead_ = fixedHeader(rest);
      codec::TrackInfo track;
      track.codec = Codec::kAac;
      track.sampleRate = codec::aacSampleRate(header->frequencyIndex);
      track.channels = header->channelConfiguration;
      track.audioConfig = codec::audioSpecificConfig(*header);
      setAudioTrack(track);
    }
    if (audioStamp_ && at >= audioStampAt_) {
      audioPts_ = audioStamp_;
      audioStamp_.reset();
    }
    const int64_t duration = int64_t{codec::kAacFrameSamples} * 90000 / codec::aacSampleRate(header->frequencyIndex);
    commitAudio(rest.subspan(header->headerBytes, header->frameBytes - header->headerBytes), duration);
    if (audioPts_) *audioPts_ += duration;
    at += header->frameBytes;
  }
  // A frame that never gets whole must not hold what comes behind it.
  if (at == 0 && audio_.size() >= kMaxAudioFrameBytes) at = audio_.size();
  audio_.erase(audio_.begin(), audio_.begin() + static_cast<std::ptrdiff_t>(at));
  audioStampAt_ -= std::min(audioStampAt_, at);
}

void FrameBuilder::commitAudio(base::Bytes payload, int64_t duration90k) {
  if (firstMediaMs_ < 0) firstMediaMs_ = nowMs_;
  InputTime input;
  input.pts90k = audioPts_;
  input.rtp90k = rtp90k_;
  input.arrival90k = nowMs_ * 90;
  input.duration90k = duration90k;
  // Sound before the first picture of a stream with pictures would only delay its start; what comes while that picture
  // is not known to be complete belongs behind it.
  const bool beforePictures = videoCodec_ != Codec::kUnknown && waitKey_ && pictures_ == 0;
  const bool firstIsOpen = pictureHasSlice_ && pictureKey_ && !pictureDamaged_;
  const bool waits = !announced_ && !tracks_.hasVideo() && !settled();
  if (beforePictures ? firstIsOpen : waits) {
    if (earlySounds_.size() < kMaxEarlySounds) earlySounds_.push_back({{payload.begin(), payload.end()}, input});
    return;
  }
  if (beforePictures) return;
  announce();
  storeEarlySounds();
  storeAudio(payload, input);
}

void FrameBuilder::storeEarlySounds() {
  for (const EarlySound& sound : earlySounds_) storeAudio(sound.payload, sound.time);
  earlySounds_.clear();
}

void FrameBuilder::storeAudio(base::Bytes payload, const InputTime& input) {
  if (!sound_) return;
  const OutputTime time = timeline_.map(kAudio, input);
  ring_.begin(kAudio);
  ring_.append(kAudio, payload);
  sink_.onFrame(ring_.commit(kAudio, true, time.dts90k, time.pts90k, generation_, nowMs_));
}

void FrameBuilder::fillSilence(int64_t until90k) {
  const Silence silence = silenceOf(tracks_.audio);
  if (silence.payload.empty()) return;
  int64_t next = timeline_.next(kAudio);
  // Not from the beginning of a stream, nor from before a long pause.
  if (next < until90k - kMaxStep90k) next = until90k;
  for (; next + silence.duration90k <= until90k; next += silence.duration90k) {
    timeline_.put(kAudio, next, silence.duration90k);
    ring_.begin(kAudio);
    ring_.append(kAudio, silence.payload);
    sink_.onFrame(ring_.commit(kAudio, true, next, next, generation_, nowMs_));
  }
}

void FrameBuilder::audioLoss() {
  audio_.clear();
  audioPts_.reset();
  audioStamp_.reset();
  earlySounds_.clear();
}

void FrameBuilder::setAudioTrack(const codec::TrackInfo& track) {
  if (tracks_.audio == track) return;
  tracks_.audio = track;
  tracksChanged_ = true;
}

}  // namespace guanlan::engine
