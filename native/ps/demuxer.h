#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "codec/media.h"
#include "ps/pes_packet.h"
#include "ps/program_stream_map.h"
#include "ps/quirks.h"
#include "ps/start_code.h"
#include "ps/stream_table.h"

// Program Stream demultiplexer: ITU-T H.222.0 (06/2021) | ISO/IEC 13818-1:2022 §2.5, as cameras send it.
namespace guanlan::ps {

/// A PES that a pack header cuts off is complete all the same when at most so many bytes are missing: its sender
/// counted headers into the length; more than that got lost.
constexpr size_t kMaxLengthSlackBytes = 64;

struct PesInfo {
  uint8_t streamId = 0;
  codec::Codec codec = codec::Codec::kUnknown;
  bool video = false;
  /// Raw 33-bit counts of 90 kHz; absent on all but the first PES packet of an access unit.
  std::optional<int64_t> pts90k;
  std::optional<int64_t> dts90k;
  /// data_alignment_indicator: the payload starts with a start code or an audio sync word.
  bool dataAlignment = false;
  /// Payload bytes to come, when `unbounded` is false.
  uint32_t length = 0;
  /// The payload ends where the next structure begins; nothing tells where that is before it comes.
  bool unbounded = false;
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
  /// quirkBit()s whose tolerance is switched off: what they would repair is dropped and resynchronised instead, or the
  /// program stream map is believed. (kGarbage is always dropped.)
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
  explicit Demuxer(DemuxerSink& sink, DemuxerOptions options = {})
      : sink_(sink), options_(options), table_(options.strict) {}

  /// The next bytes of the stream, wherever they were cut.
  void feed(base::Bytes bytes);
  /// The whole payload of the next RTP packet. As feed(); besides, a structure that starts the packet ends a PES whose
  /// length is not met yet (senders start a frame with a packet, so that length was a lie).
  void feedPacket(base::Bytes payload);
  /// Bytes are missing before the next feed: ends an open PES as incomplete and searches for the next structure.
  void onLoss();
  /// The caller knows that an access unit ends here (RTP marker): ends an open PES of unknown length now instead of
  /// with the next structure. A marker in the wrong place does no harm: what follows comes as a continuation.
  void onAccessUnitEnd();
  /// Within a PES packet whose length says that more comes.
  bool insidePes() const { return state_ == State::kPayload && pes_.open && remaining_ > 0; }
  /// The input is over: ends an open PES (complete when its length was unknown), forgets partial headers.
  void finish();

  /// Another sender begins: as onLoss(), and its streams are not yet known.
  void restart() {
    onLoss();
    table_ = StreamTable(options_.strict);
  }

  const StreamMap& streams() const { return table_.map(); }
  const DemuxerCounters& counters() const { return counters_; }

 private:
  enum class State : uint8_t { kSearch, kHeader, kPayload, kUnbounded, kSkip };

  /// The PES whose payload is being handed on, or whose end has just been reached.
  struct Open {
    bool open = false;
    bool continuation = false;
    bool lengthKnown = false;          // PES_packet_length was not 0
    bool startsWithStartCode = false;  // continuation only: NAL units behind the declared length
    bool video = false;
    size_t stream = StreamTable::kNone;
    size_t headerBytes = 0;  // behind PES_packet_length
    size_t bytes = 0;        // payload so far
  };

  void run(base::Bytes bytes);
  base::Bytes search(base::Bytes bytes);
  base::Bytes header(base::Bytes bytes);
  base::Bytes payload(base::Bytes bytes);
  base::Bytes unbounded(base::Bytes bytes);
  base::Bytes resolveTail(base::Bytes bytes);
  base::Bytes skip(base::Bytes bytes);

  size_t headerNeed(base::Bytes head) const;
  size_t pesNeed(base::Bytes head) const;
  size_t parseHeader(base::Bytes head);
  size_t parsePack(base::Bytes head);
  size_t parseSystemHeader(base::Bytes head);
  size_t parseMap(base::Bytes head);
  size_t parseSkipped(base::Bytes head);
  size_t parsePes(base::Bytes head);
  size_t noStartCode(base::Bytes head);
  size_t reject(Quirk quirk);
  size_t endOfLengthPrefixed(base::Bytes head, Quirk quirk);

  void beginPes(const PesHeader& pes, size_t stream, base::Bytes head);
  void beginContinuation(base::Bytes head);
  void emit(base::Bytes bytes);
  void endPes(bool complete);
  bool looksWhole() const;
  void endUnbounded();
  void found();
  void enter(State state);
  bool tolerates(Quirk quirk);
  bool allowed(Quirk quirk) const { return (options_.strict & quirkBit(quirk)) == 0; }
  void count(Quirk quirk) { ++counters_.quirks[static_cast<size_t>(quirk)]; }

  /// The longest header kept whole: a program stream map and the start code prefix behind it.
  static constexpr size_t kMaxHeldBytes = kPesFixedBytes + kMaxMapLength + kStartPrefixBytes;

  // Given.
  DemuxerSink& sink_;
  DemuxerOptions options_;
  // State.
  State state_ = State::kSearch;
  bool searching_ = true;      // no structure found since the last loss: the next one must look right in every bit
  bool packHasVideo_ = false;  // a PES of this kind came since the last pack header
  bool packHasAudio_ = false;
  bool inZeroStuffing_ = false;
  uint8_t tail_ = 0;      // kSearch, kUnbounded: bytes of 00 00 01 at the input's end that are held back
  size_t remaining_ = 0;  // kPayload, kSkip: bytes to come
  size_t skipped_ = 0;    // searched through since the last structure
  Open pes_;
  StreamTable table_;
  DemuxerCounters counters_;
  size_t heldBytes_ = 0;
  std::array<uint8_t, kMaxHeldBytes> held_{};
};

}  // namespace guanlan::ps
