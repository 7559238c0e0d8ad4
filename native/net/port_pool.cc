#include "net/port_pool.h"

namespace guanlan::net {

PortPool::PortPool(uint16_t first, uint16_t last) : systemChooses_(first == 0 && last == 0) {
  if (systemChooses_) return;
  for (uint32_t port = first + (first & 1u); port + 1 <= last; port += 2) ports_.push_back(static_cast<uint16_t>(port));
}

uint16_t PortPool::take() {
  if (ports_.empty()) return 0;
  const uint16_t port = ports_.front();
  ports_.pop_front();
  taken_.insert(port);
  return port;
}

void PortPool::giveBack(uint16_t port) {
  if (taken_.erase(port) > 0) ports_.push_back(port);
}

}  // namespace guanlan::net
