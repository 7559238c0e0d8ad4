#pragma once

#include <cstdint>

#include "base/bytes.h"
#include "codec/media.h"
#include "codec/start_code.h"

// NAL units: ITU-T H.264 (08/2021) §7.3.1, §7.4.1 and annex B; ITU-T H.265 (08/2021) §7.3.1, §7.4.2 and annex B.
namespace guanlan::codec {

/// What a NAL unit means to somebody who cuts a stream into pictures.
enum class NalKind : uint8_t {
  kOther,     // SEI and everything that belongs to a picture without showing one
  kSlice,     // part of a picture that others are needed to decode
  kKeySlice,  // part of a picture where decoding may start: IDR, or H.265 IRAP
  kVps,
  kSps,
  kPps,
  kDelimiter,  // access unit delimiter
  kFiller,
  kEnd,  // end of sequence or of stream
};

inline uint8_t h264Type(uint8_t first) { return first & 0x1F; }
inline uint8_t h265Type(uint8_t first) { return (first >> 1) & 0x3F; }

/// From the first byte of the header.
NalKind nalKind(Codec codec, uint8_t first);
inline bool isSlice(NalKind kind) { return kind == NalKind::kSlice || kind == NalKind::kKeySlice; }
inline bool isParameterSet(NalKind kind) {
  return kind == NalKind::kVps || kind == NalKind::kSps || kind == NalKind::kPps;
}
/// After the last slice of a picture, this NAL unit begins the next access unit (H.264 §7.4.1.2.3, H.265 §7.4.2.4.4).
/// H.264 type 14 is not among them: it stands before every slice of a scalable stream.
bool beginsAccessUnit(Codec codec, uint8_t first);
/// Bytes from the NAL unit's start that startsPicture() needs.
inline size_t nalHeadBytes(Codec codec) { return codec == Codec::kH265 ? 3 : 2; }
/// A slice that is the first of its picture: first_mb_in_slice is 0 (H.264 §7.4.3), or
/// first_slice_segment_in_pic_flag is 1 (H.265 §7.4.7.1).
inline bool startsPicture(Codec codec, const uint8_t* nal) {
  return codec == Codec::kH265 ? (nal[2] & 0x80) != 0 : (nal[1] & 0x80) != 0;
}

/// A slice of a picture that no other refers to: nal_ref_idc is 0 (H.264 §7.4.1), which it must not be of an IDR
/// picture's: that one is not believed.
inline bool isH264Disposable(uint8_t first) { return (first & 0x60) == 0 && h264Type(first) != 5; }
/// The same by H.265 §7.4.2.2: a sub-layer non-reference picture (Table 7-1), and of the highest sub-layer that its
/// sequence has: pictures of higher ones might refer to it. `nal` has 2 bytes at least.
inline bool isH265Disposable(const uint8_t* nal, base::Bytes sps) {
  const uint8_t type = h265Type(nal[0]);
  if (type > 14 || type % 2 != 0 || sps.size() < 3) return false;
  const int maxSubLayersMinus1 = sps[2] >> 1 & 0x07;
  return (nal[1] & 0x07) - 1 >= maxSubLayersMinus1;
}

/// Where NAL units come out.
class NalSink {
 public:
  virtual ~NalSink() = default;
  virtual void onNalBegin() = 0;
  /// Borrowed; never empty.
  virtual void onNalData(base::Bytes bytes) = 0;
  virtual void onNalEnd() = 0;
  /// Where the next `bytes` of the open NAL unit can be written, which saves a way over them; onNalWritten() says how
  /// many of them are its own. Null: they come by onNalData().
  virtual uint8_t* roomForNal(size_t bytes) {
    static_cast<void>(bytes);
    return nullptr;
  }
  virtual void onNalWritten(size_t bytes) { static_cast<void>(bytes); }
};

/// Cuts an Annex B byte stream into NAL units, for any split of the stream, without a copy of its own. Zero bytes
/// before a start code are no part of a NAL unit and are held back until it is known what they are.
class AnnexBSplitter {
 public:
  explicit AnnexBSplitter(NalSink& sink) : sink_(sink) {}

  void feed(base::Bytes bytes);
  /// The stream ends here, or is known to be cut here: ends the open NAL unit.
  void finish();
  /// Forgets an open NAL unit without telling the sink.
  void reset();

 private:
  void emit(base::Bytes bytes);
  void emitHeldZeros();

  // Given.
  NalSink& sink_;
  // State.
  bool open_ = false;
  size_t zeros_ = 0;  // zero bytes seen at the end of the input so far, not yet handed on
};

/// Calls `each(base::Bytes nal)` for every NAL unit of a whole Annex B buffer.
template <typename Each>
void forEachNal(base::Bytes bytes, Each&& each) {
  size_t start = findStartCode(bytes);
  while (start < bytes.size()) {
    const size_t begin = start + 3;
    const size_t next = findStartCode(bytes, begin);
    size_t end = next;
    while (end > begin && bytes[end - 1] == 0) end--;
    if (end > begin) each(bytes.subspan(begin, end - begin));
    start = next;
  }
}

/// Calls `each(base::Bytes nal)` for every NAL unit behind a 4-byte length; false when a length lies.
template <typename Each>
bool forEachLengthPrefixed(base::Bytes bytes, Each&& each) {
  while (!bytes.empty()) {
    if (bytes.size() < 4) return false;
    const size_t size = base::load32(bytes.data());
    if (size == 0 || size > bytes.size() - 4) return false;
    each(bytes.subspan(4, size));
    bytes = bytes.subspan(4 + size);
  }
  return true;
}

}  // namespace guanlan::codec
