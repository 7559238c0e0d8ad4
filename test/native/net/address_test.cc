#include "net/address.h"

#include <gtest/gtest.h>

namespace guanlan::net {
namespace {

TEST(Address, ReadsNumericTextOnly) {
  const auto v4 = Address::parse("192.0.2.7", 5060);
  ASSERT_TRUE(v4);
  EXPECT_EQ(v4->host(), "192.0.2.7");
  EXPECT_EQ(v4->port(), 5060);
  EXPECT_EQ(v4->family(), AF_INET);
  const auto v6 = Address::parse("2001:db8::1", 6);
  ASSERT_TRUE(v6);
  EXPECT_EQ(v6->host(), "2001:db8::1");
  EXPECT_EQ(v6->port(), 6);
  for (const char* text : {"", "localhost", "1.2.3", "1.2.3.4:5", "256.1.1.1", "[::1]"})
    EXPECT_FALSE(Address::parse(text, 1)) << text;
}

TEST(Address, DefaultIsNotValid) {
  EXPECT_FALSE(Address().valid());
  EXPECT_TRUE(Address::parse("0.0.0.0", 0)->valid());
}

TEST(Address, ComparesHostAndPort) {
  const Address a = *Address::parse("192.0.2.7", 1);
  const Address samePort = *Address::parse("192.0.2.8", 1);
  Address otherPort = a;
  otherPort.setPort(2);
  EXPECT_TRUE(a == *Address::parse("192.0.2.7", 1));
  EXPECT_FALSE(a == samePort);
  EXPECT_FALSE(a == otherPort);
  EXPECT_TRUE(a.sameHost(otherPort));
  EXPECT_FALSE(a.sameHost(samePort));
}

TEST(Address, Ipv4InIpv6IsTheSameHost) {
  const Address mapped = *Address::parse("::ffff:192.0.2.7", 1);
  EXPECT_EQ(mapped.host(), "192.0.2.7");
  EXPECT_TRUE(mapped.sameHost(*Address::parse("192.0.2.7", 9)));
}

TEST(Address, HashFollowsEquality) {
  for (const char* text : {"192.0.2.7", "2001:db8::1"}) {
    EXPECT_EQ(Address::parse(text, 1)->hash(), Address::parse(text, 1)->hash());
    EXPECT_NE(Address::parse(text, 1)->hash(), Address::parse(text, 2)->hash());
  }
  EXPECT_NE(Address::parse("192.0.2.7", 1)->hash(), Address::parse("192.0.2.8", 1)->hash());
}

}  // namespace
}  // namespace guanlan::net
