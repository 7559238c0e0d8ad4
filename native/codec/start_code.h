#pragma once

#include <cstddef>

#include "base/bytes.h"

// Start code prefixes: ITU-T H.264 (08/2021) and H.265 (08/2021) annex B.
namespace guanlan::codec {

/// Finds the next 00 00 01; gives its offset, or bytes.size() when there is none.
size_t findStartCode(base::Bytes bytes, size_t from = 0);

/// The same from the beginning, and what stands before it is copied to `to`, where bytes.size() bytes may be
/// overwritten: one way over the bytes instead of two, which costs less than half when `to` is not in the cache.
size_t copyToStartCode(base::Bytes bytes, uint8_t* to);

}  // namespace guanlan::codec
