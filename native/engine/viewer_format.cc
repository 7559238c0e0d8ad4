#include "engine/viewer_format.h"

#include <algorithm>

namespace guanlan::engine {

namespace {
constexpr size_t kMaxTrackHistory = 8;
}

void TrackHistory::add(uint32_t generation, const codec::Tracks& tracks) {
  if (!entries_.empty() && entries_.back().first == generation) {
    entries_.back().second = tracks;
    return;
  }
  entries_.emplace_back(generation, tracks);
  if (entries_.size() > kMaxTrackHistory) entries_.pop_front();
}

const codec::Tracks& TrackHistory::of(uint32_t generation) const {
  for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
    if (entry->first <= generation) return entry->second;
  }
  return entries_.front().second;
}

const base::Buffer* FlacFrames::of(const Frame& frame, codec::Codec codec) {
  // Known ones first: formats point into them until they leave the ring, whatever codec came after.
  if (!entries_.empty() && frame.sequence <= entries_.back().sequence) {
    const auto found = std::lower_bound(entries_.begin(), entries_.end(), frame.sequence,
                                        [](const Entry& e, uint64_t sequence) { return e.sequence < sequence; });
    return found != entries_.end() && found->sequence == frame.sequence ? &found->bytes : nullptr;
  }
  if (!encoder_ || codec != codec_) {
    encoder_.emplace(codec);
    codec_ = codec;
  }
  const base::Bytes coded = encoder_->encode(frame.payload);
  entries_.push_back({frame.sequence, base::Buffer(coded.begin(), coded.end())});
  return &entries_.back().bytes;
}

void FlacFrames::dropBefore(uint64_t sequence) {
  while (!entries_.empty() && entries_.front().sequence < sequence) entries_.pop_front();
}

void FlacFrames::clear() {
  entries_.clear();
  encoder_.reset();
}

ViewerFormat::ViewerFormat(FormatKey key, const FrameRing& ring, const TrackHistory& tracks, FlacFrames& flac)
    : key_(key), ring_(ring), tracks_(tracks), flac_(flac) {}

void ViewerFormat::update() {
  if (tracks_.empty()) return;
  if (first_ == kNoSequence) {
    // A format that nobody watched until now begins with the newest GOP.
    if (ring_.newestKey() == kNoSequence) return;
    first_ = ring_.newestKey();
  }
  while (!entries_.empty() && first_ < ring_.oldest()) {
    entries_.pop_front();
    first_++;
  }
  if (entries_.empty()) first_ = std::max(first_, ring_.oldest());
  for (uint64_t next = first_ + entries_.size(); next < ring_.nextSequence(); next++) {
    format(*ring_.at(next), entries_.emplace_back());
  }
}

void ViewerFormat::useGeneration(uint32_t generation) {
  if (generation_ == generation) return;
  generation_ = generation;
  const codec::Tracks& tracks = tracks_.of(generation);
  if (key_.container == Container::kFlv) {
    flv_.emplace(tracks, flv::Options{key_.hevcLegacy, key_.audio});
  } else {
    fmp4_.emplace(tracks, fmp4::Options{key_.audio});
  }
}

void ViewerFormat::format(const Frame& frame, FormattedFrame& out) {
  useGeneration(frame.generation);
  out.carried = flv_ ? flv_->carries(frame.track) : fmp4_->carries(frame.track);
  if (!out.carried) return;
  codec::FrameView view = frame;
  uint32_t samples = 0;
  const codec::Codec audio = tracks_.of(frame.generation).audio.codec;
  if (frame.track == codec::kAudioTrack && codec::outputAudio(audio, key_.audio) == codec::Codec::kFlac) {
    const base::Buffer* coded = flac_.of(frame, audio);
    out.carried = coded != nullptr;
    if (!coded) return;
    samples = static_cast<uint32_t>(frame.payload.size());
    view.payload = *coded;
  }
  scratch_.clear();
  if (flv_) {
    flv_->writeFrame(view, scratch_, out.tail);
    out.tailBytes = flv::kTailBytes;
  } else {
    fmp4_->writeFrame(view, samples, scratch_);
  }
  out.headBytes = static_cast<uint8_t>(std::min(scratch_.size(), sizeof out.head));
  std::copy_n(scratch_.begin(), out.headBytes, out.head);
  out.payload = view.payload;
  out.webSocketHeadBytes = static_cast<uint8_t>(egress::writeBinaryHead(out.webSocketHead, out.bytes()));
}

void ViewerFormat::writeHeader(base::Buffer& out, const Frame& first) const {
  const codec::Tracks& tracks = tracks_.of(first.generation);
  if (key_.container == Container::kFlv) {
    flv::Muxer(tracks, {key_.hevcLegacy, key_.audio}).writeHeader(out, first.dts90k);
  } else {
    fmp4::Muxer(tracks, {key_.audio}).writeInit(out);
  }
}

void ViewerFormat::writeConfig(base::Buffer& out, const Frame& first) const {
  if (key_.container == Container::kMp4) return writeHeader(out, first);
  flv::Muxer(tracks_.of(first.generation), {key_.hevcLegacy, key_.audio}).writeConfig(out, first.dts90k);
}

const FormattedFrame* ViewerFormat::at(uint64_t sequence) const {
  if (first_ == kNoSequence || sequence < first_ || sequence >= first_ + entries_.size()) return nullptr;
  return &entries_[sequence - first_];
}

const FrameBatch& ViewerFormat::batch(uint64_t first, uint64_t next, bool webSocket) {
  FrameBatch& out = batches_[webSocket];
  if (out.first == first && out.wantedNext == next) {
    // Not for the first who asks: a viewer at a place of its own would have a copy made for itself.
    if (!out.asked) flatten(out);
    out.asked = true;
    return out;
  }
  out.first = out.next = first;
  out.wantedNext = next;
  out.bytes = out.carried = 0;
  out.pieces.clear();
  out.ends.clear();
  const uint32_t generation = ring_.at(first)->generation;
  for (; out.next < next && out.pieces.size() + kPiecesOfFrame <= kMaxPieces; out.next++) {
    if (ring_.at(out.next)->generation != generation) break;
    const FormattedFrame* frame = at(out.next);
    const bool carried = frame && frame->carried;
    if (carried) addPieces(out, *frame, webSocket);
    out.carried += carried;
    out.ends.push_back({out.bytes, out.pieces.size(), carried});
  }
  out.flat.clear();
  out.asked = false;
  return out;
}

void ViewerFormat::flatten(FrameBatch& out) const {
  if (viewers < kFlatViewers || out.bytes > kMaxFlatBytes) return;
  for (const iovec& piece : out.pieces)
    base::append(out.flat, base::Bytes(static_cast<const uint8_t*>(piece.iov_base), piece.iov_len));
}

void ViewerFormat::addPieces(FrameBatch& out, const FormattedFrame& frame, bool webSocket) {
  const auto add = [&out](const uint8_t* data, size_t size) {
    if (size > 0) out.pieces.push_back({const_cast<uint8_t*>(data), size});
    out.bytes += size;
  };
  if (webSocket) add(frame.webSocketHead, frame.webSocketHeadBytes);
  add(frame.head, frame.headBytes);
  add(frame.payload.data(), frame.payload.size());
  add(frame.tail, frame.tailBytes);
}

}  // namespace guanlan::engine
