#include "net/address.h"

#include <arpa/inet.h>

#include <cstring>
#include <functional>
#include <string_view>

namespace guanlan::net {

std::optional<Address> Address::parse(const std::string& text, uint16_t port) {
  Address address;
  auto* v4 = reinterpret_cast<sockaddr_in*>(&address.storage_);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&address.storage_);
  if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
  } else if (inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
  } else {
    return std::nullopt;
  }
  address.setPort(port);
  return address;
}

Address Address::from(const sockaddr_in6& name) {
  Address address;
  address.storage_ = name;
  return address;
}

void Address::setPort(uint16_t port) { storage_.sin6_port = htons(port); }

std::string Address::host() const {
  char text[INET6_ADDRSTRLEN] = "";
  if (family() == AF_INET6) {
    const auto& v6 = storage_.sin6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&v6)) {
      inet_ntop(AF_INET, &v6.s6_addr[12], text, sizeof text);
    } else {
      inet_ntop(AF_INET6, &v6, text, sizeof text);
    }
  } else if (family() == AF_INET) {
    inet_ntop(AF_INET, &v4().sin_addr, text, sizeof text);
  }
  return text;
}

bool Address::sameHostAcross(const Address& other) const {
  if (family() != AF_INET6 || other.family() != AF_INET6) return host() == other.host();
  return std::memcmp(&storage_.sin6_addr, &other.storage_.sin6_addr, sizeof(in6_addr)) == 0;
}

size_t Address::hash() const {
  std::string_view bytes;
  if (family() == AF_INET6) {
    bytes = {reinterpret_cast<const char*>(&storage_.sin6_addr), sizeof(in6_addr)};
  } else {
    bytes = {reinterpret_cast<const char*>(&v4().sin_addr), sizeof(in_addr)};
  }
  return std::hash<std::string_view>()(bytes) * 31 + port();
}

}  // namespace guanlan::net
