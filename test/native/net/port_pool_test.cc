#include "net/port_pool.h"

#include <gtest/gtest.h>

#include <set>

namespace guanlan::net {
namespace {

// [RFC 3550 §11] RTP takes an even port and RTCP the next higher odd one.
TEST(PortPool, GivesEvenPortsWhoseOddNeighbourIsInTheRange) {
  PortPool pool(30001, 30007);
  std::set<uint16_t> taken;
  while (const uint16_t port = pool.take()) taken.insert(port);
  EXPECT_EQ(taken, (std::set<uint16_t>{30002, 30004, 30006}));
  EXPECT_EQ(pool.take(), 0);
}

TEST(PortPool, ReturnedPortRestsBehindAllOthers) {
  PortPool pool(30000, 30005);
  const uint16_t first = pool.take();
  pool.giveBack(first);
  EXPECT_NE(pool.take(), first);
  EXPECT_NE(pool.take(), first);
  EXPECT_EQ(pool.take(), first);
}

TEST(PortPool, TakesBackOnlyWhatItGave) {
  PortPool pool(30000, 30003);
  pool.giveBack(30000);
  pool.giveBack(12345);
  EXPECT_EQ(pool.free(), 2u);
  const uint16_t port = pool.take();
  pool.giveBack(port);
  pool.giveBack(port);
  EXPECT_EQ(pool.free(), 2u);
}

TEST(PortPool, EmptyRangeLeavesTheChoiceToTheSystem) {
  EXPECT_TRUE(PortPool(0, 0).systemChooses());
  EXPECT_FALSE(PortPool(30000, 30001).systemChooses());
  EXPECT_EQ(PortPool(0, 0).take(), 0);
}

TEST(PortPool, HighestPorts) {
  PortPool pool(65530, 65535);
  EXPECT_EQ(pool.free(), 3u);
  EXPECT_EQ(PortPool(65535, 65535).free(), 0u);
}

}  // namespace
}  // namespace guanlan::net
