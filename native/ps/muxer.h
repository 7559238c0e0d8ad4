#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "codec/media.h"

// Program Stream multiplexer: ITU-T H.222.0 (06/2021) | ISO/IEC 13818-1:2022 §2.5, laid out as GB/T 28181-2022 annex
// C.1 asks: one pack per access unit, system header and program stream map before every key frame.
namespace guanlan::ps {

/// PES payload per packet. PES_packet_length could say 65535; some recorders refuse more than 0xFF80.
constexpr size_t kMaxPesPayloadBytes = 0xFF00;
/// A frame of more NAL units, or larger, is refused and counted.
constexpr size_t kMaxNalsPerFrame = 2048;
constexpr size_t kMaxFrameBytes = size_t{16} << 20;

struct MuxerOptions {
  /// Upper bound of the stream's rate in bits per second, written as program_mux_rate.
  uint32_t muxRateBps = 8'000'000;
  /// Writes an access unit delimiter before each video access unit.
  bool accessUnitDelimiter = false;
};

struct MuxerCounters {
  uint64_t frames = 0;
  uint64_t bytes = 0;
  uint64_t refusedFrames = 0;  // malformed, oversized, or of a track that has no Program Stream form
};

/// One access unit as Program Stream bytes, in order. Pieces point into the frame's payload, into the muxer and into
/// constants; valid until the next mux() or setTracks(), and no longer than the frame's payload.
struct MuxedUnit {
  std::span<const base::Bytes> pieces;
  size_t bytes = 0;  // sum of all pieces; 0: the frame was refused
};

/// Writes around the payload, never copies it. Not thread safe; memory is kept between frames.
class Muxer {
 public:
  explicit Muxer(const codec::Tracks& tracks, MuxerOptions options = {});

  /// New tracks or parameter sets: the next key frame (or audio second) carries a new program stream map version.
  void setTracks(const codec::Tracks& tracks);
  /// `frame`: as codec::FrameView says. The pack's SCR is the frame's DTS.
  MuxedUnit mux(const codec::FrameView& frame);
  const MuxerCounters& counters() const { return counters_; }

 private:
  /// A piece while the head buffer may still move: `data` null means `at` bytes into heads_.
  struct Piece {
    const uint8_t* data;
    size_t at;
    size_t size;
  };

  // Given.
  codec::Tracks tracks_;
  MuxerOptions options_;
  // Owned.
  base::Buffer heads_;
  std::vector<Piece> drafts_;
  std::vector<base::Bytes> pieces_;
  // State.
  uint8_t mapVersion_ = 0;
  std::optional<int64_t> lastMapDts90k_;
  MuxerCounters counters_;
};

}  // namespace guanlan::ps
