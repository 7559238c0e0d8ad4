#include "engine/event_queue.h"

#include <algorithm>
#include <utility>

namespace guanlan::engine {

void EventQueue::push(Event event) {
  bool wasEmpty = false;
  {
    std::lock_guard lock(mutex_);
    wasEmpty = events_.empty();
    // An older event of the same type is overtaken; it goes to the end, so that the order of a handle's states holds.
    const auto old = std::find_if(events_.begin(), events_.end(), [&event](const Event& e) {
      return e.handle == event.handle && e.type == event.type;
    });
    if (old != events_.end()) events_.erase(old);
    events_.push_back(std::move(event));
  }
  if (wasEmpty) wake_();
}

std::vector<Event> EventQueue::drain() {
  std::lock_guard lock(mutex_);
  return std::exchange(events_, {});
}

}  // namespace guanlan::engine
