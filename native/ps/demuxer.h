#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "codec/media.h"
#include "ps/quirks.h"

// Program Stream demultiplexer: ITU-T H.222.0 (06/2021) | ISO/IEC 13818-1:2022 §2.5, as cameras send it.
namespace guanlan::ps {

/// At most so many elementary streams are known at once; more are skipped and counted.
constexpr size_t kMaxStreams = 16;

struct StreamEntry {
  uint8_t streamId = 0;    // 0xC0-0xDF audio, 0xE0-0xEF video
  uint8_t streamType = 0;  // as the PSM says; 0 when no PSM named this stream
  codec::Codec codec = codec::Codec::kUnknown;

  bool operator==(const StreamEntry&) const = default;
};

/// Every elementary stream seen or announced so far.
struct StreamMap {
  std::array<StreamEntry, kMaxStreams> entries{};
  size_t count = 0;

  const StreamEntry* begin() const { return entries.data(); }
  const StreamEntry* end() const { return entries.data() + count; }
};

struct PesInfo {
  uint8_t streamId = 0;
  codec::Codec codec = codec::Codec::kUnknown;
  bool video = false;
  /// Raw 33-bit counts of 90 kHz; absent on all but the first PES packet of an access unit.
  std::optional<int64_t> pts90k;
  std::optional<int64_t> dts90k;
  /// data_alignment_indicator: the payload starts with a start code or an audio sync word.
  bool dataAlignment = false;
  /// Payload bytes to come; 0: unknown, the payload ends at the next structure.
  uint32_t length = 0;
  /// First PES packet of this kind (video or audio) since the last pack header.
  bool startsPack = false;
  /// The last PES packet's declared length was met, yet its payload seems to go on. A guess: when it ends with
  /// `complete == false`, take back what it brought and keep what was there before.
  bool continuation = false;
};

/// Called from within feed(); must not call the demuxer. Order: onPesBegin, onPesData*, onPesEnd; nothing else in
/// between, and no second begin before the end.
class DemuxerSink {
 public:
  virtual ~DemuxerSink() = default;
  /// A stream appeared or its codec changed (from the PSM or from the bytes). Comes before the PES that shows it.
  virtual void onStreams(const StreamMap& streams) = 0;
  /// A pack header: system_clock_reference in 27 MHz ticks; absent when the header had no readable body.
  virtual void onPack(std::optional<int64_t> scr27M) = 0;
  virtual void onPesBegin(const PesInfo& info) = 0;
  /// Never empty. Borrowed: valid during the call only.
  virtual void onPesData(base::Bytes bytes) = 0;
  /// `complete == false`: bytes are missing (loss, or a structure started before the declared length was met).
  virtual void onPesEnd(bool complete) = 0;
  /// A structure was found again after so many bytes that belonged to none.
  virtual void onResync(size_t skippedBytes) = 0;
};

struct DemuxerOptions {
  /// quirkBit()s whose tolerance is switched off: what they would repair is dropped and resynchronised instead.
  uint32_t strict = 0;
};

struct DemuxerCounters {
  uint64_t bytes = 0;
  uint64_t packs = 0;
  uint64_t systemHeaders = 0;
  uint64_t maps = 0;
  uint64_t pes = 0;
  uint64_t incompletePes = 0;
  uint64_t skippedPes = 0;    // private, padding, unknown and reserved streams, skipped by length
  uint64_t programEnds = 0;   // MPEG_program_end_code
  uint64_t losses = 0;        // onLoss() calls
  uint64_t resyncs = 0;       // structures found again after a search
  uint64_t skippedBytes = 0;  // bytes searched through
  std::array<uint64_t, kQuirkCount> quirks{};

  uint64_t of(Quirk quirk) const { return quirks[static_cast<size_t>(quirk)]; }
};

/// Streaming: any split of the input gives the same calls (only onPesData may be cut elsewhere). Payload is handed on
/// as spans of the input; only headers that straddle two inputs are copied, into a buffer of fixed size. No allocation.
class Demuxer {
 public:
  explicit Demuxer(DemuxerSink& sink, DemuxerOptions options = {}) : sink_(sink), options_(options) {}

  /// The next bytes of the stream, wherever they were cut.
  void feed(base::Bytes bytes);
  /// The whole payload of the next RTP packet. As feed(); besides, a structure that starts the packet ends a PES whose
  /// length is not met yet (senders start a frame with a packet, so that length was a lie).
  void feedPacket(base::Bytes payload);
  /// Bytes are missing before the next feed: ends an open PES as incomplete and searches for the next structure.
  void onLoss();
  /// The input is over: ends an open PES (complete when its length was unknown), forgets partial headers.
  void finish();

  const StreamMap& streams() const { return streams_; }
  const DemuxerCounters& counters() const { return counters_; }
  /// A video PES of unknown length is open: only the next structure, or the caller's knowledge (RTP marker), ends it.
  bool inUnboundedPes() const { return state_ == State::kUnbounded; }

 private:
  enum class State : uint8_t { kSearch, kStartCode, kHeader, kPayload, kUnbounded, kSkip };

  // Given.
  DemuxerSink& sink_;
  DemuxerOptions options_;
  // State.
  State state_ = State::kSearch;
  StreamMap streams_;
  DemuxerCounters counters_;
};

}  // namespace guanlan::ps
