#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"

// PES packet header: ITU-T H.222.0 (06/2021) §2.4.3.6, and its MPEG-1 form, ISO/IEC 11172-1:1993 §2.4.3.3.
namespace guanlan::ps {

constexpr size_t kPesFixedBytes = 6;   // start code and PES_packet_length
constexpr size_t kPesHeaderBytes = 9;  // to PES_header_data_length
/// The longest header: fixed part and 255 bytes of PES_header_data_length.
constexpr size_t kMaxPesHeaderBytes = kPesHeaderBytes + 255;

/// What readers of the header must know beyond the first six bytes.
struct PesHeader {
  enum class Form : uint8_t { kBroken, kMpeg1, kMpeg2, kShort };

  Form form = Form::kBroken;
  size_t bytes = 0;  // to the payload
  std::optional<int64_t> pts90k;
  std::optional<int64_t> dts90k;
  bool dataAlignment = false;
  bool lengthLies = false;         // PES_header_data_length contradicts the flags or PES_packet_length
  bool timestampMarkersOk = true;  // of the time stamps read
};

/// Size of the whole packet as PES_packet_length says; 0: unbounded. `head`: at least kPesFixedBytes.
inline size_t pesTotalBytes(base::Bytes head) {
  const size_t length = base::load16(&head[4]);
  return length == 0 ? 0 : kPesFixedBytes + length;
}

/// Bytes needed before parsePesHeader() may be called: the header and `peekBytes` of payload, but never more than the
/// packet has. `head`: its first bytes, any number.
size_t pesHeaderNeed(base::Bytes head, size_t peekBytes);

/// `head`: at least pesHeaderNeed() bytes, start code included. `video`: the payload may show by a start code where it
/// begins.
PesHeader parsePesHeader(base::Bytes head, bool video);

/// Writes an MPEG-2 PES header; returns its bytes. `dts90k` is written only beside a PTS. data_alignment_indicator is
/// set with a PTS. `payloadBytes` must leave PES_packet_length within 16 bits.
size_t writePesHeader(uint8_t* p, uint8_t streamId, size_t payloadBytes, std::optional<int64_t> pts90k,
                      std::optional<int64_t> dts90k);
constexpr size_t kMaxWrittenPesHeaderBytes = kPesHeaderBytes + 10;

}  // namespace guanlan::ps
