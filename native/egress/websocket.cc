#include "egress/websocket.h"

#include <algorithm>

namespace guanlan::egress {

namespace {

/// §5.2; every other one is reserved.
enum Opcode : uint8_t { kContinuation = 0, kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10 };
constexpr uint8_t kFinal = 0x80;
constexpr uint8_t kReservedBits = 0x70;
constexpr uint8_t kMasked = 0x80;
constexpr uint8_t kControl = 8;
constexpr uint16_t kNormal = 1000;
constexpr uint16_t kProtocolError = 1002;
constexpr uint16_t kTooBig = 1009;

bool isOpcode(uint8_t opcode) { return opcode <= kBinary || (opcode >= kClose && opcode <= kPong); }

}  // namespace

bool isCloseCode(uint32_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

size_t writeBinaryHead(uint8_t out[kMaxServerHeadBytes], uint64_t payloadBytes) {
  out[0] = kFinal | kBinary;
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
  while (size < reason.size() && size > 0 && (static_cast<uint8_t>(reason[size]) & 0xC0) == 0x80) size--;
  base::append8(out, kFinal | kClose);
  base::append8(out, static_cast<uint32_t>(2 + size));
  base::append16(out, code);
  base::append(out, reason.substr(0, size));
}

WebSocketReader::Result WebSocketReader::feed(base::Bytes bytes, base::Buffer& reply, base::Buffer* data) {
  while (!bytes.empty()) {
    Result result = Result::kOpen;
    if (!inPayload_) {
      head_[headSize_++] = bytes[0];
      bytes = bytes.subspan(1);
      if (headSize_ == 2 && wrongStart() != 0) {
        appendClose(reply, wrongStart(), "");
        return Result::kFailed;
      }
      if (headSize_ < 2 || headSize_ < neededHeadBytes()) continue;
      result = onHead(reply);
    } else {
      const auto size = static_cast<size_t>(std::min<uint64_t>(remaining_, bytes.size()));
      take(bytes.first(size), data);
      remaining_ -= size;
      bytes = bytes.subspan(size);
      if (remaining_ == 0) result = onFrame(reply);
    }
    if (result != Result::kOpen) return result;
  }
  return Result::kOpen;
}

void WebSocketReader::take(base::Bytes bytes, base::Buffer* data) {
  base::Buffer* into = head_[0] & kControl ? &control_ : binary_ ? data : nullptr;
  if (!into) return;
  for (const uint8_t byte : bytes) into->push_back(byte ^ head_[maskAt_ + payloadAt_++ % 4]);
}

size_t WebSocketReader::neededHeadBytes() const {
  const uint8_t length = head_[1] & 0x7F;
  return 2u + (length == 126 ? 2u : length == 127 ? 8u : 0u) + 4u;
}

/// §5.1: a client masks; §5.2: no reserved bit or opcode; §5.4: a message ends before the next begins; §5.5: control
/// frames are short and whole.
uint16_t WebSocketReader::wrongStart() const {
  const bool control = (head_[0] & kControl) != 0;
  if (!(head_[1] & kMasked) || (head_[0] & kReservedBits) || !isOpcode(head_[0] & 0x0F)) return kProtocolError;
  if (control && ((head_[1] & 0x7F) > kMaxControlBytes || !(head_[0] & kFinal))) return kProtocolError;
  if (!control && inMessage_ != ((head_[0] & 0x0F) == kContinuation)) return kProtocolError;
  return 0;
}

WebSocketReader::Result WebSocketReader::onHead(base::Buffer& reply) {
  const uint8_t length = head_[1] & 0x7F;
  remaining_ = length == 126 ? base::load16(head_ + 2) : length == 127 ? base::load64(head_ + 2) : length;
  if (remaining_ > kMaxIgnoredBytes) {
    appendClose(reply, kTooBig, "");
    return Result::kFailed;
  }
  const uint8_t opcode = head_[0] & 0x0F;
  if (opcode <= kBinary) inMessage_ = !(head_[0] & kFinal);
  if (opcode == kText || opcode == kBinary) binary_ = opcode == kBinary;
  maskAt_ = headSize_ - 4;
  payloadAt_ = 0;
  inPayload_ = true;
  control_.clear();
  return remaining_ == 0 ? onFrame(reply) : Result::kOpen;
}

WebSocketReader::Result WebSocketReader::onFrame(base::Buffer& reply) {
  const uint8_t opcode = head_[0] & 0x0F;
  inPayload_ = false;
  headSize_ = 0;
  if (opcode == kClose) return onClose(reply);
  if (opcode != kPing) return Result::kOpen;
  base::append8(reply, kFinal | kPong);
  base::append8(reply, static_cast<uint32_t>(control_.size()));
  base::append(reply, control_);
  return Result::kOpen;
}

/// §5.5.1: the answer repeats the code; a body begins with one that may be sent.
WebSocketReader::Result WebSocketReader::onClose(base::Buffer& reply) {
  const uint16_t code = control_.empty() ? kNormal : control_.size() == 1 ? uint16_t{0} : base::load16(control_.data());
  const bool valid = isCloseCode(code);
  appendClose(reply, valid ? code : kProtocolError, "");
  return valid ? Result::kClosed : Result::kFailed;
}

}  // namespace guanlan::egress
