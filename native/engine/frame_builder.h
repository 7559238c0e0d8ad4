#pragma once

#include <optional>

#include "base/sequence.h"
#include "codec/nal.h"
#include "engine/frame_ring.h"
#include "engine/timeline.h"

namespace guanlan::engine {

enum class LossPolicy : uint8_t { kDropToKey, kPass };

/// Sound of more bytes than this in one piece is cut.
constexpr size_t kMaxAudioFrameBytes = 4096;
/// A stream with pictures waits this many of them for its sound before it is announced without.
constexpr uint32_t kMaxPicturesWithoutAudio = 25;
/// Pictures that RTP markers must have closed rightly before a marker alone is believed.
constexpr uint32_t kMarkerProof = 8;
constexpr size_t kMaxParameterSets = 8;

struct BuilderCounters {
  uint64_t frames = 0;
  uint64_t keyFrames = 0;
  uint64_t damagedFrames = 0;  // incomplete, not passed on
  uint64_t waitingFrames = 0;  // dropped before a key frame
  uint64_t oversizedFrames = 0;
  uint64_t badAudio = 0;    // AAC without its header
  uint64_t markerLies = 0;  // QUIRK marker-inside-picture
};

/// Cuts elementary streams into access units and stores each in the ring: NAL units behind 4-byte lengths, written in
/// place as they arrive. Parameter sets go into the track list. Loss makes a picture unusable, and by policy every
/// picture up to the next key frame.
class FrameBuilder : private codec::NalSink {
 public:
  FrameBuilder(FrameRing& ring, FrameSink& sink, LossPolicy policy);

  void setNow(int64_t nowMs) { nowMs_ = nowMs; }

  // Video, as an Annex B byte stream.
  /// Bytes that follow belong to a picture of this time; absent: the same picture goes on.
  void beginVideo(codec::Codec codec, std::optional<int64_t> pts90k, std::optional<int64_t> dts90k);
  void videoBytes(base::Bytes bytes) { splitter_.feed(bytes); }
  /// The sender says that the picture is complete (RTP marker).
  void marker();
  /// Certain end of a picture, e.g. another RTP timestamp.
  void endPicture();

  /// What follows is a guess of the demuxer's, and is taken back when it proves wrong.
  void markContinuation();
  void takeBackContinuation();

  // Video, NAL unit by NAL unit (RFC 6184, RFC 7798).
  void nalBegin() { onNalBegin(); }
  void nalBytes(base::Bytes bytes) { onNalData(bytes); }
  void nalEnd() { onNalEnd(); }

  // Audio.
  void beginAudio(codec::Codec codec, std::optional<int64_t> pts90k);
  void audioBytes(base::Bytes bytes);
  void endAudio();

  /// Bytes are missing: the open picture and sound are lost.
  void loss();
  /// Another sender begins.
  void restart();
  /// What the sender announced, so that sound that never comes is not waited for.
  void expectAudio(bool expected) { audioExpected_ = expected; }
  void unsupported(codec::Codec codec);

  const BuilderCounters& counters() const { return counters_; }
  uint64_t timeJumps() const { return timeline_.jumps(); }
  const codec::Tracks& tracks() const { return tracks_; }

 private:
  void onNalBegin() override;
  void onNalData(base::Bytes bytes) override;
  void onNalEnd() override;
  void classify();
  void takeNalBytes(base::Bytes bytes);
  void keepParameterSet();
  void closePicture();
  void commitPicture();
  void dropPicture(uint64_t& counter);
  void resetPicture();
  void learnMarker();
  void commitAacFrames();
  void commitAudio(base::Bytes payload, std::optional<int64_t> pts90k, int64_t duration90k);
  void setAudioTrack(const codec::TrackInfo& track);
  void announce();

  // Given.
  FrameRing& ring_;
  FrameSink& sink_;
  LossPolicy policy_;
  // Owned.
  codec::AnnexBSplitter splitter_;
  Timeline timeline_;
  codec::Tracks tracks_;
  base::Buffer parameterSet_;
  base::Buffer audio_;
  // State: stream.
  int64_t nowMs_ = 0;
  uint32_t generation_ = 0;
  bool announced_ = false;
  bool tracksChanged_ = false;
  bool audioExpected_ = true;
  uint32_t picturesWithoutAudio_ = 0;
  base::Unwrapper videoClock_{33};
  base::Unwrapper audioClock_{33};
  // State: NAL unit.
  bool nalOpen_ = false;
  bool nalKept_ = false;
  codec::NalKind nalKind_ = codec::NalKind::kOther;
  uint8_t nalHead_[4] = {};
  size_t nalHeadSize_ = 0;
  bool nalClassified_ = false;
  size_t nalLengthAt_ = 0;
  // State: picture.
  codec::Codec videoCodec_ = codec::Codec::kUnknown;
  bool pictureHasSlice_ = false;
  bool pictureKey_ = false;
  bool pictureDamaged_ = false;
  bool pictureClosed_ = false;  // by a marker; what follows begins another
  bool waitKey_ = true;
  size_t continuationAt_ = 0;
  std::optional<int64_t> pts_;
  std::optional<int64_t> dts_;
  uint32_t markerProof_ = 0;
  bool markerLied_ = false;
  bool markerSeen_ = false;
  // State: audio.
  codec::Codec audioCodec_ = codec::Codec::kUnknown;
  std::optional<int64_t> audioPts_;
  BuilderCounters counters_;
};

}  // namespace guanlan::engine
