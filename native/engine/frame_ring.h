#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>

#include "codec/media.h"
#include "engine/chunk_pool.h"

// The frames of one stream, each payload stored once, for any number of readers.
//
//   oldest()            newestKey()          nextSequence()
//     |  f f f f f f f f  K f f f f f f a f a |  <- open frame grows here, one per track
//     '--- leave when the bytes are too many; when trim() finds that no reader needs them and no new one would start
//     there
//
//   lane of a track:  [ f f f f f ][ K         ][ f f f o o .. ]   chunks; o: the open frame. Emptied chunks go back to
//   the worker's pool.
//
// One thread. Payloads never move once committed; a reader keeps sequence numbers, not pointers.
namespace guanlan::engine {

constexpr size_t kMaxFrameBytes = size_t{4} << 20;
constexpr size_t kMaxRingFrames = 4096;
/// The least that a track takes from the pool at once.
constexpr size_t kVideoChunkBytes = size_t{64} << 10;
constexpr size_t kAudioChunkBytes = size_t{8} << 10;
/// Frames of a stream without video that are kept.
constexpr size_t kAudioOnlyFrames = 64;
/// Frames that no new reader would start with are kept so long for readers that are behind.
constexpr int64_t kKeepBehindMs = 1500;

struct Frame : codec::FrameView {
  uint64_t sequence = 0;
  /// Which track list it belongs to; see FrameSink::onTracks.
  uint32_t generation = 0;
  int64_t committedMs = 0;
  /// Payload bytes of all frames up to and with this one; differences tell how far behind a reader is.
  uint64_t totalBytes = 0;
};

constexpr uint64_t kNoSequence = UINT64_MAX;

class FrameRing {
 public:
  /// `maxBytes`: payload bytes kept; at least one frame of kMaxFrameBytes fits besides. `keepGop`: what is needed to
  /// begin at once stays although nobody reads it; without, whoever joins waits for the next key frame.
  FrameRing(size_t maxBytes, ChunkPool& pool, bool keepGop = true);
  ~FrameRing();
  FrameRing(const FrameRing&) = delete;
  FrameRing& operator=(const FrameRing&) = delete;

  // The writer's seat: one source writes at a time.
  /// Takes the seat; false while another has it. When it changes hands, open frames are abandoned.
  bool claim(const void* writer);
  bool isWriter(const void* writer) const { return writer_ == writer; }
  /// The writer pauses: it may go on, unless another takes the seat before.
  void yield(const void* writer) { yielded_ = yielded_ || writer_ == writer; }
  void release(const void* writer);
  /// A number for the next track list; they only grow, whoever writes.
  uint32_t nextGeneration() { return generation_++; }
  uint32_t lastGeneration() const { return generation_ - 1; }
  /// Decoding time of the newest frame of a track; -1 before the first. A new writer goes on from here.
  int64_t lastDts(uint8_t track) const { return lanes_[track].lastDts; }

  /// Whether the newest track list has pictures: without, every frame is one to start at.
  void setHasVideo(bool hasVideo) { hasVideo_ = hasVideo; }

  // The writer. One frame may be open per track.
  void begin(uint8_t track);
  bool isOpen(uint8_t track) const { return lanes_[track].open; }
  size_t openBytes(uint8_t track) const { return lanes_[track].size; }
  /// False when the frame would be larger than kMaxFrameBytes: it is abandoned.
  bool append(uint8_t track, base::Bytes bytes);
  /// Where `bytes` more of the open frame can be written, of which written() says how many are used; null as for
  /// append().
  uint8_t* room(uint8_t track, size_t bytes);
  void written(uint8_t track, size_t bytes) { lanes_[track].size += bytes; }
  /// Rewrites four bytes of the open frame, big-endian.
  void patch32(uint8_t track, size_t offset, uint32_t value);
  /// Takes the open frame back to `size` bytes.
  void truncate(uint8_t track, size_t size) { lanes_[track].size = std::min(lanes_[track].size, size); }
  void abandon(uint8_t track);
  const Frame& commit(uint8_t track, bool key, int64_t dts90k, int64_t pts90k, uint32_t generation, int64_t nowMs);

  /// Lets frames go; readers have been served. `needed`: the first sequence that any of them has not got yet.
  void trim(uint64_t needed, int64_t nowMs);

  // The readers.
  uint64_t nextSequence() const { return next_; }
  uint64_t oldest() const { return next_ - frames_.size(); }
  /// Null when it is evicted or not there yet.
  const Frame* at(uint64_t sequence) const;
  /// Where a new reader starts; kNoSequence when there is none.
  uint64_t newestKey() const { return newestKey_; }
  uint64_t totalBytes() const { return totalBytes_; }
  /// Memory taken for payloads.
  size_t memoryBytes() const { return memoryBytes_; }
  /// Times that the newest key frame had to leave because its GOP does not fit: readers can join only at the next.
  uint64_t evictedKeys() const { return evictedKeys_; }

 private:
  struct Chunk {
    Block block;
    size_t used = 0;
    size_t frames = 0;
  };
  /// Each track writes into chunks of its own, so that an open picture and a sound can grow at the same time.
  struct Lane {
    std::deque<Chunk> chunks;
    bool open = false;
    uint8_t* data = nullptr;  // of the open frame, in the last chunk
    size_t capacity = 0;      // from there to the chunk's end
    size_t size = 0;
    size_t large = 0;  // about the largest frame of late
    size_t usual = 0;  // about the mean of late
    size_t chunkBytes;
    int64_t lastDts = -1;
  };

  bool isUsual(const Lane& lane) const {
    return keepGop_ || lane.chunks.back().block.bytes <= std::max(lane.chunkBytes, 2 * lane.usual);
  }
  void open(Lane& lane);
  void grow(Lane& lane, size_t needed);
  void addChunk(Lane& lane, size_t wanted);
  void giveBack(const Chunk& chunk);
  void evict();
  void dropOldest();
  void freeChunks(Lane& lane);

  // Given.
  size_t maxBytes_;
  ChunkPool& pool_;
  bool keepGop_;
  // Owned.
  Lane lanes_[2];
  std::deque<Frame> frames_;
  // State.
  const void* writer_ = nullptr;
  bool yielded_ = false;
  uint32_t generation_ = 0;
  uint64_t next_ = 0;
  uint64_t newestKey_ = kNoSequence;
  bool hasVideo_ = false;
  uint64_t totalBytes_ = 0;
  size_t keptBytes_ = 0;
  size_t memoryBytes_ = 0;
  uint64_t evictedKeys_ = 0;
};

/// Told by whoever fills the ring.
class FrameSink {
 public:
  virtual ~FrameSink() = default;
  /// Frames of `generation` and later belong to these tracks.
  virtual void onTracks(const codec::Tracks& tracks, uint32_t generation) = 0;
  virtual void onFrame(const Frame& frame) = 0;
  /// A frame was not passed on: damaged, or before a key frame.
  virtual void onDropped() = 0;
};

}  // namespace guanlan::engine
