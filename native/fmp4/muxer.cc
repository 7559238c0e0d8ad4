#include "fmp4/muxer.h"

#include <cstdlib>

#include "codec/adts.h"
#include "codec/sps.h"
#include "fmp4/box.h"
#include "fmp4/init_segment.h"

namespace guanlan::fmp4 {

namespace {

using base::append32;
using codec::Codec;

// §8.8.3.1: depends on no other sample; is not a sync sample.
constexpr uint32_t kSyncSample = 0x02000000;
constexpr uint32_t kOtherSample = 0x01010000;
constexpr uint32_t kDefaultBaseIsMoof = 0x020000;
// trun: data offset, duration, size, flags, composition offset.
constexpr uint32_t kTrunFlags = 0x000001 | 0x000100 | 0x000200 | 0x000400 | 0x000800;
/// A picture after a longer pause than this does not stretch the estimate of the next one's duration.
constexpr uint32_t kMaxVideoDuration90k = 90000;

void appendFragment(base::Buffer& out, uint32_t sequence, const Sample& sample) {
  const size_t start = out.size();
  size_t offsetAt = 0;
  {
    Box moof(out, "moof");
    {
      Box mfhd(out, "mfhd", 0, 0);
      append32(out, sequence);
    }
    Box traf(out, "traf");
    {
      Box tfhd(out, "tfhd", 0, kDefaultBaseIsMoof);
      append32(out, sample.trackId);
    }
    {
      Box tfdt(out, "tfdt", 1, 0);
      base::append64(out, sample.decodeTime);
    }
    Box trun(out, "trun", 1, kTrunFlags);
    append32(out, 1);
    offsetAt = out.size();
    append32(out, 0);
    append32(out, sample.duration);
    append32(out, sample.size);
    append32(out, sample.flags);
    append32(out, static_cast<uint32_t>(sample.compositionOffset));
  }
  base::store32(&out[offsetAt], static_cast<uint32_t>(out.size() - start + 8));
  append32(out, 8 + sample.size);
  base::append(out, std::string_view("mdat"));
}

}  // namespace

Muxer::Muxer(const codec::Tracks& tracks, Options options)
    : tracks_(tracks),
      video_(codec::isVideo(tracks.video.codec) && codec::isComplete(tracks.video)),
      audio_(codec::isComplete(tracks.audio) ? codec::outputAudio(tracks.audio.codec, options.audio)
                                             : Codec::kUnknown) {}

void Muxer::writeInit(base::Buffer& out) const { writeInitSegment(out, tracks_, video_, audio_); }

bool Muxer::carries(uint8_t track) const { return track == codec::kVideoTrack ? video_ : audio_ != Codec::kUnknown; }

Sample Muxer::writeFrame(const codec::FrameView& frame, uint32_t audioSamples, base::Buffer& head) {
  Sample sample;
  sample.size = static_cast<uint32_t>(frame.payload.size());
  if (frame.track == codec::kVideoTrack) {
    const int64_t distance = frame.dts90k - lastVideoDts90k_;
    if (lastVideoDts90k_ >= 0 && distance > 0 && distance <= kMaxVideoDuration90k)
      videoDuration90k_ = static_cast<uint32_t>(distance);
    lastVideoDts90k_ = frame.dts90k;
    sample.trackId = kVideoTrackId;
    sample.decodeTime = static_cast<uint64_t>(frame.dts90k);
    sample.duration = videoDuration90k_;
    sample.flags = frame.key ? kSyncSample : kOtherSample;
    sample.compositionOffset = static_cast<int32_t>(frame.pts90k - frame.dts90k);
  } else {
    sample.trackId = kAudioTrackId;
    sample.duration = audioSamples;
    if (audioSamples == 0) sample.duration = audio_ == Codec::kAac ? codec::kAacFrameSamples : sample.size;
    sample.decodeTime = static_cast<uint64_t>(audioTime(frame.dts90k, sample.duration));
    sample.flags = kSyncSample;
  }
  appendFragment(head, ++sequence_, sample);
  return sample;
}

/// Stamps are rounded and jitter; a player hears every gap and overlap.
int64_t Muxer::audioTime(int64_t dts90k, uint32_t samples) {
  const int64_t rate = tracks_.audio.sampleRate;
  // Seconds apart, so that no product overflows.
  const int64_t stamped = dts90k / 90000 * rate + (dts90k % 90000 * rate + 45000) / 90000;
  if (nextAudioTime_ < 0 || std::llabs(stamped - nextAudioTime_) > kMaxAudioSlipMs * rate / 1000)
    nextAudioTime_ = stamped;
  const int64_t time = nextAudioTime_;
  nextAudioTime_ += samples;
  return time;
}

std::string Muxer::codecs() const {
  std::string out;
  if (video_) out = codec::codecsString(tracks_.video);
  if (audio_ == Codec::kUnknown) return out;
  codec::TrackInfo audio = tracks_.audio;
  audio.codec = audio_;
  return out + (out.empty() ? "" : ",") + codec::codecsString(audio);
}

}  // namespace guanlan::fmp4
