#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "codec/media.h"

// What a PES payload's first bytes tell about its codec, whatever the program stream map says.
namespace guanlan::ps {

/// Payload bytes looked at while the codec is not sure, and afterwards (a start code and a NAL unit header).
constexpr size_t kVideoSniffBytes = 64;
constexpr size_t kVideoCheckBytes = 6;

/// kH264 or kH265 when `payload` begins with a start code and shows a parameter set or an access unit delimiter; else
/// kUnknown. Slices never decide: an H.264 slice's first byte is some H.265 NAL unit type too.
codec::Codec videoEvidence(base::Bytes payload);

}  // namespace guanlan::ps
