#include "engine/frame_ring.h"

#include <algorithm>
#include <cstring>

namespace guanlan::engine {

void FrameRing::begin(uint8_t track) {
  Lane& lane = lanes_[track];
  lane.open = true;
  lane.size = 0;
  if (lane.chunks.empty()) grow(lane, kChunkBytes);
}

bool FrameRing::append(uint8_t track, base::Bytes bytes) {
  Lane& lane = lanes_[track];
  if (!lane.open || lane.size + bytes.size() > kMaxFrameBytes) {
    lane.open = false;
    return false;
  }
  const Chunk& chunk = lane.chunks.back();
  if (chunk.used + lane.size + bytes.size() > chunk.capacity) grow(lane, lane.size + bytes.size());
  std::memcpy(openData(lane) + lane.size, bytes.data(), bytes.size());
  lane.size += bytes.size();
  return true;
}

void FrameRing::patch32(uint8_t track, size_t offset, uint32_t value) {
  base::store32(openData(lanes_[track]) + offset, value);
}

/// A new chunk for the open frame, which moves there; twice the need, so that a growing frame moves seldom.
void FrameRing::grow(Lane& lane, size_t needed) {
  Chunk chunk;
  chunk.capacity = std::max(kChunkBytes, needed * 2);
  chunk.data = std::make_unique_for_overwrite<uint8_t[]>(chunk.capacity);
  memoryBytes_ += chunk.capacity;
  if (lane.size > 0) std::memcpy(chunk.data.get(), openData(lane), lane.size);
  lane.chunks.push_back(std::move(chunk));
  freeChunks(lane);
}

const Frame& FrameRing::commit(uint8_t track, bool key, int64_t dts90k, int64_t pts90k, uint32_t generation,
                               int64_t nowMs) {
  Lane& lane = lanes_[track];
  Frame frame;
  frame.track = track;
  frame.key = key;
  frame.dts90k = dts90k;
  frame.pts90k = pts90k;
  frame.payload = base::Bytes(openData(lane), lane.size);
  frame.sequence = next_++;
  frame.generation = generation;
  frame.committedMs = nowMs;
  totalBytes_ += lane.size;
  frame.totalBytes = totalBytes_;
  lane.chunks.back().used += lane.size;
  lane.chunks.back().frames++;
  keptBytes_ += lane.size;
  lane.open = false;
  lane.size = 0;
  const bool video = track == codec::kVideoTrack;
  hasVideo_ = hasVideo_ || video;
  if (video && key) {
    previousKey_ = newestKey_;
    newestKey_ = frame.sequence;
  } else if (!hasVideo_) {
    newestKey_ = frame.sequence;
  }
  frames_.push_back(frame);
  evict();
  return frames_.back();
}

const Frame* FrameRing::at(uint64_t sequence) const {
  if (sequence >= next_ || sequence < oldest()) return nullptr;
  return &frames_[sequence - oldest()];
}

/// Kept: the newest GOP for who joins, and the one before it for who is a little behind.
void FrameRing::evict() {
  const uint64_t keep = previousKey_ == kNoSequence ? newestKey_ : previousKey_;
  const auto tooMany = [this] { return keptBytes_ > maxBytes_ || frames_.size() > kMaxRingFrames; };
  while (frames_.size() > 1) {
    const bool old = hasVideo_ ? keep != kNoSequence && oldest() < keep : frames_.size() > kAudioOnlyFrames;
    if (!old && !tooMany()) break;
    dropOldest();
  }
}

void FrameRing::dropOldest() {
  const Frame& frame = frames_.front();
  Lane& lane = lanes_[frame.track];
  keptBytes_ -= frame.payload.size();
  if (frame.sequence == newestKey_) newestKey_ = kNoSequence;
  if (frame.sequence == previousKey_) previousKey_ = kNoSequence;
  // A lane's frames leave in the order in which they came, so this one lies in its first chunk that has any.
  const auto chunk = std::find_if(lane.chunks.begin(), lane.chunks.end(), [](const Chunk& c) { return c.frames > 0; });
  chunk->frames--;
  frames_.pop_front();
  freeChunks(lane);
}

void FrameRing::freeChunks(Lane& lane) {
  while (lane.chunks.size() > 1 && lane.chunks.front().frames == 0) {
    memoryBytes_ -= lane.chunks.front().capacity;
    lane.chunks.pop_front();
  }
}

}  // namespace guanlan::engine
