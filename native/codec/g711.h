#pragma once

#include <cstdint>

#include "base/bytes.h"

// G.711 A-law from linear samples (ITU-T G.711 §2, table 1a); the way back is in flac.h.
namespace guanlan::codec {

/// The code whose value is nearest to a 16-bit sample.
uint8_t linearToAlaw(int16_t sample);
/// mu-law codes as A-law codes of the nearest value.
uint8_t mulawToAlaw(uint8_t code);

}  // namespace guanlan::codec
