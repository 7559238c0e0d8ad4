#include "engine/recorder.h"

#include <algorithm>
#include <utility>

#include "engine/stream.h"
#include "engine/worker.h"

namespace guanlan::engine {

Recorder::Recorder(Worker& worker, Stream& stream, Handle handle, std::shared_ptr<RecordFile> file,
                   std::shared_ptr<Published<RecorderState>> shared)
    : worker_(worker), stream_(&stream), handle_(handle), file_(std::move(file)), shared_(std::move(shared)) {
  stream.addRecorder(*this);
  flush();
}

Recorder::~Recorder() { finish(); }

Handle Recorder::stream() const { return stream_ ? stream_->handle() : 0; }

bool Recorder::start() {
  if (started_) return true;
  const FrameRing& ring = stream_->ring();
  if (!stream_->ready() || ring.newestKey() == kNoSequence) return false;
  cursor_ = ring.newestKey();
  generation_ = ring.at(cursor_)->generation - 1;
  base90k_ = ring.at(cursor_)->dts90k;
  return started_ = true;
}

uint64_t Recorder::needed() const { return started_ ? cursor_ : stream_->ring().newestKey(); }

void Recorder::flush() {
  if (!stream_ || full_ || !start()) return;
  const FrameRing& ring = stream_->ring();
  for (; cursor_ < ring.nextSequence() && !full_; cursor_++) take(*ring.at(cursor_));
}

void Recorder::useTracks(const Frame& frame, RecordPiece& piece) {
  if (muxer_ && frame.generation == generation_) return;
  generation_ = frame.generation;
  const codec::Tracks& tracks = stream_->tracks().of(generation_);
  muxer_.emplace(tracks, fmp4::Options{codec::AudioMode::kFlac});
  if (audio_ != tracks.audio.codec) flac_.reset();
  audio_ = tracks.audio.codec;
  sampleRate_ = std::max(tracks.audio.sampleRate, 1u);
  piece.tracks = tracks;
  piece.video = muxer_->carries(codec::kVideoTrack);
  piece.audio = muxer_->audio();
}

/// The sound that belongs before the first picture is left out.
void Recorder::take(const Frame& frame) {
  RecordPiece piece;
  useTracks(frame, piece);
  codec::FrameView view = frame;
  view.dts90k -= base90k_;
  view.pts90k -= base90k_;
  if (!muxer_->carries(frame.track) || view.dts90k < 0) {
    // What is new about the tracks comes with the next frame.
    if (piece.tracks) muxer_.reset();
    return;
  }
  uint32_t samples = 0;
  const bool sound = frame.track == codec::kAudioTrack;
  if (sound && muxer_->audio() == codec::Codec::kFlac) {
    if (!flac_) flac_.emplace(audio_);
    samples = static_cast<uint32_t>(frame.payload.size());
    view.payload = flac_->encode(frame.payload);
  }
  piece.bytes.reserve(fmp4::kFragmentHeadBytes + view.payload.size());
  piece.sample = muxer_->writeFrame(view, samples, piece.bytes);
  base::append(piece.bytes, view.payload);
  const int64_t rate = sound ? sampleRate_ : fmp4::kVideoTimescale;
  const int64_t endMs = view.dts90k / 90 + piece.sample.duration * int64_t{1000} / rate;
  const size_t bytes = piece.bytes.size();
  full_ = !file_->put(std::move(piece));
  if (full_) return;
  state_.frames++;
  state_.keyFrames += !sound && frame.key;
  state_.bytes += bytes;
  state_.durationMs = std::max(state_.durationMs, endMs);
}

void Recorder::onPeriod() {
  if (full_) finish();
  if (worker_.publishes(handle_)) publish();
}

void Recorder::finish() {
  if (!stream_) return;
  flush();
  stream_->removeRecorder(*this);
  stream_ = nullptr;
  file_->finish();
  publish();
}

RecordOutcome Recorder::wait() {
  finish();
  return file_->wait();
}

void Recorder::publish() { shared_->set(state_); }

}  // namespace guanlan::engine
