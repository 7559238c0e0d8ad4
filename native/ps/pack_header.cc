#include "ps/pack_header.h"

#include "ps/start_code.h"
#include "ps/timestamps.h"

namespace guanlan::ps {
namespace {

constexpr size_t kFormBytes = 7;  // the start code and the three bytes that tell the form

PackHeader::Form formOf(base::Bytes head) {
  // QUIRK pack-header-empty: Hikvision H.265 cameras send `00 00 01 BA 00 00 01 E0`: a pack header without a body.
  // [fixture ps/quirk-pack-header-empty.ps]
  if (isStartPrefix(&head[4])) return PackHeader::Form::kEmpty;
  if ((head[4] & 0xC0) == 0x40) return PackHeader::Form::kMpeg2;
  if ((head[4] & 0xF0) == 0x20) return PackHeader::Form::kMpeg1;
  return PackHeader::Form::kBroken;
}

}  // namespace

size_t packHeaderNeed(base::Bytes head) {
  if (head.size() < kFormBytes) return kFormBytes;
  switch (formOf(head)) {
    case PackHeader::Form::kMpeg1:
      return kMpeg1PackHeaderBytes;
    case PackHeader::Form::kMpeg2:
      return head.size() < kPackHeaderBytes ? kPackHeaderBytes : kPackHeaderBytes + (head[13] & 7u);
    default:
      return kFormBytes;
  }
}

PackHeader parsePackHeader(base::Bytes head) {
  PackHeader pack;
  pack.form = formOf(head);
  pack.bytes = kStartCodeBytes;
  if (pack.form == PackHeader::Form::kMpeg2) {
    const SystemClock scr = readScr(&head[4]);
    pack.scr27M = scr.ticks27M();
    // program_mux_rate ends with two marker bits; pack_stuffing_length follows five reserved bits.
    pack.markersOk = scr.markersOk && (head[12] & 3) == 3;
    pack.bytes = kPackHeaderBytes + (head[13] & 7u);
  } else if (pack.form == PackHeader::Form::kMpeg1) {
    const Timestamp scr = readTimestamp(&head[4], 2);
    pack.scr27M = scr.value * 300;
    pack.markersOk = scr.markersOk && (head[9] & 0x80) != 0 && (head[11] & 1) == 1;
    pack.bytes = kMpeg1PackHeaderBytes;
  }
  return pack;
}

void writePackHeader(uint8_t* p, int64_t scrBase90k, uint32_t muxRate) {
  base::store32(p, 0x100u | kPackId);
  writeScr(p + 4, scrBase90k, 0);
  base::store24(p + 10, (muxRate & 0x3FFFFF) << 2 | 3);
  p[13] = 0xF8;  // reserved bits 1, no stuffing
}

}  // namespace guanlan::ps
