#include "engine/chunk_pool.h"

#include <sys/mman.h>

#include <algorithm>
#include <bit>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#define GUANLAN_ASAN
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define GUANLAN_ASAN
#endif
#endif
#ifdef GUANLAN_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(data, bytes) static_cast<void>(0)
#define ASAN_UNPOISON_MEMORY_REGION(data, bytes) static_cast<void>(0)
#endif

namespace guanlan::engine {

namespace {

uintptr_t arenaOf(const uint8_t* data) { return reinterpret_cast<uintptr_t>(data) & ~uintptr_t{kArenaBytes - 1}; }

uint8_t* map(size_t bytes) {
  void* at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (at == MAP_FAILED) throw std::bad_alloc();
  return static_cast<uint8_t*>(at);
}

/// Aligned to its own size, so that an address tells its arena; one page table entry and one fault for all of it, where
/// the system has huge pages.
uint8_t* mapArena() {
  uint8_t* wide = map(2 * kArenaBytes);
  uint8_t* begin = reinterpret_cast<uint8_t*>(arenaOf(wide + kArenaBytes - 1));
  if (begin > wide) ::munmap(wide, static_cast<size_t>(begin - wide));
  uint8_t* end = begin + kArenaBytes;
  if (end < wide + 2 * kArenaBytes) ::munmap(end, static_cast<size_t>(wide + 2 * kArenaBytes - end));
  ::madvise(begin, kArenaBytes, MADV_HUGEPAGE);
  return begin;
}

}  // namespace

ChunkPool::~ChunkPool() {
  for (const auto& [base, arena] : arenas_) {
    ASAN_UNPOISON_MEMORY_REGION(reinterpret_cast<void*>(base), kArenaBytes);
    ::munmap(reinterpret_cast<void*>(base), kArenaBytes);
  }
}

Block ChunkPool::take(size_t bytes) {
  const size_t size = std::bit_ceil(std::max(bytes, kMinBlockBytes));
  if (size > kMaxPooledBlockBytes) return {map(size), size};
  const auto sizeClass = static_cast<size_t>(std::countr_zero(size)) - kMinShift;
  auto& free = free_[sizeClass];
  if (free.empty()) addArena(sizeClass);
  uint8_t* data = free.back();
  free.pop_back();
  if (arenas_.at(arenaOf(data)).used++ == 0) spareArenas_--;
  ASAN_UNPOISON_MEMORY_REGION(data, size);
  return {data, size};
}

void ChunkPool::give(Block block) {
  if (!block.data) return;
  if (block.bytes > kMaxPooledBlockBytes) {
    ::munmap(block.data, block.bytes);
    return;
  }
  // A reader that comes too late must be seen by the tests.
  ASAN_POISON_MEMORY_REGION(block.data, block.bytes);
  const auto sizeClass = static_cast<size_t>(std::countr_zero(block.bytes)) - kMinShift;
  free_[sizeClass].push_back(block.data);
  const uintptr_t base = arenaOf(block.data);
  if (--arenas_.at(base).used > 0) return;
  if (++spareArenas_ > kMaxSpareArenas) dropArena(base, sizeClass);
}

void ChunkPool::addArena(size_t sizeClass) {
  uint8_t* begin = mapArena();
  arenas_[arenaOf(begin)] = {sizeClass, 0};
  spareArenas_++;
  const size_t size = kMinBlockBytes << sizeClass;
  // The lowest address is taken first.
  for (size_t at = kArenaBytes; at > 0; at -= size) free_[sizeClass].push_back(begin + at - size);
  ASAN_POISON_MEMORY_REGION(begin, kArenaBytes);
}

void ChunkPool::dropArena(uintptr_t base, size_t sizeClass) {
  std::erase_if(free_[sizeClass], [base](const uint8_t* data) { return arenaOf(data) == base; });
  arenas_.erase(base);
  spareArenas_--;
  ASAN_UNPOISON_MEMORY_REGION(reinterpret_cast<void*>(base), kArenaBytes);
  ::munmap(reinterpret_cast<void*>(base), kArenaBytes);
}

}  // namespace guanlan::engine
