#include "engine/frame_ring.h"

#include <cstring>
#include <utility>

namespace guanlan::engine {

bool FrameRing::claim(const void* writer) {
  if (writer_ && writer_ != writer && !yielded_) return false;
  if (writer_ && writer_ != writer) release(writer_);
  writer_ = writer;
  yielded_ = false;
  return true;
}

void FrameRing::release(const void* writer) {
  if (writer_ != writer) return;
  writer_ = nullptr;
  yielded_ = false;
  abandon(codec::kVideoTrack);
  abandon(codec::kAudioTrack);
}

void FrameRing::begin(uint8_t track) {
  Lane& lane = lanes_[track];
  lane.open = true;
  lane.size = 0;
  if (lane.chunks.empty()) {
    lane.chunks.push_back(takeChunk(kChunkBytes));
  } else if (lane.chunks.back().frames == 0) {
    lane.chunks.back().used = 0;
  }
}

bool FrameRing::append(uint8_t track, base::Bytes bytes) {
  Lane& lane = lanes_[track];
  if (!lane.open || lane.size + bytes.size() > kMaxFrameBytes) {
    abandon(track);
    return false;
  }
  if (bytes.empty()) return true;
  const Chunk& chunk = lane.chunks.back();
  if (chunk.used + lane.size + bytes.size() > chunk.capacity) grow(lane, lane.size + bytes.size());
  std::memcpy(openData(lane) + lane.size, bytes.data(), bytes.size());
  lane.size += bytes.size();
  return true;
}

void FrameRing::patch32(uint8_t track, size_t offset, uint32_t value) {
  Lane& lane = lanes_[track];
  if (lane.open && offset + sizeof value <= lane.size) base::store32(openData(lane) + offset, value);
}

void FrameRing::abandon(uint8_t track) {
  lanes_[track].open = false;
  lanes_[track].size = 0;
}

/// The open frame moves into a chunk where a frame as large as the largest of late fits, so that a key frame moves
/// once.
void FrameRing::grow(Lane& lane, size_t needed) {
  Chunk chunk = takeChunk(std::max({kChunkBytes, needed * 2, lane.large}));
  if (lane.size > 0) std::memcpy(chunk.data.get(), openData(lane), lane.size);
  if (lane.chunks.back().frames == 0) {
    giveBack(std::move(lane.chunks.back()));
    lane.chunks.pop_back();
  }
  lane.chunks.push_back(std::move(chunk));
}

FrameRing::Chunk FrameRing::takeChunk(size_t wanted) {
  for (auto found = spare_.begin(); found != spare_.end(); ++found) {
    if (found->capacity < wanted) continue;
    Chunk chunk = std::move(*found);
    spare_.erase(found);
    spareBytes_ -= chunk.capacity;
    return chunk;
  }
  Chunk chunk;
  chunk.capacity = wanted;
  chunk.data = std::make_unique_for_overwrite<uint8_t[]>(wanted);
  memoryBytes_ += wanted;
  return chunk;
}

void FrameRing::giveBack(Chunk chunk) {
  if (spareBytes_ + chunk.capacity > kMaxSpareBytes) {
    memoryBytes_ -= chunk.capacity;
    return;
  }
  chunk.used = 0;
  chunk.frames = 0;
  spareBytes_ += chunk.capacity;
  spare_.push_back(std::move(chunk));
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
  lane.large = std::max(lane.size, lane.large - lane.large / 2048);
  lane.lastDts = dts90k;
  keptBytes_ += lane.size;
  lane.open = false;
  lane.size = 0;
  const bool video = track == codec::kVideoTrack;
  hasVideo_ = hasVideo_ || video;
  if ((video && key) || !hasVideo_) newestKey_ = frame.sequence;
  frames_.push_back(frame);
  evict(nowMs);
  return frames_.back();
}

const Frame* FrameRing::at(uint64_t sequence) const {
  if (sequence >= next_ || sequence < oldest()) return nullptr;
  return &frames_[sequence - oldest()];
}

void FrameRing::evict(int64_t nowMs) {
  while (frames_.size() > 1) {
    const bool tooMany = keptBytes_ > maxBytes_ || frames_.size() > kMaxRingFrames;
    const bool passed = newestKey_ != kNoSequence && oldest() < newestKey_;
    const bool old =
        hasVideo_ ? passed && frames_.front().committedMs < nowMs - kKeepBehindMs : frames_.size() > kAudioOnlyFrames;
    if (!tooMany && !old) return;
    dropOldest();
  }
}

void FrameRing::dropOldest() {
  const Frame& frame = frames_.front();
  Lane& lane = lanes_[frame.track];
  keptBytes_ -= frame.payload.size();
  if (frame.sequence == newestKey_) {
    newestKey_ = kNoSequence;
    evictedKeys_++;
  }
  // A lane's frames leave in the order in which they came, so this one lies in its first chunk that has any.
  const auto chunk = std::find_if(lane.chunks.begin(), lane.chunks.end(), [](const Chunk& c) { return c.frames > 0; });
  chunk->frames--;
  frames_.pop_front();
  freeChunks(lane);
}

void FrameRing::freeChunks(Lane& lane) {
  while (lane.chunks.size() > 1 && lane.chunks.front().frames == 0) {
    giveBack(std::move(lane.chunks.front()));
    lane.chunks.pop_front();
  }
}

}  // namespace guanlan::engine
