#include <algorithm>

#include "ps/codec_evidence.h"
#include "ps/demuxer.h"
#include "ps/pack_header.h"
#include "ps/system_header.h"

// State `header` of the demuxer (demuxer.cc has the diagram): which structure is it, is it to be believed, what
// follows.
namespace guanlan::ps {
namespace {

size_t lengthField(base::Bytes head) { return base::load16(&head[4]); }

}  // namespace

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
  const bool lies = end != kPesFixedBytes + lengthField(head);
  if (end == 0 || (lies && !allowed(Quirk::kSystemHeaderLengthLies))) return reject(Quirk::kGarbage);
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
  PesHeader pes = parsePesHeader(head, isVideoId(head[3]));
  const bool broken = pes.form == PesHeader::Form::kBroken;
  if (searching_ && (broken || pes.lengthLies || !pes.timestampMarkersOk)) return reject(Quirk::kGarbage);
  const size_t total = pesTotalBytes(head);
  // QUIRK pes-length-zero: allowed in transport streams only; the payload goes up to the next start code of the system
  // layer. [fixture ps/quirk-pes-length-zero.ps]
  if (total == 0 && !tolerates(Quirk::kPesLengthZero)) return reject(Quirk::kGarbage);
  // QUIRK pes-header-broken: neither an MPEG-2 nor an MPEG-1 header; passed over by length.
  // [fixture ps/quirk-pes-header-broken.ps]
  if (broken && !tolerates(Quirk::kPesHeaderBroken)) return reject(Quirk::kGarbage);
  const bool refused = broken || (pes.form == PesHeader::Form::kShort && !tolerates(Quirk::kPesHeaderShort)) ||
                       (pes.lengthLies && !tolerates(Quirk::kPesHeaderLengthLies));
  if (refused) return total == 0 ? reject(Quirk::kGarbage) : parseSkipped(head);
  found();
  // QUIRK timestamp-marker-broken: the value is used all the same. [fixture ps/quirk-timestamp-marker-broken.ps]
  if (!pes.timestampMarkersOk && !tolerates(Quirk::kTimestampMarkerBroken)) pes.pts90k = pes.dts90k = std::nullopt;
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

}  // namespace guanlan::ps
