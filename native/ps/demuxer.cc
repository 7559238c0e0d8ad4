#include "ps/demuxer.h"

#include <algorithm>
#include <utility>

#include "ps/codec_evidence.h"
#include "ps/pack_header.h"
#include "ps/system_header.h"

//                          start code that looks right
//              +--------+ ----------------------------> +--------+  pack, map, system header: parsed, stays
//   start ---> | search |                               | header | <------------------------------------------+
//   loss ----> |        | <---------------------------- |        | --+--> payload (length known) --- length --+
//              +--------+   no start code where one     +--------+   +--> skip    (private, padding) - met ---+
//                           must be, and no PES before               +--> unbounded ------- next start code --+
//
// Where no start code stands behind a PES whose length was met, `unbounded` is entered as a continuation of it.
namespace guanlan::ps {
namespace {

constexpr uint8_t kPrefix[kStartPrefixBytes] = {0, 0, 1};

/// A PES that a pack header cuts off is called complete when at most so many bytes are missing: a sender that counted
/// headers into the length, not bytes that got lost.
constexpr size_t kMaxLengthSlackBytes = 64;

/// PES_packet_length has 16 bits: a sender that does not split writes the rest of this division.
constexpr size_t kLengthWrapBytes = 65536;

size_t lengthField(base::Bytes head) { return base::load16(&head[4]); }

bool startsPack(base::Bytes bytes) {
  if (bytes.size() < kPackHeaderBytes || !isStartPrefix(bytes.data()) || bytes[3] != kPackId) return false;
  return parsePackHeader(bytes).markersOk;
}

}  // namespace

void Demuxer::feed(base::Bytes bytes) {
  counters_.bytes += bytes.size();
  run(bytes);
}

// QUIRK pes-length-long: PES_packet_length promises more than the packet has. A sender starts a frame with an RTP
// packet, and H.26x payload cannot hold 00 00 01 BA: the pack header is believed. [fixture
// ps/quirk-pes-length-long.rtp4571]
void Demuxer::feedPacket(base::Bytes payload) {
  const bool bounded = state_ == State::kPayload || state_ == State::kSkip;
  if (bounded && startsPack(payload) && tolerates(Quirk::kPesLengthLong)) {
    if (state_ == State::kPayload) endPes(remaining_ <= kMaxLengthSlackBytes);
    enter(State::kHeader);
  }
  feed(payload);
}

void Demuxer::onLoss() {
  ++counters_.losses;
  if (pes_.open) endPes(false);
  heldBytes_ = 0;
  tail_ = 0;
  skipped_ = 0;
  searching_ = true;
  enter(State::kSearch);
}

void Demuxer::onAccessUnitEnd() {
  if (state_ != State::kUnbounded) return;
  if (tail_ > 0) emit({kPrefix, std::exchange(tail_, uint8_t{0})});
  if (looksWhole()) endUnbounded();
}

void Demuxer::finish() {
  // A map or system header waits for the start code behind it to prove its length: here is one.
  if (state_ == State::kHeader && heldBytes_ > kStartCodeBytes &&
      (held_[3] == kProgramStreamMapId || held_[3] == kSystemHeaderId))
    run(kPrefix);
  if (state_ == State::kUnbounded) {
    if (tail_ > 0) emit({kPrefix, tail_});
    endUnbounded();
  } else if (pes_.open) {
    endPes(false);
  }
  heldBytes_ = 0;
  tail_ = 0;
  searching_ = true;
  enter(State::kSearch);
}

void Demuxer::run(base::Bytes bytes) {
  while (!bytes.empty()) {
    switch (state_) {
      case State::kSearch:
        bytes = search(bytes);
        break;
      case State::kHeader:
        bytes = header(bytes);
        break;
      case State::kPayload:
        bytes = payload(bytes);
        break;
      case State::kUnbounded:
        bytes = unbounded(bytes);
        break;
      case State::kSkip:
        bytes = skip(bytes);
        break;
    }
  }
}

void Demuxer::enter(State state) {
  state_ = state;
  inZeroStuffing_ = false;
}

/// Counts the quirk; false when its tolerance is switched off.
bool Demuxer::tolerates(Quirk quirk) {
  count(quirk);
  return allowed(quirk);
}

/// A structure that looks right after a search.
void Demuxer::found() {
  if (!searching_) return;
  searching_ = false;
  if (skipped_ == 0) return;
  ++counters_.resyncs;
  counters_.skippedBytes += skipped_;
  sink_.onResync(skipped_);
  skipped_ = 0;
}

base::Bytes Demuxer::search(base::Bytes bytes) {
  if (tail_ > 0) return resolveTail(bytes);
  const size_t at = findSystemStartCode(bytes);
  tail_ = static_cast<uint8_t>(at == bytes.size() ? startCodeTail(bytes) : 0);
  skipped_ += at - tail_;
  if (at == bytes.size()) return {};
  enter(State::kHeader);
  return bytes.subspan(at);
}

base::Bytes Demuxer::unbounded(base::Bytes bytes) {
  if (tail_ > 0) return resolveTail(bytes);
  const size_t at = findSystemStartCode(bytes);
  tail_ = static_cast<uint8_t>(at == bytes.size() ? startCodeTail(bytes) : 0);
  emit(bytes.first(at - tail_));
  if (at == bytes.size()) return {};
  endUnbounded();
  return bytes.subspan(at);
}

/// kSearch and kUnbounded: 00, 00 00 or 00 00 01 was held back at the input's end; a start code may go on here.
base::Bytes Demuxer::resolveTail(base::Bytes bytes) {
  const auto release = [this](size_t n) {
    if (state_ == State::kSearch) {
      skipped_ += n;
    } else {
      emit({kPrefix, n});
    }
  };
  const uint8_t next = bytes[0];
  if (tail_ == kStartPrefixBytes && next >= kFirstSystemId) {
    tail_ = 0;
    if (state_ == State::kUnbounded) endUnbounded();
    enter(State::kHeader);
    std::copy(std::begin(kPrefix), std::end(kPrefix), held_.begin());
    heldBytes_ = kStartPrefixBytes;
    return bytes;
  }
  if (tail_ < kStartPrefixBytes && next == kPrefix[tail_]) {
    ++tail_;
    return bytes.subspan(1);
  }
  if (tail_ == 2 && next == 0) {
    release(1);
    return bytes.subspan(1);
  }
  release(std::exchange(tail_, uint8_t{0}));
  return bytes;
}

base::Bytes Demuxer::payload(base::Bytes bytes) {
  const size_t n = std::min(bytes.size(), remaining_);
  remaining_ -= n;
  emit(bytes.first(n));
  if (remaining_ == 0) {
    endPes(true);
    enter(State::kHeader);
  }
  return bytes.subspan(n);
}

base::Bytes Demuxer::skip(base::Bytes bytes) {
  const size_t n = std::min(bytes.size(), remaining_);
  remaining_ -= n;
  if (remaining_ == 0) enter(State::kHeader);
  return bytes.subspan(n);
}

/// Parses in place when the header is whole in `bytes`; else collects it.
base::Bytes Demuxer::header(base::Bytes bytes) {
  if (heldBytes_ == 0) {
    const size_t need = headerNeed(bytes);
    if (bytes.size() >= need) return bytes.subspan(parseHeader(bytes.first(need)));
  }
  for (size_t need; (need = headerNeed({held_.data(), heldBytes_})) > heldBytes_;) {
    if (bytes.empty()) return {};
    const size_t n = std::min(need - heldBytes_, bytes.size());
    std::copy_n(bytes.begin(), n, held_.begin() + heldBytes_);
    heldBytes_ += n;
    bytes = bytes.subspan(n);
  }
  const size_t used = parseHeader({held_.data(), heldBytes_});
  // What was collected beyond the header (payload looked at, the next start code) goes the ordinary way, from a copy,
  // because it may have to be collected anew.
  std::array<uint8_t, kMaxHeldBytes> rest;
  const size_t restBytes = heldBytes_ - used;
  std::copy_n(held_.begin() + used, restBytes, rest.begin());
  heldBytes_ = 0;
  run({rest.data(), restBytes});
  return bytes;
}

/// Bytes needed before parseHeader() may be called, given the first ones; at most kMaxHeldBytes.
size_t Demuxer::headerNeed(base::Bytes head) const {
  if (head.size() < kStartCodeBytes) return kStartCodeBytes;
  if (!isStartPrefix(head.data())) return kStartCodeBytes;
  const uint8_t id = head[3];
  if (id < kPackId) return kStartCodeBytes;
  if (id == kPackId) return packHeaderNeed(head);
  if (head.size() < kPesFixedBytes) return kPesFixedBytes;
  if (isMediaId(id)) return pesNeed(head);
  const size_t limit = id == kProgramStreamMapId ? kMaxMapLength : id == kSystemHeaderId ? kMaxSystemHeaderLength : 0;
  if (limit == 0 || lengthField(head) > limit) return kPesFixedBytes;
  return kPesFixedBytes + lengthField(head) + kStartPrefixBytes;
}

size_t Demuxer::pesNeed(base::Bytes head) const {
  const StreamMap& map = table_.map();
  const auto known = std::find_if(map.begin(), map.end(), [&](const StreamEntry& e) { return e.streamId == head[3]; });
  const size_t peek =
      known == map.end() ? kVideoSniffBytes : table_.sniffBytes(static_cast<size_t>(known - map.begin()));
  return pesHeaderNeed(head, peek);
}

/// Consumes the structure at the start of `head`, which holds exactly headerNeed() bytes, so that the result does not
/// depend on how the input was cut. Returns the bytes consumed; 0 only together with another state.
size_t Demuxer::parseHeader(base::Bytes head) {
  if (!isStartPrefix(head.data()) || head[3] < kFirstSystemId) return noStartCode(head);
  switch (head[3]) {
    case kProgramEndId:
      if (searching_) return reject(Quirk::kGarbage);
      ++counters_.programEnds;
      return kStartCodeBytes;
    case kPackId:
      return parsePack(head);
    case kSystemHeaderId:
      return parseSystemHeader(head);
    case kProgramStreamMapId:
      return parseMap(head);
    default:
      return isMediaId(head[3]) ? parsePes(head) : parseSkipped(head);
  }
}

/// The start code belonged to nothing readable: searches on behind its prefix.
size_t Demuxer::reject(Quirk quirk) {
  if (!searching_) count(quirk);
  searching_ = true;
  skipped_ += kStartPrefixBytes;
  enter(State::kSearch);
  return kStartPrefixBytes;
}

/// No start code where one must be.
size_t Demuxer::noStartCode(base::Bytes head) {
  // QUIRK zero-stuffing: zero bytes between structures, such as 00 00 00 01 BA. [fixture ps/quirk-zero-stuffing.ps]
  if (head[0] == 0 && head[1] == 0 && head[2] == 0 && (inZeroStuffing_ || tolerates(Quirk::kZeroStuffing))) {
    inZeroStuffing_ = true;
    return 1;
  }
  if (pes_.stream != StreamTable::kNone && allowed(Quirk::kPesLengthShort)) {
    beginContinuation(head);
    return 0;
  }
  // QUIRK garbage: bytes that belong to no structure; searched through up to the next structure that looks right.
  // [fixture ps/quirk-garbage.ps]
  count(Quirk::kGarbage);
  searching_ = true;
  enter(State::kSearch);
  return 0;
}

size_t Demuxer::parsePack(base::Bytes head) {
  const PackHeader pack = parsePackHeader(head);
  const bool empty = pack.form == PackHeader::Form::kEmpty;
  if (pack.form == PackHeader::Form::kBroken) return reject(Quirk::kPackMarkerBroken);
  if (searching_ && !empty && !pack.markersOk) return reject(Quirk::kPackMarkerBroken);
  if (empty && !tolerates(Quirk::kPackHeaderEmpty)) return reject(Quirk::kGarbage);
  // QUIRK pack-marker-broken: marker bits of 0; the header is taken by its length. [fixture
  // ps/quirk-pack-marker-broken.ps]
  if (!empty && !pack.markersOk && !tolerates(Quirk::kPackMarkerBroken)) return reject(Quirk::kGarbage);
  found();
  ++counters_.packs;
  packHasVideo_ = false;
  packHasAudio_ = false;
  pes_.stream = StreamTable::kNone;
  sink_.onPack(pack.scr27M);
  enter(State::kHeader);
  return pack.bytes;
}

/// Where a length-prefixed structure ends: where its length says when a start code stands there; else at the first
/// start code within it.
size_t Demuxer::endOfLengthPrefixed(base::Bytes head, Quirk quirk) {
  const size_t end = kPesFixedBytes + lengthField(head);
  const bool proven = isStartPrefix(&head[end]) || (head[end] == 0 && head[end + 1] == 0 && head[end + 2] == 0);
  if (proven) return end;
  if (searching_) return 0;
  count(quirk);
  const base::Bytes body = head.subspan(kPesFixedBytes, lengthField(head));
  return kPesFixedBytes + findSystemStartCode(body);
}

size_t Demuxer::parseSystemHeader(base::Bytes head) {
  // QUIRK system-header-length-lies: header_length beyond the bound, or no start code behind it.
  // [fixture ps/quirk-system-header-length-lies.ps]
  if (lengthField(head) > kMaxSystemHeaderLength) return reject(Quirk::kSystemHeaderLengthLies);
  const size_t end = endOfLengthPrefixed(head, Quirk::kSystemHeaderLengthLies);
  if (end == 0) return reject(Quirk::kGarbage);
  found();
  ++counters_.systemHeaders;
  pes_.stream = StreamTable::kNone;
  enter(State::kHeader);
  return end;
}

size_t Demuxer::parseMap(base::Bytes head) {
  if (lengthField(head) > kMaxMapLength) return reject(Quirk::kPsmLengthLies);
  const size_t end = endOfLengthPrefixed(head, Quirk::kPsmLengthLies);
  if (end == 0) return reject(Quirk::kGarbage);
  found();
  ++counters_.maps;
  pes_.stream = StreamTable::kNone;
  enter(State::kHeader);
  const ProgramStreamMap psm = parseProgramStreamMap(head.first(end));
  // QUIRK psm-crc-wrong: many cameras write zeros or a constant. [fixture ps/quirk-psm-crc-wrong.ps]
  if (!psm.crcOk && !tolerates(Quirk::kPsmCrcWrong)) return end;
  if (!psm.lengthsOk && end == kPesFixedBytes + lengthField(head) && !tolerates(Quirk::kPsmLengthLies)) return end;
  if (table_.declare(psm)) sink_.onStreams(table_.map());
  return end;
}

/// Private, padding, reserved and other streams that nobody plays: passed over by length.
size_t Demuxer::parseSkipped(base::Bytes head) {
  if (searching_) return reject(Quirk::kGarbage);
  ++counters_.skippedPes;
  pes_.stream = StreamTable::kNone;
  remaining_ = lengthField(head);
  enter(remaining_ > 0 ? State::kSkip : State::kHeader);
  return kPesFixedBytes;
}

size_t Demuxer::parsePes(base::Bytes head) {
  const PesHeader pes = parsePesHeader(head, isVideoId(head[3]));
  const bool broken = pes.form == PesHeader::Form::kBroken;
  if (searching_ && (broken || pes.lengthLies || !pes.timestampMarkersOk)) return reject(Quirk::kGarbage);
  const size_t total = pesTotalBytes(head);
  // QUIRK pes-length-zero: allowed in transport streams only; the payload goes up to the next start code of the system
  // layer. [fixture ps/quirk-pes-length-zero.ps]
  if (total == 0 && !tolerates(Quirk::kPesLengthZero)) return reject(Quirk::kGarbage);
  // QUIRK pes-header-broken: neither an MPEG-2 nor an MPEG-1 header; passed over by length.
  // [fixture ps/quirk-pes-header-broken.ps]
  if (broken) count(Quirk::kPesHeaderBroken);
  const bool refused = broken || (pes.form == PesHeader::Form::kShort && !tolerates(Quirk::kPesHeaderShort)) ||
                       (pes.lengthLies && !tolerates(Quirk::kPesHeaderLengthLies));
  if (refused) return total == 0 ? reject(Quirk::kGarbage) : parseSkipped(head);
  found();
  // QUIRK timestamp-marker-broken: the value is used all the same. [fixture ps/quirk-timestamp-marker-broken.ps]
  if (!pes.timestampMarkersOk) count(Quirk::kTimestampMarkerBroken);
  beginPes(pes, table_.findOrAdd(head[3]), head);
  return pes.bytes;
}

void Demuxer::beginPes(const PesHeader& pes, size_t stream, base::Bytes head) {
  const size_t total = pesTotalBytes(head);
  const size_t length = total == 0 ? 0 : total - pes.bytes;
  const base::Bytes peek = head.subspan(pes.bytes, std::min(head.size() - pes.bytes, total == 0 ? SIZE_MAX : length));
  if (table_.look(stream, peek.first(std::min(peek.size(), table_.sniffBytes(stream))), length)) {
    if (table_[stream].streamType == 0) count(Quirk::kPsmAbsent);
    if (table_.contradicts(stream)) count(isVideoId(head[3]) ? Quirk::kPsmCodecLies : Quirk::kG711IsAac);
    sink_.onStreams(table_.map());
  }
  PesInfo info;
  info.streamId = head[3];
  info.codec = table_[stream].codec;
  info.video = isVideoId(head[3]);
  info.pts90k = pes.pts90k;
  info.dts90k = pes.dts90k;
  info.dataAlignment = pes.dataAlignment;
  info.length = static_cast<uint32_t>(length);
  info.unbounded = total == 0;
  bool& seen = info.video ? packHasVideo_ : packHasAudio_;
  info.startsPack = !seen;
  seen = true;
  ++counters_.pes;
  pes_ = {.open = true,
          .continuation = false,
          .lengthKnown = total != 0,
          .startsWithStartCode = false,
          .video = info.video,
          .stream = stream,
          .headerBytes = pes.bytes - kPesFixedBytes,
          .bytes = 0};
  sink_.onPesBegin(info);
  remaining_ = length;
  enter(total == 0 ? State::kUnbounded : State::kPayload);
  if (total == 0 || length > 0) return;
  endPes(true);
  enter(State::kHeader);
}

// QUIRK pes-length-short: bytes go on behind the declared length: a length that wrapped at 65536, one that left out the
// header, or NAL units outside of it. They are handed on as a continuation, and judged at its end.
// [fixture ps/quirk-pes-length-short.ps]
void Demuxer::beginContinuation(base::Bytes head) {
  PesInfo info;
  info.streamId = table_[pes_.stream].streamId;
  info.codec = table_[pes_.stream].codec;
  info.video = pes_.video;
  info.unbounded = true;
  info.continuation = true;
  pes_.open = true;
  pes_.continuation = true;
  pes_.startsWithStartCode = pes_.video && isStartPrefix(head.data());
  pes_.bytes = 0;
  sink_.onPesBegin(info);
  enter(State::kUnbounded);
}

void Demuxer::emit(base::Bytes bytes) {
  if (bytes.empty()) return;
  pes_.bytes += bytes.size();
  sink_.onPesData(bytes);
}

void Demuxer::endPes(bool complete) {
  pes_.open = false;
  if (!complete) ++counters_.incompletePes;
  sink_.onPesEnd(complete);
}

/// kUnbounded: the payload so far explains itself, so it may end here.
bool Demuxer::looksWhole() const {
  if (!pes_.continuation || !pes_.lengthKnown) return true;
  return pes_.startsWithStartCode || pes_.bytes == pes_.headerBytes || pes_.bytes % kLengthWrapBytes == 0;
}

void Demuxer::endUnbounded() {
  const bool whole = looksWhole();
  endPes(whole);
  if (pes_.continuation) count(whole ? Quirk::kPesLengthShort : Quirk::kGarbage);
  if (!whole) {
    counters_.skippedBytes += pes_.bytes;
    sink_.onResync(pes_.bytes);
  }
  enter(State::kHeader);
}

}  // namespace guanlan::ps
