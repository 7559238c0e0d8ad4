#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

// WebSocket frames of an adopted player or microphone: RFC 6455 §5.
namespace guanlan::egress {

constexpr size_t kMaxServerHeadBytes = 10;
/// §5.5: control frames carry at most so much.
constexpr size_t kMaxControlBytes = 125;
/// Players have nothing to send; what they send all the same is skipped up to this size.
constexpr uint64_t kMaxIgnoredBytes = 64 << 10;

/// §7.4.1: the endpoint goes away.
constexpr uint16_t kGoingAway = 1001;

/// Codes that may be sent in a close frame: §7.4.1, §7.4.2 and the IANA registry that it founds.
bool isCloseCode(uint32_t code);
/// Head of one unmasked binary message; gives its size.
size_t writeBinaryHead(uint8_t out[kMaxServerHeadBytes], uint64_t payloadBytes);
/// §5.5.1; the reason is cut to fit, not in the middle of a character.
void appendClose(base::Buffer& out, uint16_t code, std::string_view reason);

/// Reads what the client sends, for any split, in bounded memory.
class WebSocketReader {
 public:
  enum class Result : uint8_t { kOpen, kClosed, kFailed };

  /// Answers that are due (pong, close) are appended to `reply`, whole frames. kClosed: the player closed;
  /// kFailed: it broke the protocol, and `reply` holds a close with 1002 or 1009. What binary messages hold is appended
  /// to `data`, never more than was fed; without one it is skipped, as text is.
  Result feed(base::Bytes bytes, base::Buffer& reply, base::Buffer* data = nullptr);

 private:
  /// Payload bytes of the frame that has begun.
  void take(base::Bytes bytes, base::Buffer* data);
  size_t neededHeadBytes() const;
  /// After the first two bytes: the close code of what is wrong with them, or 0.
  uint16_t wrongStart() const;
  Result onHead(base::Buffer& reply);
  Result onFrame(base::Buffer& reply);
  Result onClose(base::Buffer& reply);

  // State.
  uint8_t head_[14] = {};
  size_t headSize_ = 0;
  uint64_t remaining_ = 0;
  bool inPayload_ = false;
  bool inMessage_ = false;  // a fragment came that is not the last of its message
  bool binary_ = false;     // the newest data message
  size_t maskAt_ = 0;
  uint64_t payloadAt_ = 0;
  base::Buffer control_;
};

}  // namespace guanlan::egress
