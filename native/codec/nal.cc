#include "codec/nal.h"

#include <algorithm>

namespace guanlan::codec {

namespace {

NalKind h264Kind(uint8_t type) {
  switch (type) {
    case 1:
    case 2:
      return NalKind::kSlice;
    case 5:
      return NalKind::kKeySlice;
    case 7:
      return NalKind::kSps;
    case 8:
      return NalKind::kPps;
    case 9:
      return NalKind::kDelimiter;
    case 10:
    case 11:
      return NalKind::kEnd;
    case 12:
      return NalKind::kFiller;
    default:
      // Also 3 and 4: data partitions B and C follow their slice's A and have no first_mb_in_slice.
      return NalKind::kOther;
  }
}

NalKind h265Kind(uint8_t type) {
  if (type <= 9) return NalKind::kSlice;
  if (type >= 16 && type <= 21) return NalKind::kKeySlice;
  switch (type) {
    case 32:
      return NalKind::kVps;
    case 33:
      return NalKind::kSps;
    case 34:
      return NalKind::kPps;
    case 35:
      return NalKind::kDelimiter;
    case 36:
    case 37:
      return NalKind::kEnd;
    case 38:
      return NalKind::kFiller;
    default:
      return NalKind::kOther;
  }
}

constexpr uint8_t kZeros[2] = {0, 0};

}  // namespace

NalKind nalKind(Codec codec, uint8_t first) {
  return codec == Codec::kH265 ? h265Kind(h265Type(first)) : h264Kind(h264Type(first));
}

bool beginsAccessUnit(Codec codec, uint8_t first) {
  if (codec != Codec::kH265) {
    const uint8_t type = h264Type(first);
    return (type >= 6 && type <= 9) || (type >= 15 && type <= 18);
  }
  const uint8_t type = h265Type(first);
  return (type >= 32 && type <= 35) || type == 39 || (type >= 41 && type <= 44) || (type >= 48 && type <= 55);
}

void AnnexBSplitter::feed(base::Bytes bytes) {
  while (!bytes.empty()) {
    if (zeros_ > 0) {
      // What the held zeros mean is decided by the first byte that is none.
      const auto other = std::find_if(bytes.begin(), bytes.end(), [](uint8_t b) { return b != 0; });
      zeros_ += static_cast<size_t>(other - bytes.begin());
      bytes = bytes.subspan(static_cast<size_t>(other - bytes.begin()));
      if (bytes.empty()) return;
      if (bytes[0] == 1 && zeros_ >= 2) {
        finish();
        open_ = true;
        sink_.onNalBegin();
        bytes = bytes.subspan(1);
      } else {
        emitHeldZeros();
      }
      zeros_ = 0;
      continue;
    }
    uint8_t* room = open_ ? sink_.roomForNal(bytes.size()) : nullptr;
    const size_t start = room ? copyToStartCode(bytes, room) : findStartCode(bytes);
    size_t end = start;
    // Zeros before a start code, or at the end of the input, wait.
    while (end > 0 && bytes[end - 1] == 0) end--;
    if (room) {
      sink_.onNalWritten(end);
    } else {
      emit(bytes.first(end));
    }
    zeros_ = start - end;
    if (start < bytes.size()) {
      zeros_ += 2;
      bytes = bytes.subspan(start + 2);
    } else {
      return;
    }
  }
}

void AnnexBSplitter::finish() {
  if (open_) sink_.onNalEnd();
  open_ = false;
  zeros_ = 0;
}

void AnnexBSplitter::reset() {
  open_ = false;
  zeros_ = 0;
}

void AnnexBSplitter::emit(base::Bytes bytes) {
  if (open_ && !bytes.empty()) sink_.onNalData(bytes);
}

/// Zeros inside a NAL unit: at most two in a row in a conforming stream, any number in a broken one.
void AnnexBSplitter::emitHeldZeros() {
  while (open_ && zeros_ > 0) {
    const size_t count = std::min(zeros_, sizeof kZeros);
    sink_.onNalData(base::Bytes(kZeros, count));
    zeros_ -= count;
  }
}

}  // namespace guanlan::codec
