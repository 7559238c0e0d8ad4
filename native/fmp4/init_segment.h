#pragma once

#include "base/bytes.h"
#include "codec/media.h"

namespace guanlan::fmp4 {

constexpr uint32_t kVideoTrackId = 1;
constexpr uint32_t kAudioTrackId = 2;
constexpr uint32_t kVideoTimescale = 90000;

/// ftyp and moov of a fragmented file: ISO/IEC 14496-12:2022 §8; avc1, hvc1: ISO/IEC 14496-15:2022 §5.4, §8.4;
/// mp4a: ISO/IEC 14496-14:2020 §6.7; fLaC: FLAC in ISOBMFF 0.0.4. `video`: with the video track; `audio`: what the
/// audio track becomes, kUnknown: none. The tracks written are complete (codec::isComplete).
void writeInitSegment(base::Buffer& out, const codec::Tracks& tracks, bool video, codec::Codec audio);

}  // namespace guanlan::fmp4
