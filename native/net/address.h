#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>

namespace guanlan::net {

/// An IPv4 or IPv6 address with its port.
class Address {
 public:
  Address() = default;
  /// Numeric text only; nullopt for anything else.
  static std::optional<Address> parse(const std::string& text, uint16_t port);
  static Address from(const sockaddr_storage& storage);

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage_); }
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage_); }
  socklen_t size() const { return storage_.ss_family == AF_INET6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in); }
  int family() const { return storage_.ss_family; }
  bool valid() const { return storage_.ss_family == AF_INET || storage_.ss_family == AF_INET6; }
  uint16_t port() const;
  void setPort(uint16_t port);
  /// Without the port; IPv4 in IPv6 is written as IPv4.
  std::string host() const;
  bool sameHost(const Address& other) const;
  /// Of host and port; equal for what `==` calls equal within one family.
  size_t hash() const;
  bool operator==(const Address& other) const { return sameHost(other) && port() == other.port(); }

 private:
  sockaddr_storage storage_{};
};

struct AddressHash {
  size_t operator()(const Address& address) const { return address.hash(); }
};

}  // namespace guanlan::net
