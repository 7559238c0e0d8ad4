#include "engine/stream.h"

#include <algorithm>
#include <utility>

#include "engine/worker.h"

namespace guanlan::engine {

Stream::Stream(Worker& worker, Handle handle, LossPolicy policy, std::shared_ptr<Published<StreamState>> shared)
    : worker_(worker),
      handle_(handle),
      policy_(policy),
      shared_(std::move(shared)),
      ring_(worker.limits().ringBytes, worker.chunks(), worker.limits().keepGop),
      roundMs_(worker.nowMs() - kMergeMs),
      wakeMs_(worker.nowMs()) {}

Stream::~Stream() = default;

void Stream::onTracks(const codec::Tracks& tracks, uint32_t generation) {
  tracks_.add(generation, tracks);
  ring_.setHasVideo(tracks.hasVideo());
  tracksChanged_ = true;
  codecs_ = fmp4::Muxer(tracks, {codec::AudioMode::kFlac}).codecs();
  for (auto& sender : senders_) sender->onTracks(tracks);
  publish();
  Event event;
  event.type = EventType::kStreamTracks;
  event.handle = handle_;
  event.tracks = tracks;
  event.codecs = codecs_;
  worker_.events().push(std::move(event));
}

void Stream::onFrame(const Frame& frame) {
  counters_[Counter::kFrames]++;
  counters_[Counter::kKeyFrames] += frame.track == codec::kVideoTrack && frame.key;
  counters_[Counter::kFrameBytes] += frame.payload.size();
  lastFrameMs_ = worker_.nowMs();
  keyIsNew_ = keyIsNew_ || (frame.track == codec::kVideoTrack && frame.key);
  worker_.markDirty(*this);
  // Sound alone makes no stream with pictures ready; its key frame does.
  if (ready_ || tracks_.empty() || ring_.newestKey() == kNoSequence) return;
  const Frame* start = ring_.at(ring_.newestKey());
  if (hasVideo() && (!start || start->track != codec::kVideoTrack)) return;
  ready_ = true;
  publish();
  Event event;
  event.type = EventType::kStreamReady;
  event.handle = handle_;
  worker_.events().push(std::move(event));
}

size_t Stream::flush() {
  for (auto& format : formats_) format->update();
  flac_.dropBefore(ring_.oldest());
  const bool round = beginRound();
  const size_t served = round ? serveViewers() : 0;
  for (auto& sender : senders_) sender->flush();
  for (Recorder* recorder : recorders_) recorder->flush();
  sweep();
  if (!inRound_ && (round || viewers_.empty())) trim();
  // Also for what came while the round was under way.
  if (inRound_ || (round && roundEnd_ != ring_.nextSequence())) {
    worker_.markDirty(*this);
    worker_.loop().hurry();
  }
  return served;
}

bool Stream::merging() const {
  return worker_.limits().mergeWrites && (viewers_.size() >= kMergeViewers || worker_.load() != Load::kCalm);
}

/// True while there is a round to serve.
bool Stream::beginRound() {
  if (inRound_) return true;
  if (viewers_.empty() || roundEnd_ == ring_.nextSequence()) return false;
  const int64_t now = worker_.nowMs();
  const int64_t due = roundMs_ + kMergeMs;
  if (merging() && !keyIsNew_ && now < due) {
    if (wakeMs_ <= now) worker_.markDirtyAt(wakeMs_ = due, *this);
    return false;
  }
  keyIsNew_ = false;
  inRound_ = true;
  nextViewer_ = 0;
  roundMs_ = now;
  roundEnd_ = ring_.nextSequence();
  return true;
}

/// A share of the round, from where the last one ended.
size_t Stream::serveViewers() {
  const size_t begin = nextViewer_;
  const size_t end = std::min(begin + kMaxStreamServedATick, viewers_.size());
  size_t writes = 0;
  for (; nextViewer_ < end; nextViewer_++) {
    Viewer& viewer = *viewers_[nextViewer_];
    if (!viewer.blocked()) writes += viewer.flush();
  }
  if (merging()) worker_.ownTotals().add(Counter::kMergedWrites, writes);
  inRound_ = nextViewer_ < viewers_.size();
  return end - begin;
}

void Stream::trim() {
  uint64_t needed = ring_.nextSequence();
  for (auto& viewer : viewers_) needed = std::min(needed, viewer->needed());
  for (auto& sender : senders_) needed = std::min(needed, sender->needed());
  for (const Recorder* recorder : recorders_) needed = std::min(needed, recorder->needed());
  ring_.trim(needed, worker_.nowMs());
}

void Stream::onPeriod() {
  for (auto& viewer : viewers_) viewer->onPeriod();
  for (auto& sender : senders_) sender->onPeriod();
  sweep();
  trim();
  if (worker_.publishes(handle_)) publish();
}

void Stream::publish() {
  counters_[Counter::kEvictedKeyFrames] = ring_.evictedKeys();
  shared_->change([this](StreamState& state) {
    state.ready = ready_;
    if (std::exchange(tracksChanged_, false)) {
      state.tracks = tracks_.newest();
      state.codecs = codecs_;
    }
    state.counters = counters_;
    state.viewers = viewers_.size();
    state.senders = senders_.size();
    state.lastFrameMs = lastFrameMs_;
    state.memoryBytes = memoryBytes();
  });
  worker_.ownTotals().add(counters_, published_);
  published_ = counters_;
}

ViewerFormat& Stream::formatFor(const FormatKey& key) {
  for (auto& format : formats_) {
    if (format->key() == key) return *format;
  }
  return *formats_.emplace_back(std::make_unique<ViewerFormat>(key, ring_, tracks_, flac_));
}

void Stream::adopt(const ViewerConfig& config, net::Fd fd, std::shared_ptr<Published<ViewerState>> shared) {
  ViewerFormat& format = formatFor(config.format);
  viewers_.push_back(std::make_unique<Viewer>(worker_, *this, format, config, std::move(fd), std::move(shared)));
  format.update();
  viewers_.back()->flush();
  sweep();
  publish();
}

void Stream::closeViewer(Handle viewer, uint16_t code, const std::string& reason) {
  for (auto& v : viewers_) {
    if (v->handle() == viewer) v->close(base::Status::kByLocal, code, reason);
  }
  sweep();
}

/// Readers are removed here and nowhere else, so that no loop over them is surprised; a format goes with its last
/// viewer.
void Stream::sweep() {
  if (!readersEnded_) return;
  readersEnded_ = false;
  const auto closed = [](const auto& viewer) { return viewer->closed(); };
  const auto next = viewers_.begin() + static_cast<ptrdiff_t>(std::min(nextViewer_, viewers_.size()));
  nextViewer_ -= static_cast<size_t>(std::count_if(viewers_.begin(), next, closed));
  std::erase_if(viewers_, closed);
  std::erase_if(senders_, [](const auto& sender) { return sender->closed(); });
  std::erase_if(formats_, [](const auto& format) { return format->viewers == 0; });
  const auto wantsFlac = [](const auto& format) { return format->key().audio == codec::AudioMode::kFlac; };
  if (std::none_of(formats_.begin(), formats_.end(), wantsFlac)) flac_.clear();
}

void Stream::addSender(std::unique_ptr<Sender> sender) {
  if (!tracks_.empty()) sender->onTracks(tracks_.newest());
  senders_.push_back(std::move(sender));
  senders_.back()->flush();
  publish();
}

Sender* Stream::sender(Handle handle) {
  const auto found =
      std::find_if(senders_.begin(), senders_.end(), [handle](const auto& one) { return one->handle() == handle; });
  return found == senders_.end() ? nullptr : found->get();
}

void Stream::closeSender(Handle handle, base::Status status) {
  if (Sender* found = sender(handle)) found->close(status);
  sweep();
}

void Stream::close(base::Status status, const std::string& reason) {
  for (auto& viewer : viewers_) {
    // What was held back to be merged.
    if (!viewer->blocked()) viewer->flush();
    viewer->close(status, egress::kGoingAway, reason.empty() ? "the stream ended" : reason);
  }
  for (auto& sender : senders_) sender->close(status);
  sweep();
  publish();
}

void Stream::drain() {
  for (auto& viewer : viewers_) {
    if (!viewer->blocked()) viewer->flush();
    viewer->drain();
    if (!viewer->blocked()) viewer->flush();
  }
  for (auto& sender : senders_) sender->flush();
  sweep();
}

}  // namespace guanlan::engine
