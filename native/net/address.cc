#include "net/address.h"

#include <arpa/inet.h>

#include <cstring>
#include <functional>
#include <string_view>

namespace guanlan::net {

std::optional<Address> Address::parse(const std::string& text, uint16_t port) {
  Address address;
  sockaddr_in v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    std::memcpy(&address.storage_, &v4, sizeof v4);
  } else if (inet_pton(AF_INET6, text.c_str(), &address.storage_.sin6_addr) == 1) {
    address.storage_.sin6_family = AF_INET6;
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
    const in_addr address = v4();
    inet_ntop(AF_INET, &address, text, sizeof text);
  }
  return text;
}

bool Address::sameHostAcross(const Address& other) const {
  if (family() != AF_INET6 || other.family() != AF_INET6) return host() == other.host();
  return std::memcmp(&storage_.sin6_addr, &other.storage_.sin6_addr, sizeof(in6_addr)) == 0;
}

size_t Address::hash() const {
  const in_addr address = v4();
  std::string_view bytes(reinterpret_cast<const char*>(&address), sizeof address);
  if (family() == AF_INET6) bytes = {reinterpret_cast<const char*>(&storage_.sin6_addr), sizeof(in6_addr)};
  return std::hash<std::string_view>()(bytes) * 31 + port();
}

}  // namespace guanlan::net
