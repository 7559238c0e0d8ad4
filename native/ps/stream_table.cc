#include "ps/stream_table.h"

#include <optional>

#include "codec/adts.h"
#include "ps/codec_evidence.h"
#include "ps/start_code.h"

namespace guanlan::ps {
namespace {

using codec::Codec;

/// So many audio PES packets without an ADTS header make the declared codec, or G.711, certain.
constexpr uint8_t kAudioLooks = 3;

/// Bytes may overrule what the map says between these only: other video codecs' NAL units look alike by chance.
bool isH26xOrUndeclared(Codec declared) {
  return declared == Codec::kUnknown || declared == Codec::kH264 || declared == Codec::kH265;
}

}  // namespace

size_t StreamTable::findOrAdd(uint8_t streamId) {
  for (size_t i = 0; i < map_.count; ++i)
    if (map_.entries[i].streamId == streamId) return i;
  map_.entries[map_.count] = {streamId, 0, Codec::kUnknown};
  evidence_[map_.count] = {};
  return map_.count++;
}

bool StreamTable::declare(const ProgramStreamMap& psm) {
  bool changed = false;
  for (const MapEntry& declared : psm.list()) {
    if (!isMediaId(declared.streamId)) continue;
    const size_t before = map_.count;
    const size_t index = findOrAdd(declared.streamId);
    StreamEntry& entry = map_.entries[index];
    if (entry.streamType != declared.streamType) {
      entry.streamType = declared.streamType;
      // Video keeps its evidence: some encoders flip the declared type in mid-stream while the bytes stay the same; a
      // true change shows with the parameter sets that follow.
      if (isAudioId(entry.streamId)) evidence_[index] = {};
      update(index);
      changed = true;
    }
    changed = changed || map_.count != before;
  }
  return changed;
}

size_t StreamTable::sniffBytes(size_t index) const {
  const StreamEntry& entry = map_.entries[index];
  if (isAudioId(entry.streamId)) return evidence_[index].settled ? 0 : codec::kAdtsHeaderBytes;
  return evidence_[index].codec == Codec::kUnknown ? kVideoSniffBytes : kVideoCheckBytes;
}

bool StreamTable::look(size_t index, base::Bytes payload, size_t payloadBytes) {
  if (isAudioId(map_.entries[index].streamId)) return lookAtAudio(index, payload, payloadBytes);
  return lookAtVideo(index, payload);
}

/// The bytes may tell the codec: against the map that is `lie`, without a map it is psm-absent.
bool StreamTable::believes(size_t index, Quirk lie) const {
  const Quirk quirk = map_.entries[index].streamType == 0 ? Quirk::kPsmAbsent : lie;
  return (strict_ & quirkBit(quirk)) == 0;
}

// QUIRK psm-absent: no map names the stream: H.264 or H.265 is told by its parameter sets, and until they come the
// codec is unknown; audio is AAC when it carries ADTS headers, else G.711 A-law. [fixture ps/quirk-psm-absent.ps]
//
// QUIRK psm-codec-lies: the map says H.264 and the parameter sets say H.265, or the reverse: the parameter sets are
// believed. [fixture ps/quirk-psm-codec-lies.ps]
bool StreamTable::lookAtVideo(size_t index, base::Bytes payload) {
  if (!believes(index, Quirk::kPsmCodecLies)) return false;
  const Codec shown = videoEvidence(payload);
  if (shown == Codec::kUnknown || shown == evidence_[index].codec) return false;
  evidence_[index].codec = shown;
  return update(index);
}

// QUIRK g711-is-aac: the map says G.711 (stream type 0x90) and the payload is AAC with ADTS headers, as Dahua sends: a
// header that spans the PES exactly, or the same fixed header in two PES packets in a row. [fixture
// ps/quirk-g711-is-aac.ps]
bool StreamTable::lookAtAudio(size_t index, base::Bytes payload, size_t payloadBytes) {
  Evidence& evidence = evidence_[index];
  if (evidence.settled || (payload.empty() && payloadBytes == 0)) return false;
  const uint8_t type = map_.entries[index].streamType;
  if ((type != 0 && !codec::isG711(codecOfStreamType(type))) || !believes(index, Quirk::kG711IsAac)) {
    evidence.settled = true;
    return false;
  }
  const std::optional<codec::AdtsHeader> adts = codec::parseAdts(payload);
  const uint32_t fixedBits = adts ? base::load32(payload.data()) >> 4 : 0;
  if (adts && (adts->frameBytes == payloadBytes || fixedBits == evidence.adtsBits)) {
    evidence.codec = Codec::kAac;
    evidence.settled = true;
    return update(index);
  }
  evidence.adtsBits = fixedBits;
  if (adts) return false;
  evidence.settled = ++evidence.audioLooks == kAudioLooks;
  return update(index);
}

bool StreamTable::update(size_t index) {
  StreamEntry& entry = map_.entries[index];
  const Evidence& evidence = evidence_[index];
  const Codec declared = codecOfStreamType(entry.streamType);
  const bool undeclared = entry.streamType == 0;
  Codec codec = declared;
  if (isAudioId(entry.streamId)) {
    if (evidence.codec != Codec::kUnknown) codec = evidence.codec;
    if (undeclared && evidence.codec == Codec::kUnknown && evidence.audioLooks > 0) codec = Codec::kPcma;
  } else if (evidence.codec != Codec::kUnknown && isH26xOrUndeclared(declared)) {
    codec = evidence.codec;
  }
  const bool changed = codec != entry.codec;
  entry.codec = codec;
  return changed;
}

bool StreamTable::contradicts(size_t index) const {
  const StreamEntry& entry = map_.entries[index];
  return entry.streamType != 0 && entry.codec != codecOfStreamType(entry.streamType);
}

}  // namespace guanlan::ps
