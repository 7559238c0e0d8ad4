#pragma once

#include <optional>

#include "base/sequence.h"
#include "codec/nal.h"
#include "engine/cadence.h"
#include "engine/frame_ring.h"
#include "engine/timeline.h"

namespace guanlan::engine {

enum class LossPolicy : uint8_t { kDropToKey, kPass };

/// Sound of more bytes than this in one piece is cut.
constexpr size_t kMaxAudioFrameBytes = 4096;
/// A stream with pictures waits this long, or for so many of them, for its sound before it is announced without.
constexpr int64_t kMaxWaitForAudioMs = 500;
constexpr uint32_t kMaxPicturesWithoutAudio = 25;
/// Sound waits this long for the pictures that may belong to it before it is announced alone.
constexpr int64_t kMaxWaitForVideoMs = 2000;
/// Pictures that RTP markers must have closed rightly before a marker alone is believed.
constexpr uint32_t kMarkerProof = 8;
constexpr size_t kMaxParameterSets = 8;
/// Sounds that wait for the picture or the announcement that they come behind.
constexpr size_t kMaxEarlySounds = 64;

struct BuilderCounters {
  uint64_t damagedFrames = 0;  // incomplete, not passed on
  uint64_t waitingFrames = 0;  // dropped before a key frame
  uint64_t oversizedFrames = 0;
  uint64_t badAudio = 0;    // AAC without its header
  uint64_t markerLies = 0;  // QUIRK marker-inside-picture
};

/// Cuts elementary streams into access units and stores each in the ring: NAL units behind 4-byte lengths, written in
/// place as they arrive. Parameter sets go into the track list. Loss makes a picture unusable, and by policy every
/// picture that may need it: all up to the next key frame, or none when nobody refers to it.
///
///   a picture ends where a slice starts another, where a NAL unit stands that begins an access unit, where another
///   time stamp begins, or at an RTP marker when markers have proved to be right or nothing comes behind it
class FrameBuilder : private codec::NalSink {
 public:
  FrameBuilder(FrameRing& ring, FrameSink& sink, LossPolicy policy);

  /// The RTP packet that the next bytes come from: its arrival, and its timestamp as unwrapped 90 kHz ticks.
  void beginPacket(int64_t nowMs, std::optional<int64_t> rtp90k) {
    nowMs_ = nowMs;
    rtp90k_ = rtp90k;
  }

  // Video, as an Annex B byte stream.
  /// Bytes that follow belong to a picture of this time; absent: the same picture goes on. Raw 33-bit counts.
  void beginVideo(codec::Codec codec, std::optional<int64_t> pts90k, std::optional<int64_t> dts90k);
  void videoBytes(base::Bytes bytes);
  /// The sender says that the picture is complete (RTP marker).
  void marker();
  /// The open picture is complete if its marker is right, which nothing has proved yet.
  bool endsAtMarker() const { return pictureHasSlice_ && markers_ > 0 && !freshVideo_ && !markerLied_; }
  /// Nothing came behind that marker for a while: it is believed.
  void settle();

  /// What follows is a guess of the demuxer's, and is taken back when it proves wrong.
  void markContinuation();
  void takeBackContinuation();

  // Video, NAL unit by NAL unit (RFC 6184, RFC 7798).
  void nalBegin() { onNalBegin(); }
  void nalBytes(base::Bytes bytes) {
    freshVideo_ = true;
    onNalData(bytes);
  }
  void nalEnd() { onNalEnd(); }

  // Audio.
  void beginAudio(codec::Codec codec, std::optional<int64_t> pts90k);
  void audioBytes(base::Bytes bytes);
  void endAudio();

  /// Bytes are missing: the open picture and sound are lost.
  void loss();
  /// Bytes of the sound alone are missing.
  void audioLoss();
  /// Another sender begins, or the same one after somebody else wrote into the ring.
  void restart();
  void use(Timing timing) { timeline_.use(timing); }
  /// Without its sound: silence in its place, for players wait for a track that was announced.
  void setSound(bool sound) { sound_ = sound; }
  /// What the sender announced, so that what never comes is not waited for.
  void expect(bool video, bool audio) {
    videoExpected_ = video;
    audioExpected_ = audio;
  }
  /// A track that is named and not played.
  void unsupported(codec::Codec codec);
  /// Nothing of this sender can be played: says at once what it is.
  void announceUnplayable();

  const BuilderCounters& counters() const { return counters_; }
  const Timeline& timeline() const { return timeline_; }
  const codec::Tracks& tracks() const { return tracks_; }

 private:
  void onNalBegin() override;
  void onNalData(base::Bytes bytes) override;
  void onNalEnd() override;
  uint8_t* roomForNal(size_t bytes) override;
  void onNalWritten(size_t bytes) override;
  void classify();
  void beginPicture(bool first);
  void judgeGap(bool first);
  bool isDisposable() const;
  void takeNalBytes(base::Bytes bytes);
  void keepParameterSet();
  void markerLied();
  void closePicture();
  void closeAtMarker();
  void lossOfPictures();
  void commitPicture();
  void dropPicture(uint64_t& counter);
  void resetPicture();
  void learnMarker();
  void commitAacFrames();
  void commitAudio(base::Bytes payload, int64_t duration90k);
  void storeAudio(base::Bytes payload, const InputTime& input);
  void storeEarlySounds();
  void fillSilence(int64_t until90k);
  void setAudioTrack(const codec::TrackInfo& track);
  bool settled() const;
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
  std::optional<int64_t> rtp90k_;
  uint32_t generation_;
  bool inherited_;  // frames of another writer are in the ring
  bool announced_ = false;
  bool tracksChanged_ = false;
  bool videoExpected_ = false;
  bool audioExpected_ = true;
  int64_t firstMediaMs_ = -1;
  uint32_t pictures_ = 0;
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
  bool pictureOversized_ = false;
  bool pictureDisposable_ = false;  // no slice seen of it is referred to by others
  bool pictureClosed_ = false;      // by a marker; what follows begins another
  bool expectStart_ = false;        // and the next bytes must be a start code
  bool waitKey_ = true;
  size_t continuationAt_ = 0;
  InputTime time_;     // of the open picture
  InputTime pending_;  // of the next picture that begins
  // State: loss.
  Cadence cadence_;
  bool gap_ = false;                  // bytes were lost since the last slice
  std::optional<int64_t> damagedAt_;  // RTP time of the disposable picture that they were part of
  // State: markers.
  uint32_t markerProof_ = 0;
  uint32_t markers_ = 0;        // in the open picture
  bool freshVideo_ = false;     // video came since the last marker
  bool closedAtFirst_ = false;  // the marker that closed the last picture was its only one
  bool markerLied_ = false;
  // State: audio.
  codec::Codec audioCodec_ = codec::Codec::kUnknown;
  bool sound_ = true;
  uint32_t adtsHead_ = 0;  // of the audio track: the 28 bits that stay the same
  std::optional<int64_t> audioPts_;
  std::optional<int64_t> audioStamp_;  // of the first frame that begins at or behind audioStampAt_
  size_t audioStampAt_ = 0;
  struct EarlySound {
    base::Buffer payload;
    InputTime time;
  };
  std::vector<EarlySound> earlySounds_;
  BuilderCounters counters_;
};

}  // namespace guanlan::engine
