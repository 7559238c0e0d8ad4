#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

// Memory for the payloads of all streams of one worker: blocks whose sizes are powers of two, carved out of huge pages.
// The block that was given back last is given out first, because it may still be in the cache; so streams that nobody
// watches share little memory, and a new GOP finds its pages touched. One thread.
namespace guanlan::engine {

constexpr size_t kMinBlockBytes = size_t{8} << 10;
/// Larger blocks are the system's own business.
constexpr size_t kMaxPooledBlockBytes = size_t{512} << 10;
/// One huge page.
constexpr size_t kArenaBytes = size_t{2} << 20;
/// Arenas without a block in use that are kept.
constexpr size_t kMaxSpareArenas = 8;

struct Block {
  uint8_t* data = nullptr;
  size_t bytes = 0;
};

class ChunkPool {
 public:
  ChunkPool() = default;
  ~ChunkPool();
  ChunkPool(const ChunkPool&) = delete;
  ChunkPool& operator=(const ChunkPool&) = delete;

  /// At least `bytes`; what is in it is undefined. Throws std::bad_alloc when the system gives no memory.
  Block take(size_t bytes);
  void give(Block block);
  /// Address space taken from the system for blocks of up to kMaxPooledBlockBytes, in use or not.
  size_t arenaBytes() const { return arenas_.size() * kArenaBytes; }

 private:
  static constexpr size_t kMinShift = 13;
  static constexpr size_t kClasses = 7;  // 8 KiB to 512 KiB
  static_assert(kMinBlockBytes == size_t{1} << kMinShift);
  static_assert(kMaxPooledBlockBytes == kMinBlockBytes << (kClasses - 1));

  struct Arena {
    size_t sizeClass;
    size_t used;  // blocks
  };

  void addArena(size_t sizeClass);
  void dropArena(uintptr_t base, size_t sizeClass);

  // Owned.
  std::unordered_map<uintptr_t, Arena> arenas_;  // by address
  std::array<std::vector<uint8_t*>, kClasses> free_;
  // State.
  size_t spareArenas_ = 0;
};

}  // namespace guanlan::engine
