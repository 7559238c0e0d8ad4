#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

namespace guanlan::net {

/// An IPv4 or IPv6 address with its port.
class Address {
 public:
  Address() = default;
  /// Numeric text only; nullopt for anything else.
  static std::optional<Address> parse(const std::string& text, uint16_t port);
  /// `name`: as the kernel filled it, of either family.
  static Address from(const sockaddr_in6& name);

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage_); }
  socklen_t size() const { return family() == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in); }
  int family() const { return storage_.sin6_family; }
  bool valid() const { return family() == AF_INET || family() == AF_INET6; }
  uint16_t port() const { return ntohs(storage_.sin6_port); }
  void setPort(uint16_t port);
  /// Without the port; IPv4 in IPv6 is written as IPv4.
  std::string host() const;
  bool sameHost(const Address& other) const {
    if (family() == AF_INET && other.family() == AF_INET) return v4().s_addr == other.v4().s_addr;
    return sameHostAcross(other);
  }
  /// Of host and port; equal for what `==` calls equal within one family.
  size_t hash() const;
  bool operator==(const Address& other) const { return port() == other.port() && sameHost(other); }

 private:
  /// By copy: the compiler may take for granted that nobody looks at the storage as another type.
  in_addr v4() const {
    sockaddr_in name;
    std::memcpy(&name, &storage_, sizeof name);
    return name.sin_addr;
  }
  bool sameHostAcross(const Address& other) const;

  /// Of either family, the larger one's type; family and port stand at the same place in both.
  sockaddr_in6 storage_{};
};

struct AddressHash {
  size_t operator()(const Address& address) const { return address.hash(); }
};

}  // namespace guanlan::net
