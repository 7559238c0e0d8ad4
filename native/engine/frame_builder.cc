#include "engine/frame_builder.h"

#include <algorithm>
#include <utility>

#include "codec/bit_reader.h"
#include "codec/sps.h"

namespace guanlan::engine {

namespace {

using codec::Codec;
using codec::NalKind;

constexpr uint8_t kVideo = codec::kVideoTrack;
constexpr uint8_t kLengthPlaceholder[4] = {0, 0, 0, 0};
constexpr int64_t kPtsMask = 0x1FFFFFFFF;

size_t nalHeaderBytes(Codec codec) { return codec == Codec::kH265 ? 2 : 1; }

/// vps_video_parameter_set_id has 4 bits, pic_parameter_set_id is ue(v); each comes first.
uint32_t parameterSetId(Codec codec, NalKind kind, base::Bytes nal) {
  codec::BitReader in(nal.subspan(std::min(nal.size(), nalHeaderBytes(codec))));
  return kind == NalKind::kVps ? in.bits(4) : in.ue();
}

/// Replaces the set with the same id, else appends. True when anything changed.
bool store(std::vector<base::Buffer>& sets, const base::Buffer& set, Codec codec, NalKind kind) {
  const uint32_t id = parameterSetId(codec, kind, set);
  for (base::Buffer& known : sets) {
    if (parameterSetId(codec, kind, known) != id) continue;
    if (known == set) return false;
    known = set;
    return true;
  }
  if (sets.size() >= kMaxParameterSets) sets.erase(sets.begin());
  sets.push_back(set);
  return true;
}

}  // namespace

FrameBuilder::FrameBuilder(FrameRing& ring, FrameSink& sink, LossPolicy policy)
    : ring_(ring),
      sink_(sink),
      policy_(policy),
      splitter_(*this),
      generation_(ring.nextGeneration()),
      inherited_(ring.nextSequence() > 0) {}

void FrameBuilder::beginVideo(Codec codec, std::optional<int64_t> pts, std::optional<int64_t> dts) {
  if (codec != videoCodec_) {
    closePicture();
    ring_.abandon(kVideo);
    resetPicture();
    videoCodec_ = codec;
    tracks_.video = {};
    waitKey_ = true;
  }
  if (!pts) return;
  const int64_t unwrapped = videoClock_.unwrap(static_cast<uint64_t>(*pts));
  if (pictureHasSlice_ && time_.pts90k) {
    if (*time_.pts90k == unwrapped) return;
    learnMarker();
    closePicture();
  }
  pending_.pts90k = unwrapped;
  pending_.dts90k = dts ? std::optional(unwrapped - ((*pts - *dts) & kPtsMask)) : std::nullopt;
}

void FrameBuilder::videoBytes(base::Bytes bytes) {
  if (bytes.empty()) return;
  if (std::exchange(expectStart_, false) && bytes[0] != 0) markerLied();
  freshVideo_ = true;
  splitter_.feed(bytes);
}

void FrameBuilder::markContinuation() { continuationAt_ = ring_.isOpen(kVideo) ? ring_.openBytes(kVideo) : 0; }

void FrameBuilder::takeBackContinuation() {
  // NAL units that began within the guess cannot be told from the one that it continued.
  if (!ring_.isOpen(kVideo) || !nalKept_ || nalLengthAt_ >= continuationAt_) return loss();
  splitter_.reset();
  ring_.truncate(kVideo, continuationAt_);
  if (nalOpen_) onNalEnd();
}

/// Whether the one marker stood where the next time stamp proves a picture's end.
void FrameBuilder::learnMarker() { markerProof_ = markers_ == 1 && !freshVideo_ ? markerProof_ + 1 : 0; }

void FrameBuilder::marker() {
  if (!freshVideo_ || !pictureHasSlice_) return;
  freshVideo_ = false;
  markers_++;
  if (markerProof_ >= kMarkerProof && !markerLied_) closeAtMarker();
}

void FrameBuilder::settle() {
  if (endsAtMarker()) closeAtMarker();
}

void FrameBuilder::closeAtMarker() {
  closedAtFirst_ = markers_ == 1;
  closePicture();
  pictureClosed_ = true;
  expectStart_ = true;
}

// QUIRK marker-inside-picture: after many right ones a marker stands within a picture whose length nothing tells. What
// it cut has gone out by then; what follows is lost up to a key frame, and markers are not believed again.
// [test/native/engine/ingest_test.cc]
void FrameBuilder::markerLied() {
  markerLied_ = true;
  pictureClosed_ = false;
  counters_.markerLies++;
  loss();
}

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

/// The ring itself, for a NAL unit that is known to go there.
uint8_t* FrameBuilder::roomForNal(size_t bytes) {
  const bool kept = nalOpen_ && nalClassified_ && nalKept_ && !pictureDamaged_ && ring_.isOpen(kVideo);
  // What is too large is told by append().
  if (!kept || ring_.openBytes(kVideo) + bytes > kMaxFrameBytes) return nullptr;
  return ring_.room(kVideo, bytes);
}

void FrameBuilder::onNalWritten(size_t bytes) { ring_.written(kVideo, bytes); }

/// Decides by the first bytes where a picture ends and what becomes of this NAL unit.
void FrameBuilder::classify() {
  nalClassified_ = true;
  nalKind_ = codec::nalKind(videoCodec_, nalHead_[0]);
  const bool slice = codec::isSlice(nalKind_);
  const bool first = slice && codec::startsPicture(videoCodec_, nalHead_);
  const bool another = first || codec::beginsAccessUnit(videoCodec_, nalHead_[0]);
  if (pictureHasSlice_ && another) commitPicture();
  if (pictureClosed_ && another) markerProof_ = closedAtFirst_ ? markerProof_ + 1 : 0;
  if (slice && !pictureHasSlice_) beginPicture(first);
  if (slice) pictureDisposable_ = pictureDisposable_ && isDisposable();
  pictureClosed_ = false;
  nalKept_ = !pictureOversized_ && (slice || nalKind_ == NalKind::kOther);
  if (codec::isParameterSet(nalKind_)) parameterSet_.clear();
  if (!nalKept_) return;
  pictureKey_ = pictureKey_ || nalKind_ == NalKind::kKeySlice;
  if (!ring_.isOpen(kVideo)) ring_.begin(kVideo);
  nalLengthAt_ = ring_.openBytes(kVideo);
  ring_.append(kVideo, kLengthPlaceholder);
}

/// No other picture needs this slice's: nal_ref_idc is 0 (H.264 §7.4.1), or it is a sub-layer non-reference picture
/// (H.265 §7.4.2.2) and there is no higher sub-layer that could use it all the same.
bool FrameBuilder::isDisposable() const {
  if (videoCodec_ != Codec::kH265) return codec::isH264Disposable(nalHead_[0]);
  const auto& sps = tracks_.video.sps;
  return !sps.empty() && codec::isH265Disposable(nalHead_, sps[0]);
}

/// The first slice behind a gap tells what the gap held. Nothing of a picture that others need, when it belongs to the
/// picture before the gap, which nobody refers to, or to the very next one.
void FrameBuilder::judgeGap(bool first) {
  const bool restOfDamaged = !first && rtp90k_ && rtp90k_ == damagedAt_;
  // What else is missing, the next picture tells.
  if (restOfDamaged) return;
  gap_ = false;
  damagedAt_.reset();
  if (!rtp90k_ || !cadence_.resume(*rtp90k_)) waitKey_ = true;
}

void FrameBuilder::beginPicture(bool first) {
  if (gap_) {
    judgeGap(first);
  } else if (rtp90k_) {
    cadence_.step(*rtp90k_);
  }
  pictureDisposable_ = true;
  if (!first) {
    // Its beginning is missing.
    if (pictureClosed_) counters_.markerLies++;
    markerLied_ = markerLied_ || pictureClosed_;
    pictureDamaged_ = policy_ == LossPolicy::kDropToKey;
  }
  pictureHasSlice_ = true;
  // Sound from before it was kept in case that no picture comes.
  earlySounds_.clear();
  time_ = pending_;
  time_.rtp90k = rtp90k_;
  time_.arrival90k = nowMs_ * 90;
  pending_ = {};
}

void FrameBuilder::takeNalBytes(base::Bytes bytes) {
  if (nalKept_) {
    if (!pictureDamaged_ && !ring_.append(kVideo, bytes)) {
      counters_.oversizedFrames++;
      pictureDamaged_ = true;
      pictureOversized_ = true;
      nalKept_ = false;
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
    if (changed) video.sps.assign(1, parameterSet_);
    video.width = facts->width;
    video.height = facts->height;
  } else {
    changed = store(nalKind_ == NalKind::kPps ? video.pps : video.vps, parameterSet_, videoCodec_, nalKind_);
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
  pictures_++;
  if (firstMediaMs_ < 0) firstMediaMs_ = nowMs_;
  announce();
  const OutputTime time = timeline_.map(kVideo, time_);
  const Frame& frame = ring_.commit(kVideo, pictureKey_, time.dts90k, time.pts90k, generation_, nowMs_);
  resetPicture();
  sink_.onFrame(frame);
  storeEarlySounds();
  if (!sound_) fillSilence(time.dts90k);
}

void FrameBuilder::dropPicture(uint64_t& counter) {
  counter++;
  if (pictureDamaged_ && !pictureDisposable_ && policy_ == LossPolicy::kDropToKey) waitKey_ = true;
  ring_.abandon(kVideo);
  resetPicture();
  sink_.onDropped();
}

void FrameBuilder::resetPicture() {
  pictureHasSlice_ = false;
  pictureKey_ = false;
  pictureDamaged_ = false;
  pictureOversized_ = false;
  pictureDisposable_ = false;
  markers_ = 0;
  time_ = {};
}

void FrameBuilder::unsupported(Codec codec) {
  auto& named = tracks_.unsupported;
  if (std::find(named.begin(), named.end(), codec) != named.end()) return;
  named.push_back(codec);
  tracksChanged_ = true;
}

void FrameBuilder::announceUnplayable() {
  if (!tracksChanged_ || tracks_.hasVideo() || tracks_.hasAudio()) return;
  tracksChanged_ = false;
  if (announced_) generation_ = ring_.nextGeneration();
  announced_ = true;
  sink_.onTracks(tracks_, generation_);
}

/// The track list is complete, or has been waited for long enough.
bool FrameBuilder::settled() const {
  if (videoCodec_ != Codec::kUnknown && !tracks_.hasVideo()) return false;
  // Readers are there already, and every frame needs its track list.
  if (inherited_ && tracks_.hasVideo()) return true;
  const int64_t waitedMs = firstMediaMs_ < 0 ? 0 : nowMs_ - firstMediaMs_;
  if (!tracks_.hasVideo() && videoExpected_) return waitedMs >= kMaxWaitForVideoMs;
  if (!tracks_.hasAudio() && audioExpected_)
    return waitedMs >= kMaxWaitForAudioMs || pictures_ > kMaxPicturesWithoutAudio;
  return true;
}

/// Tells the track list when it is settled, and again whenever it changed.
void FrameBuilder::announce() {
  if (!tracksChanged_ || (!announced_ && !settled())) return;
  // Frames that were stored before the first announcement have its generation too.
  if (announced_) generation_ = ring_.nextGeneration();
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
  if (policy_ == LossPolicy::kDropToKey) lossOfPictures();
  pictureClosed_ = false;
  expectStart_ = false;
  pending_ = {};
  audioLoss();
}

/// Between two pictures, or within one that nobody refers to, a gap may cost no other picture: the next one tells.
void FrameBuilder::lossOfPictures() {
  const bool between = !freshVideo_ && (pictureClosed_ || gap_);
  if (!(pictureHasSlice_ ? pictureDisposable_ : between)) waitKey_ = true;
  if (pictureHasSlice_) {
    damagedAt_ = pictureDisposable_ ? time_.rtp90k : std::nullopt;
    dropPicture(counters_.damagedFrames);
  }
  ring_.abandon(kVideo);
  resetPicture();
  freshVideo_ = false;
  gap_ = true;
}

void FrameBuilder::restart() {
  loss();
  if (pictureHasSlice_) dropPicture(counters_.damagedFrames);
  ring_.abandon(kVideo);
  resetPicture();
  waitKey_ = true;
  timeline_.restart(ring_.lastDts(codec::kVideoTrack), ring_.lastDts(codec::kAudioTrack));
  videoClock_.reset();
  audioClock_.reset();
  gap_ = false;
  damagedAt_.reset();
  cadence_ = {};
  markerProof_ = 0;
  markerLied_ = false;
  firstMediaMs_ = -1;
  pictures_ = 0;
  inherited_ = ring_.nextSequence() > 0;
  if (ring_.lastGeneration() == generation_) return;
  // Somebody else wrote meanwhile: readers must be told these tracks again.
  tracksChanged_ = tracksChanged_ || announced_;
  if (!announced_) generation_ = ring_.nextGeneration();
}

}  // namespace guanlan::engine
