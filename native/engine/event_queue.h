#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/status.h"
#include "codec/media.h"
#include "engine/pressure.h"
#include "net/address.h"

namespace guanlan::engine {

/// Index in the lower 20 bits, generation above: below 2^53, so that it is a JavaScript integer.
using Handle = uint64_t;
constexpr unsigned kHandleIndexBits = 20;

enum class EventType : uint8_t {
  kReceiverStarted,
  kReceiverSilent,
  kReceiverBye,
  kSenderStarted,
  kStreamTracks,
  kStreamReady,
  kClosed,
  kEngineStopped,
  /// `handle` is the worker's number, which is no handle; `load` says what it does.
  kWorkerLoad,
};

struct Event {
  EventType type = EventType::kClosed;
  Handle handle = 0;
  net::Address remote;
  uint32_t ssrc = 0;
  codec::Tracks tracks;
  std::string codecs;
  base::Status status = base::Status::kOk;
  int error = 0;
  std::string reason;
  Load load = Load::kCalm;
};

/// From workers to whoever drains. State events are never dropped, and still bounded: an event that says the newest
/// state of a handle replaces the one of its type that waits, so each handle has one slot for each type. Nothing comes
/// behind a handle's kClosed.
class EventQueue {
 public:
  /// `wake` is called from a worker when the queue was empty before.
  explicit EventQueue(std::function<void()> wake) : wake_(std::move(wake)) {}

  void push(Event event);
  /// Everything that waits, in order per handle.
  std::vector<Event> drain();

 private:
  using List = std::list<Event>;

  // Given.
  std::function<void()> wake_;
  // State, under mutex_.
  std::mutex mutex_;
  List events_;
  std::unordered_map<uint64_t, List::iterator> waiting_;  // by handle and type
};

}  // namespace guanlan::engine
