#pragma once

#include <sys/uio.h>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "codec/flac.h"
#include "egress/websocket.h"
#include "engine/frame_ring.h"
#include "flv/muxer.h"
#include "fmp4/muxer.h"

namespace guanlan::engine {

enum class Container : uint8_t { kFlv, kMp4 };

struct FormatKey {
  Container container = Container::kFlv;
  codec::AudioMode audio = codec::AudioMode::kRaw;
  bool hevcLegacy = false;
  bool operator==(const FormatKey&) const = default;
};

/// The track lists that frames of the ring belong to; the last ones only.
class TrackHistory {
 public:
  void add(uint32_t generation, const codec::Tracks& tracks);
  /// Of that generation, or the oldest that is known.
  const codec::Tracks& of(uint32_t generation) const;
  bool empty() const { return entries_.empty(); }
  const codec::Tracks& newest() const { return entries_.back().second; }

 private:
  std::deque<std::pair<uint32_t, codec::Tracks>> entries_;
};

/// G.711 frames of a stream as FLAC, coded once for all formats that want it.
class FlacFrames {
 public:
  /// Null when the frame cannot be coded (it was left behind already).
  const base::Buffer* of(const Frame& frame, codec::Codec codec);
  void dropBefore(uint64_t sequence);
  void clear();

 private:
  struct Entry {
    uint64_t sequence;
    base::Buffer bytes;
  };
  // Owned.
  std::optional<codec::FlacEncoder> encoder_;
  std::deque<Entry> entries_;
  // State.
  codec::Codec codec_ = codec::Codec::kUnknown;
};

/// A frame in one format: head, shared payload, tail; and the WebSocket head that goes before.
struct FormattedFrame {
  bool carried = false;
  uint8_t webSocketHeadBytes = 0;
  uint8_t headBytes = 0;
  uint8_t tailBytes = 0;
  uint8_t webSocketHead[egress::kMaxServerHeadBytes];
  uint8_t head[128];
  uint8_t tail[flv::kTailBytes];
  base::Bytes payload;
  size_t bytes() const { return headBytes + payload.size() + tailBytes; }
};

/// Pieces of one system call; the kernel takes at most 1024.
constexpr size_t kMaxPieces = 256;
/// A frame's: WebSocket head, head, payload, tail.
constexpr size_t kPiecesOfFrame = 4;

/// With so many viewers of a format, one more copy of what is new costs less than pieces in each of their system calls.
constexpr size_t kFlatViewers = 32;
/// What is larger (a whole group of pictures, for who joins) is sent in pieces all the same.
constexpr size_t kMaxFlatBytes = size_t{256} << 10;

/// Frames of one generation in a row as the pieces of one system call. Viewers stand at the same place nearly always,
/// so that what one of them needs has been laid out for another.
struct FrameBatch {
  /// Where a frame ends.
  struct End {
    size_t bytes;
    size_t pieces;
    bool carried;
  };
  uint64_t first = kNoSequence;
  uint64_t wantedNext = 0;
  uint64_t next = 0;
  size_t bytes = 0;
  size_t carried = 0;
  std::vector<iovec> pieces;
  std::vector<End> ends;
  base::Buffer flat;   // all pieces in one, or nothing
  bool asked = false;  // again

  bool empty() const { return ends.empty(); }
};

/// One format of one stream: muxes each frame of the ring once, for all viewers of that format.
class ViewerFormat {
 public:
  ViewerFormat(FormatKey key, const FrameRing& ring, const TrackHistory& tracks, FlacFrames& flac);

  const FormatKey& key() const { return key_; }
  /// Muxes what is new in the ring, forgets what left it.
  void update();
  /// What a viewer gets before the first frame of a generation: file header or init segment.
  void writeHeader(base::Buffer& out, const Frame& first) const;
  /// The same in the middle of a stream.
  void writeConfig(base::Buffer& out, const Frame& first) const;
  /// Null when the frame is not in the ring any more.
  const FormattedFrame* at(uint64_t sequence) const;
  /// Frames from `first` on, which is in the ring, up to `next` at most; valid until the next call.
  const FrameBatch& batch(uint64_t first, uint64_t next, bool webSocket);

  size_t viewers = 0;

 private:
  void format(const Frame& frame, FormattedFrame& out);
  void useGeneration(uint32_t generation);
  void flatten(FrameBatch& out) const;
  static void addPieces(FrameBatch& out, const FormattedFrame& frame, bool webSocket);

  // Given.
  FormatKey key_;
  const FrameRing& ring_;
  const TrackHistory& tracks_;
  FlacFrames& flac_;
  // Owned.
  std::optional<flv::Muxer> flv_;
  std::optional<fmp4::Muxer> fmp4_;
  std::deque<FormattedFrame> entries_;
  base::Buffer scratch_;
  FrameBatch batches_[2];  // plain, WebSocket
  // State.
  uint64_t first_ = kNoSequence;  // sequence of entries_.front()
  uint32_t generation_ = UINT32_MAX;
};

}  // namespace guanlan::engine
