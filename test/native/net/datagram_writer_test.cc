#include "net/datagram_writer.h"

#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <numeric>

#include "net/socket.h"

namespace guanlan::net {
namespace {

const Address kLoopback = *Address::parse("127.0.0.1", 0);

/// Datagrams one behind the other, each filled with its number.
struct Datagrams {
  base::Buffer bytes;
  std::vector<uint16_t> sizes;

  explicit Datagrams(const std::vector<uint16_t>& wanted) : sizes(wanted) {
    for (size_t i = 0; i < sizes.size(); i++) bytes.insert(bytes.end(), sizes[i], static_cast<uint8_t>(i));
  }
  size_t write(DatagramWriter& writer, int fd, const Address& to) const { return writer.write(fd, bytes, sizes, to); }
};

class DatagramWriterTest : public ::testing::Test {
 protected:
  /// Everything arrives as it was, one datagram for each, in order.
  void expectArrived(const Datagrams& sent) {
    base::Buffer buffer(65536);
    for (size_t i = 0; i < sent.sizes.size(); i++) {
      const ssize_t n = ::recv(receiver_.fd.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
      ASSERT_EQ(n, sent.sizes[i]) << i;
      ASSERT_EQ(base::Buffer(buffer.begin(), buffer.begin() + n), base::Buffer(n, static_cast<uint8_t>(i))) << i;
    }
    EXPECT_EQ(::recv(receiver_.fd.get(), buffer.data(), buffer.size(), MSG_DONTWAIT), -1) << "more than was sent";
  }
  void expectSent(const std::vector<uint16_t>& sizes) {
    const Datagrams datagrams(sizes);
    ASSERT_EQ(datagrams.write(writer_, sender_.fd.get(), to_), sizes.size());
    expectArrived(datagrams);
  }

  Opened receiver_ = openUdp(kLoopback, 8 << 20);
  Opened sender_ = openUdp(kLoopback, 1 << 16);
  Address to_ = localAddress(receiver_.fd.get());
  DatagramWriter writer_;
};

TEST_F(DatagramWriterTest, SendsRunsOfOneSizeAndOthers) {
  expectSent({1412});
  expectSent({1412, 1412, 1412, 700});
  expectSent({700, 1412, 1412, 30, 30, 31, 32, 10});
  expectSent({1412, 1412, 300, 352, 1412, 100});
}

TEST_F(DatagramWriterTest, KeepsToWhatOneMessageMayHold) {
  expectSent(std::vector<uint16_t>(64, 20));
  expectSent(std::vector<uint16_t>(65, 20));
  expectSent(std::vector<uint16_t>(300, 20));
  expectSent(std::vector<uint16_t>(46, 1412));
  expectSent(std::vector<uint16_t>(47, 1412));
  expectSent({40000, 40000, 25507, 25507});
}

// As many as one call takes; the caller comes again.
TEST_F(DatagramWriterTest, SendsTheFirstOfVeryMany) {
  std::vector<uint16_t> sizes(200);
  std::iota(sizes.begin(), sizes.end(), uint16_t{1});
  const Datagrams datagrams(sizes);
  const size_t sent = datagrams.write(writer_, sender_.fd.get(), to_);
  EXPECT_GE(sent, 64u);
  EXPECT_LT(sent, 200u);
  sizes.resize(sent);
  expectArrived(Datagrams(sizes));
  EXPECT_EQ(writer_.write(sender_.fd.get(), {}, {}, to_), 0u);
}

// A socket that sums nothing cannot have its datagrams cut (udp(7), UDP_SEGMENT): that must not cost one of them.
TEST_F(DatagramWriterTest, SendsOneByOneWhereTheKernelRefusesAndRemembersIt) {
  const int on = 1;
  ASSERT_EQ(::setsockopt(sender_.fd.get(), SOL_SOCKET, SO_NO_CHECK, &on, sizeof on), 0);
  ASSERT_TRUE(writer_.segments());
  expectSent({1412, 1412, 1412, 700});
  EXPECT_FALSE(writer_.segments());
  expectSent({1412, 1412, 1412, 700});
  DatagramWriter another;
  EXPECT_TRUE(another.segments()) << "of one socket only";
}

// A kernel before UDP_SEGMENT does not refuse it: it sends the whole run as one datagram. So do sockets of another
// kind, which stand for it here.
TEST_F(DatagramWriterTest, AsksWhetherTheKernelCutsBeforeItLeavesThatToIt) {
  int fds[2];
  ASSERT_EQ(::socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, fds), 0);
  const Fd sender(fds[0]);
  const Fd receiver(fds[1]);
  Datagrams({100}).write(writer_, sender.get(), to_);
  EXPECT_FALSE(writer_.segments());
}

TEST_F(DatagramWriterTest, TellsWhyNothingWasSent) {
  const Datagrams datagrams({100, 100});
  const Address broadcast = *Address::parse("255.255.255.255", 9);
  EXPECT_EQ(datagrams.write(writer_, sender_.fd.get(), broadcast), 0u);
  EXPECT_EQ(errno, EACCES);
  EXPECT_TRUE(writer_.segments()) << "that was no refusal to cut";
}

}  // namespace
}  // namespace guanlan::net
