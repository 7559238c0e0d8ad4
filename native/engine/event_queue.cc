#include "engine/event_queue.h"

#include <iterator>
#include <utility>

namespace guanlan::engine {

namespace {
uint64_t slotOf(Handle handle, EventType type) { return handle << 4 | static_cast<uint64_t>(type); }
}  // namespace

void EventQueue::push(Event event) {
  static_assert(static_cast<size_t>(EventType::kWorkerLoad) < 16);
  bool wasEmpty = false;
  {
    std::lock_guard lock(mutex_);
    if (waiting_.contains(slotOf(event.handle, EventType::kClosed))) return;
    wasEmpty = events_.empty();
    // An older event of the same type is overtaken; it goes to the end, so that the order of a handle's states holds.
    const uint64_t slot = slotOf(event.handle, event.type);
    const auto old = waiting_.find(slot);
    if (old != waiting_.end()) events_.erase(old->second);
    events_.push_back(std::move(event));
    waiting_[slot] = std::prev(events_.end());
  }
  if (wasEmpty) wake_();
}

std::vector<Event> EventQueue::drain() {
  List events;
  {
    std::lock_guard lock(mutex_);
    events.swap(events_);
    waiting_.clear();
  }
  return {std::make_move_iterator(events.begin()), std::make_move_iterator(events.end())};
}

}  // namespace guanlan::engine
