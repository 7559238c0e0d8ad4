#include "codec/flac.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <numeric>

namespace guanlan::codec {

namespace {

constexpr unsigned kSampleBits = 16;
constexpr unsigned kMaxOrder = 2;  // fixed predictors worth trying on speech
constexpr unsigned kMaxRiceBits = 14;
constexpr size_t kFrameHeadBytes = 4 + 7 + 2 + 1;
constexpr size_t kCrc16Bytes = 2;
constexpr unsigned kRiceHeadBits = 10;
/// Low bits that are zero in every value of the law; FLAC leaves them out (RFC 9639 §9.2.2).
constexpr unsigned kAlawWastedBits = 3;
constexpr unsigned kMulawWastedBits = 2;
constexpr uint64_t kSampleNumberMask = (uint64_t{1} << 36) - 1;

constexpr int16_t alaw(uint8_t code) {
  const uint8_t a = code ^ 0x55;
  int32_t value = (a & 0x0F) << 4;
  const int segment = (a & 0x70) >> 4;
  value += segment == 0 ? 8 : 0x108;
  if (segment > 1) value <<= segment - 1;
  return static_cast<int16_t>((a & 0x80) ? value : -value);
}

constexpr int16_t mulaw(uint8_t code) {
  const uint8_t u = static_cast<uint8_t>(~code);
  const int32_t value = (((u & 0x0F) << 3) + 0x84) << ((u & 0x70) >> 4);
  return static_cast<int16_t>((u & 0x80) ? 0x84 - value : value - 0x84);
}

template <int16_t (*Decode)(uint8_t)>
constexpr std::array<int16_t, 256> makeTable() {
  std::array<int16_t, 256> table{};
  for (unsigned i = 0; i < 256; i++) table[i] = Decode(static_cast<uint8_t>(i));
  return table;
}
constexpr auto kAlawTable = makeTable<alaw>();
constexpr auto kMulawTable = makeTable<mulaw>();

constexpr std::array<uint8_t, 256> makeCrc8() {
  std::array<uint8_t, 256> table{};
  for (unsigned i = 0; i < 256; i++) {
    unsigned crc = i;
    for (int bit = 0; bit < 8; bit++) crc = (crc & 0x80) ? (crc << 1 ^ 0x07) : crc << 1;
    table[i] = static_cast<uint8_t>(crc);
  }
  return table;
}
constexpr std::array<uint16_t, 256> makeCrc16() {
  std::array<uint16_t, 256> table{};
  for (unsigned i = 0; i < 256; i++) {
    unsigned crc = i << 8;
    for (int bit = 0; bit < 8; bit++) crc = (crc & 0x8000) ? (crc << 1 ^ 0x8005) : crc << 1;
    table[i] = static_cast<uint16_t>(crc);
  }
  return table;
}
constexpr auto kCrc8 = makeCrc8();
constexpr auto kCrc16 = makeCrc16();

uint16_t crc16(const uint8_t* from, const uint8_t* to) {
  uint16_t crc = 0;
  for (; from != to; from++) crc = static_cast<uint16_t>(crc << 8 ^ kCrc16[crc >> 8 ^ *from]);
  return crc;
}

/// Writes bits, most significant first, into memory that the caller knows to be large enough.
class BitWriter {
 public:
  explicit BitWriter(uint8_t* at) : at_(at) {}

  /// `value` has no bits above `count`, which is at most 32.
  void put(uint32_t value, unsigned count) {
    held_ = held_ << count | value;
    bits_ += count;
    if (bits_ < 32) return;
    bits_ -= 32;
    base::store32(at_, static_cast<uint32_t>(held_ >> bits_));
    at_ += 4;
  }
  void putSigned(int32_t value, unsigned count) { put(static_cast<uint32_t>(value) & ((1u << count) - 1), count); }
  /// RFC 9639 §9.2.7: the quotient in unary, then the low bits.
  void rice(uint32_t value, unsigned lowBits) {
    uint32_t zeros = value >> lowBits;
    for (; zeros + 1 + lowBits > 32; zeros--) put(0, 1);
    put(1u << lowBits | (value & ((1u << lowBits) - 1)), zeros + 1 + lowBits);
  }
  /// Fills the last byte with zeros; gives the end of what was written.
  uint8_t* finish() {
    while (bits_ % 8 != 0) put(0, 1);
    for (; bits_ > 0; bits_ -= 8) *at_++ = static_cast<uint8_t>(held_ >> (bits_ - 8));
    return at_;
  }

 private:
  uint8_t* at_;
  uint64_t held_ = 0;
  unsigned bits_ = 0;
};

/// RFC 9639 §9.1.5: a number of up to 36 bits in the extended UTF-8 code of up to 7 bytes; gives its end.
uint8_t* putCodedNumber(uint8_t* out, uint64_t value) {
  if (value < 0x80) {
    *out++ = static_cast<uint8_t>(value);
    return out;
  }
  unsigned tail = 1;
  while (tail < 6 && value >> (6 * tail + (6 - tail)) != 0) tail++;
  const unsigned lead = 0xFF00u >> (tail + 1) & 0xFFu;
  *out++ = static_cast<uint8_t>(lead | (tail < 6 ? value >> (6 * tail) : 0));
  for (unsigned i = tail; i-- > 0;) *out++ = static_cast<uint8_t>(0x80 | (value >> (6 * i) & 0x3F));
  return out;
}

uint32_t magnitude(int32_t value) { return static_cast<uint32_t>(std::abs(value)); }

/// The fixed predictor (RFC 9639 §9.2.5) whose errors are smallest in sum.
unsigned bestOrder(const int32_t* s, size_t count) {
  uint32_t sums[kMaxOrder + 1] = {};  // kMaxFlacBlockSamples errors of 17 bits fit
  for (size_t i = kMaxOrder; i < count; i++) {
    sums[0] += magnitude(s[i]);
    sums[1] += magnitude(s[i] - s[i - 1]);
    sums[2] += magnitude(s[i] - 2 * s[i - 1] + s[i - 2]);
  }
  return static_cast<unsigned>(std::min_element(sums, sums + kMaxOrder + 1) - sums);
}

/// Prediction errors behind the first `order` samples, signs folded into the lowest bit.
void foldErrors(const int32_t* s, size_t count, unsigned order, uint32_t* out) {
  const auto fold = [](int32_t e) { return static_cast<uint32_t>(e) << 1 ^ static_cast<uint32_t>(e >> 31); };
  if (order == 0) {
    for (size_t i = 0; i < count; i++) out[i] = fold(s[i]);
  } else if (order == 1) {
    for (size_t i = 1; i < count; i++) out[i - 1] = fold(s[i] - s[i - 1]);
  } else {
    for (size_t i = 2; i < count; i++) out[i - 2] = fold(s[i] - 2 * s[i - 1] + s[i - 2]);
  }
}

uint64_t riceCost(const uint32_t* errors, size_t count, unsigned lowBits) {
  uint64_t quotients = 0;
  for (size_t i = 0; i < count; i++) quotients += errors[i] >> lowBits;
  return quotients + uint64_t{count} * (lowBits + 1);
}

/// The Rice parameter that the mean suggests, or the next one where that is cheaper.
unsigned bestRice(const uint32_t* errors, size_t count, uint64_t& cost) {
  const uint64_t sum = std::accumulate(errors, errors + count, uint64_t{0});
  unsigned lowBits = 0;
  while (lowBits < kMaxRiceBits && (uint64_t{count} << (lowBits + 1)) <= sum) lowBits++;
  cost = riceCost(errors, count, lowBits);
  if (lowBits == kMaxRiceBits) return lowBits;
  const uint64_t next = riceCost(errors, count, lowBits + 1);
  if (next >= cost) return lowBits;
  cost = next;
  return lowBits + 1;
}

}  // namespace

int16_t alawToLinear(uint8_t code) { return kAlawTable[code]; }
int16_t mulawToLinear(uint8_t code) { return kMulawTable[code]; }

void writeStreamInfo(uint8_t out[kStreamInfoBytes]) {
  std::fill_n(out, kStreamInfoBytes, uint8_t{0});
  base::store16(out, kMinFlacBlockSamples);
  base::store16(out + 2, kMaxFlacBlockSamples);
  // Minimum and maximum frame size unknown; 20 bits rate, 3 bits channels - 1, 5 bits depth - 1, 36 bits total unknown.
  base::store64(out + 10, uint64_t{kG711SampleRate} << 44 | uint64_t{kSampleBits - 1} << 36);
}

FlacEncoder::FlacEncoder(Codec codec)
    : table_(codec == Codec::kPcmu ? kMulawTable.data() : kAlawTable.data()),
      wastedBits_(codec == Codec::kPcmu ? kMulawWastedBits : kAlawWastedBits) {}

base::Bytes FlacEncoder::encode(base::Bytes g711) {
  g711 = g711.first(std::min(g711.size(), kMaxFlacBlockSamples));
  if (g711.empty()) return {};
  samples_.resize(g711.size());
  for (size_t i = 0; i < g711.size(); i++) samples_[i] = table_[g711[i]] >> wastedBits_;
  // A subframe is never larger than its samples as they are.
  out_.resize(kFrameHeadBytes + 2 + g711.size() * sizeof(int16_t) + sizeof(uint32_t) + kCrc16Bytes);
  // RFC 9639 §9.1: sync with variable block size, block size as 16 bits behind, 8 kHz, one channel, 16 bits.
  uint8_t* at = out_.data();
  base::store32(at, 0xFFF97408);
  at = putCodedNumber(at + 4, sampleNumber_);
  base::store16(at, static_cast<uint16_t>(g711.size() - 1));
  at += 2;
  uint8_t crc8 = 0;
  for (const uint8_t* p = out_.data(); p != at; p++) crc8 = kCrc8[crc8 ^ *p];
  *at++ = crc8;
  at = writeSubframe(at);
  base::store16(at, crc16(out_.data(), at));
  at += kCrc16Bytes;
  // The number has room for 99 days; it starts again after them.
  sampleNumber_ = (sampleNumber_ + g711.size()) & kSampleNumberMask;
  return base::Bytes(out_.data(), at);
}

/// RFC 9639 §9.2: constant, fixed predictor or verbatim, whatever is smallest.
uint8_t* FlacEncoder::writeSubframe(uint8_t* at) {
  const size_t count = samples_.size();
  const unsigned sampleBits = kSampleBits - wastedBits_;
  BitWriter bits(at);
  if (std::all_of(samples_.begin(), samples_.end(), [&](int32_t s) { return s == samples_[0]; })) {
    bits.put(0x00, 8);
    bits.putSigned(samples_[0] * (1 << wastedBits_), kSampleBits);
    return bits.finish();
  }
  const unsigned order = count > kMaxOrder ? bestOrder(samples_.data(), count) : 0;
  errors_.resize(count);
  foldErrors(samples_.data(), count, order, errors_.data());
  uint64_t cost = 0;
  const unsigned lowBits = bestRice(errors_.data(), count - order, cost);
  const bool verbatim = cost + order * sampleBits + kRiceHeadBits >= count * sampleBits;
  bits.put((verbatim ? 0x01u : 0x08u | order) << 1 | 1, 8);
  bits.put(1, wastedBits_);
  const size_t plain = verbatim ? count : order;
  for (size_t i = 0; i < plain; i++) bits.putSigned(samples_[i], sampleBits);
  if (verbatim) return bits.finish();
  bits.put(lowBits, kRiceHeadBits);  // 4-bit Rice parameters, one partition, its parameter
  for (size_t i = 0; i < count - order; i++) bits.rice(errors_[i], lowBits);
  return bits.finish();
}

}  // namespace guanlan::codec
