#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "codec/adts.h"
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

  /// New tracks or parameter sets. A changed codec makes a new version of the program stream map, sent with the next
  /// frame.
  void setTracks(const codec::Tracks& tracks);
  /// `frame`: as codec::FrameView says. The pack's SCR is the frame's DTS.
  MuxedUnit mux(const codec::FrameView& frame);
  const MuxerCounters& counters() const { return counters_; }

 private:
  /// A piece while the head buffer may still move: `data` null means `at` bytes into heads_.
  struct Draft {
    const uint8_t* data;
    size_t at;
    size_t size;
  };

  bool gatherVideo(const codec::FrameView& frame);
  bool gatherAudio(const codec::FrameView& frame);
  void gatherNal(base::Bytes nal);
  void gatherParameterSets();
  bool mapDue(const codec::FrameView& frame) const;
  void writePack(const codec::FrameView& frame);
  void writePes(uint8_t streamId, const codec::FrameView& frame);
  uint8_t* head(size_t bytes);
  MuxedUnit resolve();

  // Given.
  codec::Tracks tracks_;
  MuxerOptions options_;
  std::optional<codec::AdtsHeader> adts_;
  // Owned. Capacity is kept from frame to frame.
  base::Buffer heads_;           // pack header, maps, PES headers
  std::vector<base::Bytes> es_;  // the access unit's elementary stream bytes
  std::vector<Draft> drafts_;
  std::vector<base::Bytes> pieces_;
  // State.
  uint8_t mapVersion_ = 0;
  std::array<uint8_t, codec::kAdtsHeaderBytes> adtsHead_{};
  std::optional<int64_t> lastMapDts90k_;
  MuxerCounters counters_;
};

}  // namespace guanlan::ps
