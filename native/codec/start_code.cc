#include "codec/start_code.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace guanlan::codec {

namespace {

/// memchr for the 01 is several times faster than looking at every byte: 01 is rare, and a wrong one costs two looks.
size_t findByOne(const uint8_t* bytes, size_t from, size_t end) {
  for (size_t at = from + 2; at < end; at++) {
    const auto* found = static_cast<const uint8_t*>(std::memchr(bytes + at, 1, end - at));
    if (!found) return end;
    at = static_cast<size_t>(found - bytes);
    if (bytes[at - 1] == 0 && bytes[at - 2] == 0) return at - 2;
  }
  return end;
}

size_t copyByOne(const uint8_t* bytes, size_t end, uint8_t* to) {
  const size_t found = findByOne(bytes, 0, end);
  if (found > 0) std::memcpy(to, bytes, found);
  return found;
}

#if defined(__x86_64__)

constexpr size_t kVectorBytes = sizeof(__m256i);
/// Places that one test looks at, and the bytes that it reads for them: the last pair may have its 01 behind it.
constexpr size_t kStep = 8 * kVectorBytes;
constexpr size_t kStepReads = kStep + 2;
constexpr size_t kLineBytes = 64;
/// About a packet: as much will be written behind this one soon, into memory that nobody has touched for a GOP.
constexpr size_t kAheadBytes = 1408;

/// Whether two zeros in a row begin at one of kStep places. They are much rarer than 01, at which memchr stops.
template <bool copies>
__attribute__((target("avx2"), always_inline)) inline bool hasPair(const uint8_t* bytes, uint8_t* to) {
  for (size_t i = 0; copies && i < kStep; i += kLineBytes) __builtin_prefetch(to + kAheadBytes + i, 1);
  __m256i lowest = _mm256_set1_epi8(-1);
  for (size_t i = 0; i < kStep; i += kVectorBytes) {
    const __m256i here = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + i));
    const __m256i next = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(bytes + i + 1));
    if (copies) _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + i), here);
    lowest = _mm256_min_epu8(lowest, _mm256_or_si256(here, next));
  }
  return _mm256_movemask_epi8(_mm256_cmpeq_epi8(lowest, _mm256_setzero_si256())) != 0;
}

/// The last step overlaps the one before, so that no rest is left.
template <bool copies>
__attribute__((target("avx2"))) size_t searchByPair(const uint8_t* bytes, size_t from, size_t end, uint8_t* to) {
  for (size_t at = from; at + kStepReads <= end;) {
    if (hasPair<copies>(bytes + at, copies ? to + at : nullptr)) {
      const size_t found = findByOne(bytes, at, at + kStepReads);
      if (found != at + kStepReads) return found;
    }
    if (at + kStepReads == end) {
      if (copies) std::memcpy(to + at + kStep, bytes + at + kStep, kStepReads - kStep);
      return end;
    }
    at = std::min(at + kStep, end - kStepReads);
  }
  if (copies && from < end) std::memcpy(to + from, bytes + from, end - from);
  return findByOne(bytes, from, end);
}

size_t findByPair(const uint8_t* bytes, size_t from, size_t end) {
  return searchByPair<false>(bytes, from, end, nullptr);
}

size_t copyByPair(const uint8_t* bytes, size_t end, uint8_t* to) { return searchByPair<true>(bytes, 0, end, to); }

#endif

struct Search {
  size_t (*find)(const uint8_t*, size_t, size_t) = findByOne;
  size_t (*copy)(const uint8_t*, size_t, uint8_t*) = copyByOne;
};

Search fastest() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) return {findByPair, copyByPair};
#endif
  return {};
}

const Search kSearch = fastest();

}  // namespace

size_t findStartCode(base::Bytes bytes, size_t from) {
  return kSearch.find(bytes.data(), std::min(from, bytes.size()), bytes.size());
}

size_t copyToStartCode(base::Bytes bytes, uint8_t* to) { return kSearch.copy(bytes.data(), bytes.size(), to); }

}  // namespace guanlan::codec
