#pragma once

#include <cstddef>

#include "base/bytes.h"

// Start code prefixes: ITU-T H.264 (08/2021) and H.265 (08/2021) annex B.
namespace guanlan::codec {

/// Finds the next 00 00 01; gives its offset, or bytes.size() when there is none.
size_t findStartCode(base::Bytes bytes, size_t from = 0);

}  // namespace guanlan::codec
