#include "codec/flac.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace guanlan::codec {

namespace {

constexpr unsigned kSampleBits = 16;
constexpr unsigned kMaxOrder = 2;  // fixed predictors worth trying on speech
constexpr unsigned kMaxRiceBits = 14;

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

/// Appends bits, most significant first.
class BitWriter {
 public:
  explicit BitWriter(base::Buffer& out) : out_(out) {}

  void put(uint32_t value, unsigned count) {
    held_ = held_ << count | (value & ((uint64_t{1} << count) - 1));
    bits_ += count;
    while (bits_ >= 8) {
      bits_ -= 8;
      out_.push_back(static_cast<uint8_t>(held_ >> bits_));
    }
  }
  void unary(uint32_t zeros) {
    for (; zeros >= 24; zeros -= 24) put(0, 24);
    put(1, zeros + 1);
  }
  void align() {
    if (bits_ > 0) put(0, 8 - bits_);
  }

 private:
  base::Buffer& out_;
  uint64_t held_ = 0;
  unsigned bits_ = 0;
};

/// RFC 9639 §9.1.5: the sample number in the extended UTF-8 code of up to 7 bytes.
void putCodedNumber(base::Buffer& out, uint64_t value) {
  if (value < 0x80) {
    out.push_back(static_cast<uint8_t>(value));
    return;
  }
  unsigned tail = 1;
  while (tail < 6 && value >> (6 * tail + (6 - tail)) != 0) tail++;
  const unsigned lead = 0xFF00u >> (tail + 1) & 0xFFu;
  out.push_back(static_cast<uint8_t>(lead | (tail < 6 ? value >> (6 * tail) : 0)));
  for (unsigned i = tail; i-- > 0;) out.push_back(static_cast<uint8_t>(0x80 | (value >> (6 * i) & 0x3F)));
}

struct Choice {
  unsigned order = 0;
  unsigned riceBits = 0;
  uint64_t bits = UINT64_MAX;  // of the residual
};

int32_t predictError(const std::vector<int32_t>& s, size_t i, unsigned order) {
  if (order == 0) return s[i];
  if (order == 1) return s[i] - s[i - 1];
  return s[i] - 2 * s[i - 1] + s[i - 2];
}

uint32_t zigzag(int32_t value) {
  return value < 0 ? static_cast<uint32_t>(-2 * int64_t{value} - 1) : static_cast<uint32_t>(value) * 2;
}

/// The Rice parameter that the mean magnitude suggests, and what it costs.
Choice costOf(const std::vector<int32_t>& samples, unsigned order) {
  Choice choice;
  choice.order = order;
  uint64_t sum = 0;
  const size_t count = samples.size() - order;
  for (size_t i = order; i < samples.size(); i++) sum += zigzag(predictError(samples, i, order));
  while (choice.riceBits < kMaxRiceBits && (uint64_t{count} << (choice.riceBits + 1)) <= sum) choice.riceBits++;
  choice.bits = order * kSampleBits + count * (choice.riceBits + 1);
  for (size_t i = order; i < samples.size(); i++)
    choice.bits += zigzag(predictError(samples, i, order)) >> choice.riceBits;
  return choice;
}

void putSubframe(BitWriter& bits, const std::vector<int32_t>& samples) {
  if (std::all_of(samples.begin(), samples.end(), [&](int32_t s) { return s == samples[0]; })) {
    bits.put(0x00, 8);  // SUBFRAME_CONSTANT
    bits.put(static_cast<uint32_t>(samples[0]), kSampleBits);
    return;
  }
  Choice best;
  for (unsigned order = 0; order <= std::min<size_t>(kMaxOrder, samples.size() - 1); order++) {
    const Choice choice = costOf(samples, order);
    if (choice.bits < best.bits) best = choice;
  }
  if (best.bits >= samples.size() * kSampleBits) {
    bits.put(0x02, 8);  // SUBFRAME_VERBATIM
    for (int32_t s : samples) bits.put(static_cast<uint32_t>(s), kSampleBits);
    return;
  }
  bits.put((0x08u | best.order) << 1, 8);  // SUBFRAME_FIXED
  for (unsigned i = 0; i < best.order; i++) bits.put(static_cast<uint32_t>(samples[i]), kSampleBits);
  bits.put(0, 2);  // 4-bit Rice parameters
  bits.put(0, 4);  // one partition
  bits.put(best.riceBits, 4);
  for (size_t i = best.order; i < samples.size(); i++) {
    const uint32_t value = zigzag(predictError(samples, i, best.order));
    bits.unary(value >> best.riceBits);
    if (best.riceBits > 0) bits.put(value, best.riceBits);
  }
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

FlacEncoder::FlacEncoder(Codec codec) : table_(codec == Codec::kPcmu ? kMulawTable.data() : kAlawTable.data()) {}

base::Bytes FlacEncoder::encode(base::Bytes g711) {
  g711 = g711.first(std::min(g711.size(), kMaxFlacBlockSamples));
  out_.clear();
  if (g711.empty()) return out_;
  samples_.resize(g711.size());
  std::transform(g711.begin(), g711.end(), samples_.begin(), [this](uint8_t code) { return table_[code]; });
  // RFC 9639 §9.1: sync with variable block size, block size as 16 bits behind, 8 kHz, one channel, 16 bits.
  base::append(out_, base::Buffer{0xFF, 0xF9, 0x74, 0x08});
  putCodedNumber(out_, sampleNumber_);
  base::append16(out_, static_cast<uint32_t>(g711.size() - 1));
  uint8_t crc8 = 0;
  for (uint8_t byte : out_) crc8 = kCrc8[crc8 ^ byte];
  out_.push_back(crc8);
  BitWriter bits(out_);
  putSubframe(bits, samples_);
  bits.align();
  uint16_t crc16 = 0;
  for (uint8_t byte : out_) crc16 = static_cast<uint16_t>(crc16 << 8 ^ kCrc16[crc16 >> 8 ^ byte]);
  base::append16(out_, crc16);
  sampleNumber_ += g711.size();
  return out_;
}

}  // namespace guanlan::codec
