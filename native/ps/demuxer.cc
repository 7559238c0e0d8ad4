#include "ps/demuxer.h"

#include <algorithm>
#include <utility>

#include "ps/pack_header.h"

//                          start code that looks right
//              +--------+ ----------------------------> +--------+  pack, map, system header: parsed, stays
//   start ---> | search |                               | header | <------------------------------------------+
//   loss ----> |        | <---------------------------- |        | --+--> payload (length known) --- length --+
//              +--------+   no start code where one     +--------+   +--> skip    (private, padding) - met ---+
//                           must be, and no PES before               +--> unbounded ------- next start code --+
//
// The headers themselves are read in demuxer_headers.cc. Where no start code stands behind a PES whose length was met,
// `unbounded` is entered as a continuation of it.
namespace guanlan::ps {
namespace {

constexpr uint8_t kPrefix[kStartPrefixBytes] = {0, 0, 1};

/// PES_packet_length has 16 bits: a sender that does not split writes the rest of this division.
constexpr size_t kLengthWrapBytes = 65536;

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
// packet, and H.26x payload cannot hold 00 00 01 BA: the pack header is believed.
// [fixture ps/quirk-pes-length-long.packets]
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
