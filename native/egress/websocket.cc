#include "egress/websocket.h"

#include <algorithm>

namespace guanlan::egress {

namespace {
enum Opcode : uint8_t { kClose = 8, kPing = 9, kPong = 10 };
constexpr uint8_t kFinal = 0x80;
constexpr uint16_t kProtocolError = 1002;
constexpr uint16_t kTooBig = 1009;
}  // namespace

size_t writeBinaryHead(uint8_t out[kMaxServerHeadBytes], uint64_t payloadBytes) {
  out[0] = kFinal | 2;
  if (payloadBytes < 126) {
    out[1] = static_cast<uint8_t>(payloadBytes);
    return 2;
  }
  if (payloadBytes < 65536) {
    out[1] = 126;
    base::store16(out + 2, static_cast<uint16_t>(payloadBytes));
    return 4;
  }
  out[1] = 127;
  base::store64(out + 2, payloadBytes);
  return 10;
}

void appendClose(base::Buffer& out, uint16_t code, std::string_view reason) {
  size_t size = std::min(reason.size(), kMaxControlBytes - 2);
  // Not in the middle of a UTF-8 character.
  while (size < reason.size() && size > 0 && (static_cast<uint8_t>(reason[size]) & 0xC0) == 0x80) size--;
  base::append8(out, kFinal | kClose);
  base::append8(out, static_cast<uint32_t>(2 + size));
  base::append16(out, code);
  base::append(out, reason.substr(0, size));
}

WebSocketReader::Result WebSocketReader::feed(base::Bytes bytes, base::Buffer& reply) {
  while (!bytes.empty()) {
    if (!inPayload_) {
      head_[headSize_++] = bytes[0];
      bytes = bytes.subspan(1);
      if (headSize_ < 2 || headSize_ < neededHeadBytes()) continue;
      const Result result = onHead(reply);
      if (result != Result::kOpen) return result;
      continue;
    }
    const auto take = static_cast<size_t>(std::min<uint64_t>(remaining_, bytes.size()));
    if (head_[0] & 8) {
      for (uint8_t byte : bytes.first(take)) control_.push_back(byte ^ head_[maskAt_ + control_.size() % 4]);
    }
    remaining_ -= take;
    bytes = bytes.subspan(take);
    if (remaining_ > 0) continue;
    const Result result = onFrame(reply);
    if (result != Result::kOpen) return result;
  }
  return Result::kOpen;
}

size_t WebSocketReader::neededHeadBytes() const {
  const uint8_t length = head_[1] & 0x7F;
  return 2u + (length == 126 ? 2u : length == 127 ? 8u : 0u) + 4u;
}

/// §5.1: a client masks; §5.5: control frames are short and whole.
WebSocketReader::Result WebSocketReader::onHead(base::Buffer& reply) {
  const bool control = (head_[0] & 8) != 0;
  const uint8_t length = head_[1] & 0x7F;
  const bool masked = (head_[1] & 0x80) != 0;
  remaining_ = length == 126 ? base::load16(head_ + 2) : length == 127 ? base::load64(head_ + 2) : length;
  if (!masked || (head_[0] & 0x70) || (control && (length > kMaxControlBytes || !(head_[0] & kFinal)))) {
    appendClose(reply, kProtocolError, "");
    return Result::kFailed;
  }
  if (remaining_ > kMaxIgnoredBytes) {
    appendClose(reply, kTooBig, "");
    return Result::kFailed;
  }
  maskAt_ = headSize_ - 4;
  inPayload_ = true;
  control_.clear();
  return remaining_ == 0 ? onFrame(reply) : Result::kOpen;
}

WebSocketReader::Result WebSocketReader::onFrame(base::Buffer& reply) {
  const uint8_t opcode = head_[0] & 0x0F;
  inPayload_ = false;
  headSize_ = 0;
  if (opcode == kClose) {
    appendClose(reply, control_.size() >= 2 ? base::load16(control_.data()) : uint16_t{1000}, "");
    return Result::kClosed;
  }
  if (opcode != kPing) return Result::kOpen;
  base::append8(reply, kFinal | kPong);
  base::append8(reply, static_cast<uint32_t>(control_.size()));
  base::append(reply, control_);
  return Result::kOpen;
}

}  // namespace guanlan::egress
