#include "engine/frame_ring.h"

#include <cstring>
#include <utility>

namespace guanlan::engine {

FrameRing::FrameRing(size_t maxBytes, ChunkPool& pool, bool keepGop)
    : maxBytes_(maxBytes), pool_(pool), keepGop_(keepGop) {
  lanes_[codec::kVideoTrack].chunkBytes = kVideoChunkBytes;
  lanes_[codec::kAudioTrack].chunkBytes = kAudioChunkBytes;
}

FrameRing::~FrameRing() {
  for (Lane& lane : lanes_) {
    for (const Chunk& chunk : lane.chunks) giveBack(chunk);
  }
}

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
  if (!lane.chunks.empty()) {
    Chunk& back = lane.chunks.back();
    if (back.frames == 0) back.used = 0;
    // A frame that would have to move when it is half written begins in the next chunk.
    if (back.used + lane.usual <= back.block.bytes) return open(lane);
    if (back.frames == 0) {
      giveBack(back);
      lane.chunks.pop_back();
    }
  }
  addChunk(lane, keepGop_ ? lane.large : lane.usual);
  open(lane);
}

/// The open frame stands behind the last chunk's others.
void FrameRing::open(Lane& lane) {
  const Chunk& back = lane.chunks.back();
  lane.data = back.block.data + back.used;
  lane.capacity = back.block.bytes - back.used;
}

bool FrameRing::append(uint8_t track, base::Bytes bytes) {
  uint8_t* to = room(track, bytes.size());
  if (!to) return false;
  if (!bytes.empty()) std::memcpy(to, bytes.data(), bytes.size());
  written(track, bytes.size());
  return true;
}

uint8_t* FrameRing::room(uint8_t track, size_t bytes) {
  Lane& lane = lanes_[track];
  if (!lane.open || lane.size + bytes > kMaxFrameBytes) {
    abandon(track);
    return nullptr;
  }
  if (lane.size + bytes > lane.capacity) grow(lane, lane.size + bytes);
  return lane.data + lane.size;
}

void FrameRing::patch32(uint8_t track, size_t offset, uint32_t value) {
  Lane& lane = lanes_[track];
  if (lane.open && offset + sizeof value <= lane.size) base::store32(lane.data + offset, value);
}

void FrameRing::abandon(uint8_t track) {
  lanes_[track].open = false;
  lanes_[track].size = 0;
}

/// The open frame moves into a chunk where a frame as large as the largest of late fits, so that a key frame moves
/// once.
void FrameRing::grow(Lane& lane, size_t needed) {
  const uint8_t* from = lane.data;
  const size_t was = lane.chunks.size() - 1;
  addChunk(lane, needed > lane.large ? needed * 2 : lane.large);
  open(lane);
  if (lane.size > 0) std::memcpy(lane.data, from, lane.size);
  if (lane.chunks[was].frames > 0) return;
  giveBack(lane.chunks[was]);
  lane.chunks.erase(lane.chunks.begin() + static_cast<std::ptrdiff_t>(was));
}

void FrameRing::addChunk(Lane& lane, size_t wanted) {
  Chunk chunk;
  chunk.block = pool_.take(std::max(wanted, lane.chunkBytes));
  memoryBytes_ += chunk.block.bytes;
  lane.chunks.push_back(chunk);
}

void FrameRing::giveBack(const Chunk& chunk) {
  memoryBytes_ -= chunk.block.bytes;
  pool_.give(chunk.block);
}

const Frame& FrameRing::commit(uint8_t track, bool key, int64_t dts90k, int64_t pts90k, uint32_t generation,
                               int64_t nowMs) {
  Lane& lane = lanes_[track];
  Frame frame;
  frame.track = track;
  frame.key = key;
  frame.dts90k = dts90k;
  frame.pts90k = pts90k;
  frame.payload = base::Bytes(lane.data, lane.size);
  frame.sequence = next_++;
  frame.generation = generation;
  frame.committedMs = nowMs;
  totalBytes_ += lane.size;
  frame.totalBytes = totalBytes_;
  lane.chunks.back().used += lane.size;
  lane.chunks.back().frames++;
  lane.large = std::max(lane.size, lane.large - lane.large / 2048);
  lane.usual = (7 * lane.usual + lane.size) / 8;
  lane.lastDts = dts90k;
  keptBytes_ += lane.size;
  lane.open = false;
  lane.size = 0;
  const bool video = track == codec::kVideoTrack;
  hasVideo_ = hasVideo_ || video;
  if ((video && key) || !hasVideo_) newestKey_ = frame.sequence;
  frames_.push_back(frame);
  evict();
  return frames_.back();
}

const Frame* FrameRing::at(uint64_t sequence) const {
  if (sequence >= next_ || sequence < oldest()) return nullptr;
  return &frames_[sequence - oldest()];
}

/// What the bounds want, whoever reads.
void FrameRing::evict() {
  while (frames_.size() > 1 && (keptBytes_ > maxBytes_ || frames_.size() > kMaxRingFrames)) {
    evictedKeys_ += frames_.front().sequence == newestKey_;
    dropOldest();
  }
}

void FrameRing::trim(uint64_t needed, int64_t nowMs) {
  uint64_t start = next_;
  if (keepGop_ && hasVideo_ && newestKey_ != kNoSequence) start = newestKey_;
  if (keepGop_ && !hasVideo_) start = next_ - std::min<uint64_t>(next_, kAudioOnlyFrames);
  while (!frames_.empty() && oldest() < start) {
    if (oldest() >= needed && frames_.front().committedMs >= nowMs - kKeepBehindMs) return;
    dropOldest();
  }
}

void FrameRing::dropOldest() {
  const Frame& frame = frames_.front();
  Lane& lane = lanes_[frame.track];
  keptBytes_ -= frame.payload.size();
  if (frame.sequence == newestKey_) newestKey_ = kNoSequence;
  // A lane's frames leave in the order in which they came, so this one lies in its first chunk that has any.
  const auto chunk = std::find_if(lane.chunks.begin(), lane.chunks.end(), [](const Chunk& c) { return c.frames > 0; });
  chunk->frames--;
  frames_.pop_front();
  freeChunks(lane);
}

/// The last chunk stays for the next frame, unless it was taken for an unusually large one.
void FrameRing::freeChunks(Lane& lane) {
  const auto spare = [this, &lane] { return lane.chunks.size() > 1 || (!lane.open && !isUsual(lane)); };
  while (!lane.chunks.empty() && lane.chunks.front().frames == 0 && spare()) {
    giveBack(lane.chunks.front());
    lane.chunks.pop_front();
  }
}

}  // namespace guanlan::engine
