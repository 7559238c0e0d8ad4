#include "engine/frame_builder.h"

#include <algorithm>

#include "codec/adts.h"
#include "codec/flac.h"
#include "codec/sps.h"

namespace guanlan::engine {

namespace {

using codec::Codec;
using codec::NalKind;

constexpr uint8_t kVideo = codec::kVideoTrack;
constexpr uint8_t kAudio = codec::kAudioTrack;
constexpr uint8_t kLengthPlaceholder[4] = {0, 0, 0, 0};

/// Replaces the set with the same id, else appends; the first bytes after the header differ by id.
bool store(std::vector<base::Buffer>& sets, const base::Buffer& set, size_t headerBytes) {
  for (base::Buffer& known : sets) {
    if (known == set) return false;
    if (known.size() > headerBytes && set.size() > headerBytes && known[headerBytes] == set[headerBytes]) {
      known = set;
      return true;
    }
  }
  if (sets.size() >= kMaxParameterSets) sets.erase(sets.begin());
  sets.push_back(set);
  return true;
}

}  // namespace

FrameBuilder::FrameBuilder(FrameRing& ring, FrameSink& sink, LossPolicy policy)
    : ring_(ring), sink_(sink), policy_(policy), splitter_(*this) {}

void FrameBuilder::beginVideo(Codec codec, std::optional<int64_t> pts, std::optional<int64_t> dts) {
  if (codec != videoCodec_) {
    closePicture();
    resetPicture();
    videoCodec_ = codec;
    tracks_.video = {};
    waitKey_ = true;
  }
  if (!pts) return;
  const int64_t unwrapped = videoClock_.unwrap(static_cast<uint64_t>(*pts));
  if (pictureHasSlice_ && pts_ && *pts_ != unwrapped) {
    learnMarker();
    closePicture();
  }
  if (!pictureHasSlice_) {
    pts_ = unwrapped;
    dts_ = dts ? std::optional(unwrapped - ((*pts - *dts) & 0x1FFFFFFFF)) : std::nullopt;
  }
  markerSeen_ = false;
}

void FrameBuilder::markContinuation() { continuationAt_ = ring_.isOpen(kVideo) ? ring_.openBytes(kVideo) : 0; }

void FrameBuilder::takeBackContinuation() {
  // NAL units that began within the guess cannot be told from the one that it continued.
  if (!ring_.isOpen(kVideo) || !nalKept_ || nalLengthAt_ >= continuationAt_) return loss();
  splitter_.reset();
  ring_.truncate(kVideo, continuationAt_);
  if (nalOpen_) onNalEnd();
}

/// Whether the marker stood where the next time stamp proves a picture's end.
void FrameBuilder::learnMarker() {
  if (markerSeen_ && !markerLied_) markerProof_++;
}

void FrameBuilder::marker() {
  markerSeen_ = true;
  if (markerProof_ < kMarkerProof || markerLied_) return;
  closePicture();
  pictureClosed_ = true;
}

void FrameBuilder::endPicture() { closePicture(); }

void FrameBuilder::closePicture() {
  splitter_.finish();
  if (nalOpen_) onNalEnd();
  commitPicture();
}

void FrameBuilder::onNalBegin() {
  if (nalOpen_) onNalEnd();
  nalOpen_ = true;
  nalHeadSize_ = 0;
  nalClassified_ = false;
  nalKept_ = false;
}

void FrameBuilder::onNalData(base::Bytes bytes) {
  if (!nalOpen_) return;
  const size_t needed = codec::nalHeadBytes(videoCodec_);
  while (!nalClassified_ && !bytes.empty()) {
    nalHead_[nalHeadSize_++] = bytes[0];
    bytes = bytes.subspan(1);
    if (nalHeadSize_ < needed) continue;
    classify();
    takeNalBytes(base::Bytes(nalHead_, nalHeadSize_));
  }
  if (!bytes.empty()) takeNalBytes(bytes);
}

/// Decides by the first bytes where a picture ends and what becomes of this NAL unit.
void FrameBuilder::classify() {
  nalClassified_ = true;
  nalKind_ = codec::nalKind(videoCodec_, nalHead_[0]);
  const bool slice = codec::isSlice(nalKind_);
  const bool first = slice && codec::startsPicture(videoCodec_, nalHead_);
  if (pictureClosed_ && slice && !first) {
    // QUIRK marker-inside-picture: the marker is set on more than the last packet of a picture. It is not believed
    // again; the picture that it cut is lost with what follows up to a key frame.
    markerLied_ = true;
    counters_.markerLies++;
    pictureDamaged_ = true;
  }
  const bool before = nalKind_ == NalKind::kDelimiter || codec::isParameterSet(nalKind_);
  if (pictureHasSlice_ && (first || before)) commitPicture();
  pictureClosed_ = false;
  nalKept_ = slice || nalKind_ == NalKind::kOther;
  if (codec::isParameterSet(nalKind_)) parameterSet_.clear();
  if (!nalKept_) return;
  pictureHasSlice_ = pictureHasSlice_ || slice;
  pictureKey_ = pictureKey_ || nalKind_ == NalKind::kKeySlice;
  if (!ring_.isOpen(kVideo)) ring_.begin(kVideo);
  nalLengthAt_ = ring_.openBytes(kVideo);
  ring_.append(kVideo, kLengthPlaceholder);
}

void FrameBuilder::takeNalBytes(base::Bytes bytes) {
  if (nalKept_) {
    if (!pictureDamaged_ && !ring_.append(kVideo, bytes)) {
      counters_.oversizedFrames++;
      pictureDamaged_ = true;
    }
  } else if (codec::isParameterSet(nalKind_) && parameterSet_.size() + bytes.size() <= codec::kMaxParameterSetBytes) {
    base::append(parameterSet_, bytes);
  }
}

void FrameBuilder::onNalEnd() {
  if (!nalOpen_) return;
  nalOpen_ = false;
  if (!nalClassified_) return;
  if (nalKept_ && ring_.isOpen(kVideo)) {
    const size_t size = ring_.openBytes(kVideo) - nalLengthAt_ - sizeof kLengthPlaceholder;
    ring_.patch32(kVideo, nalLengthAt_, static_cast<uint32_t>(size));
  } else if (codec::isParameterSet(nalKind_) && !pictureDamaged_) {
    keepParameterSet();
  }
}

void FrameBuilder::keepParameterSet() {
  codec::TrackInfo& video = tracks_.video;
  bool changed = false;
  if (nalKind_ == NalKind::kSps) {
    const auto facts =
        videoCodec_ == Codec::kH265 ? codec::parseH265Sps(parameterSet_) : codec::parseH264Sps(parameterSet_);
    if (!facts) return;
    // One sequence parameter set is in use at a time; a second one is a new configuration.
    changed = video.sps.size() != 1 || video.sps[0] != parameterSet_;
    video.sps.assign(1, parameterSet_);
    video.width = facts->width;
    video.height = facts->height;
  } else if (nalKind_ == NalKind::kPps) {
    changed = store(video.pps, parameterSet_, videoCodec_ == Codec::kH265 ? 2 : 1);
  } else {
    changed = store(video.vps, parameterSet_, 2);
  }
  tracksChanged_ = tracksChanged_ || changed;
  const bool complete = !video.sps.empty() && !video.pps.empty() && (videoCodec_ != Codec::kH265 || !video.vps.empty());
  if (complete) video.codec = videoCodec_;
}

void FrameBuilder::commitPicture() {
  if (!pictureHasSlice_) {
    // SEI that came alone stays with the picture that follows.
    return;
  }
  if (pictureDamaged_ || !ring_.isOpen(kVideo)) {
    if (policy_ == LossPolicy::kDropToKey || !ring_.isOpen(kVideo)) return dropPicture(counters_.damagedFrames);
  }
  if ((waitKey_ && !pictureKey_) || tracks_.video.codec == Codec::kUnknown) return dropPicture(counters_.waitingFrames);
  waitKey_ = false;
  picturesWithoutAudio_++;
  announce();
  const OutputTime time = timeline_.map(kVideo, pts_, dts_, 0);
  counters_.frames++;
  counters_.keyFrames += pictureKey_;
  const Frame& frame = ring_.commit(kVideo, pictureKey_, time.dts90k, time.pts90k, generation_, nowMs_);
  resetPicture();
  sink_.onFrame(frame);
}

void FrameBuilder::dropPicture(uint64_t& counter) {
  counter++;
  if (pictureDamaged_ && policy_ == LossPolicy::kDropToKey) waitKey_ = true;
  ring_.abandon(kVideo);
  resetPicture();
  sink_.onDropped();
}

void FrameBuilder::resetPicture() {
  pictureHasSlice_ = false;
  pictureKey_ = false;
  pictureDamaged_ = false;
  pts_.reset();
  dts_.reset();
}

void FrameBuilder::beginAudio(Codec codec, std::optional<int64_t> pts) {
  if (codec != audioCodec_) audio_.clear();
  audioCodec_ = codec;
  // AAC frames may straddle PES packets: the stamp belongs to the first frame that begins here.
  if (audio_.empty() || pts)
    audioPts_ = pts ? std::optional(audioClock_.unwrap(static_cast<uint64_t>(*pts))) : std::nullopt;
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
  const auto duration = static_cast<int64_t>(audio_.size() * 90000 / codec::kG711SampleRate);
  commitAudio(audio_, audioPts_, duration);
  audioPts_.reset();
  audio_.clear();
}

/// Whole ADTS frames are cut out; a rest waits for the next bytes.
void FrameBuilder::commitAacFrames() {
  size_t at = 0;
  while (audio_.size() - at >= codec::kAdtsHeaderBytes) {
    const auto header = codec::parseAdts(base::Bytes(audio_).subspan(at));
    if (!header || header->rawBlocks != 1) {
      counters_.badAudio++;
      at++;
      while (at < audio_.size() && audio_[at] != 0xFF) at++;
      continue;
    }
    if (header->frameBytes > audio_.size() - at) break;
    codec::TrackInfo track;
    track.codec = Codec::kAac;
    track.sampleRate = codec::aacSampleRate(header->frequencyIndex);
    track.channels = header->channelConfiguration;
    track.audioConfig = codec::audioSpecificConfig(*header);
    setAudioTrack(track);
    const int64_t duration = int64_t{codec::kAacFrameSamples} * 90000 / track.sampleRate;
    const base::Bytes frame =
        base::Bytes(audio_).subspan(at + header->headerBytes, header->frameBytes - header->headerBytes);
    commitAudio(frame, audioPts_, duration);
    if (audioPts_) *audioPts_ += duration;
    at += header->frameBytes;
  }
  if (at == 0 && audio_.size() >= kMaxAudioFrameBytes) at = audio_.size();
  audio_.erase(audio_.begin(), audio_.begin() + static_cast<std::ptrdiff_t>(at));
}

void FrameBuilder::commitAudio(base::Bytes payload, std::optional<int64_t> pts, int64_t duration90k) {
  // Sound before the first picture of a stream with pictures would only delay its start.
  if (videoCodec_ != Codec::kUnknown && waitKey_ && counters_.keyFrames == 0) return;
  announce();
  const OutputTime time = timeline_.map(kAudio, pts, std::nullopt, duration90k);
  ring_.begin(kAudio);
  ring_.append(kAudio, payload);
  counters_.frames++;
  sink_.onFrame(ring_.commit(kAudio, true, time.dts90k, time.pts90k, generation_, nowMs_));
}

void FrameBuilder::setAudioTrack(const codec::TrackInfo& track) {
  if (tracks_.audio == track) return;
  tracks_.audio = track;
  tracksChanged_ = true;
}

void FrameBuilder::unsupported(Codec codec) {
  auto& named = tracks_.unsupported;
  if (std::find(named.begin(), named.end(), codec) != named.end()) return;
  named.push_back(codec);
  tracksChanged_ = true;
  // A stream of which nothing can be played still says what it is.
  if (!tracks_.hasVideo() && !tracks_.hasAudio()) sink_.onTracks(tracks_, generation_);
}

/// Tells the track list when it is complete, or has waited long enough, and again whenever it changed.
void FrameBuilder::announce() {
  if (!tracksChanged_) return;
  if (!announced_) {
    const bool waitAudio = videoCodec_ != Codec::kUnknown && !tracks_.hasAudio() && audioExpected_ &&
                           picturesWithoutAudio_ < kMaxPicturesWithoutAudio;
    const bool waitVideo = videoCodec_ != Codec::kUnknown && !tracks_.hasVideo();
    if (waitAudio || waitVideo) return;
  }
  // Frames that were stored before the first announcement have its generation too.
  if (announced_) generation_++;
  announced_ = true;
  tracksChanged_ = false;
  sink_.onTracks(tracks_, generation_);
}

void FrameBuilder::loss() {
  // A cut parameter set must not be kept; a cut NAL unit of a picture that is passed on still needs its length.
  pictureDamaged_ = true;
  splitter_.reset();
  if (nalOpen_) onNalEnd();
  pictureDamaged_ = policy_ == LossPolicy::kDropToKey;
  pictureClosed_ = false;
  markerSeen_ = false;
  if (policy_ == LossPolicy::kDropToKey) {
    if (pictureHasSlice_) dropPicture(counters_.damagedFrames);
    ring_.abandon(kVideo);
    resetPicture();
    waitKey_ = true;
  }
  audio_.clear();
  audioPts_.reset();
}

void FrameBuilder::restart() {
  loss();
  resetPicture();
  ring_.abandon(kVideo);
  waitKey_ = true;
  timeline_.restart();
  videoClock_.reset();
  audioClock_.reset();
  markerProof_ = 0;
  markerLied_ = false;
}

}  // namespace guanlan::engine
