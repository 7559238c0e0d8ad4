#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

// System header: ITU-T H.222.0 (06/2021) §2.5.3.5. Nothing in it is needed to demultiplex; it is passed over.
namespace guanlan::ps {

/// header_length beyond this is taken for a lie: 6 bytes and 3 for each of the 48 audio and video streams, with room.
constexpr size_t kMaxSystemHeaderLength = 255;
/// Fixed part and two stream bounds (one audio, one video).
constexpr size_t kSystemHeaderBytes = 18;

/// Writes kSystemHeaderBytes for one video stream 0xE0 and one audio stream 0xC0. `rateBound` counts 50 bytes per
/// second, 22 bits.
void writeSystemHeader(uint8_t* p, uint32_t rateBound);

}  // namespace guanlan::ps
