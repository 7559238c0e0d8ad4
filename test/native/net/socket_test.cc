#include "net/socket.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

namespace guanlan::net {
namespace {

constexpr int kDeadlineMs = 5000;

const Address kLoopback = *Address::parse("127.0.0.1", 0);

bool readable(int fd) {
  pollfd wait{fd, POLLIN, 0};
  return ::poll(&wait, 1, kDeadlineMs) == 1;
}
bool writable(int fd) {
  pollfd wait{fd, POLLOUT, 0};
  return ::poll(&wait, 1, kDeadlineMs) == 1;
}

base::Buffer pattern(size_t size, uint8_t seed) {
  base::Buffer bytes(size);
  for (size_t i = 0; i < size; i++) bytes[i] = static_cast<uint8_t>(seed + i * 7);
  return bytes;
}

struct UdpPair {
  Opened receiver = openUdp(kLoopback, 1 << 20);
  Opened sender = openUdp(kLoopback, 1 << 16);
  Address to = localAddress(receiver.fd.get());

  void send(const base::Buffer& bytes) {
    const base::Bytes packet = bytes;
    ASSERT_EQ(sendDatagrams(sender.fd.get(), {&packet, 1}, to), 1u);
  }
};

TEST(Udp, SocketsAreNonBlockingAndCloseOnExec) {
  const Opened udp = openUdp(kLoopback, 1 << 16);
  const Opened tcp = openTcpListener(kLoopback);
  for (int fd : {udp.fd.get(), tcp.fd.get()}) {
    ASSERT_GE(fd, 0);
    EXPECT_TRUE(::fcntl(fd, F_GETFL) & O_NONBLOCK);
    EXPECT_TRUE(::fcntl(fd, F_GETFD) & FD_CLOEXEC);
    EXPECT_NE(localAddress(fd).port(), 0);
  }
}

TEST(Udp, TakenPortFailsWithErrno) {
  const Opened first = openUdp(kLoopback, 1 << 16);
  const Opened second = openUdp(localAddress(first.fd.get()), 1 << 16);
  EXPECT_FALSE(second.fd.valid());
  EXPECT_EQ(second.error, EADDRINUSE);
}

TEST(Udp, ReportsTheReceiveBufferThatItGot) {
  const Opened udp = openUdp(kLoopback, 64 << 10);
  EXPECT_GE(receiveBufferBytes(udp.fd.get()), 64 << 10);
}

TEST(Datagrams, ComeWithTheirSource) {
  UdpPair pair;
  pair.send(pattern(100, 1));
  pair.send(pattern(1400, 2));
  ASSERT_TRUE(readable(pair.receiver.fd.get()));
  DatagramReader reader;
  ASSERT_EQ(reader.read(pair.receiver.fd.get()), 2u);
  EXPECT_FALSE(reader.full());
  const Datagram first = reader.datagram(0);
  EXPECT_EQ(base::Buffer(first.bytes.begin(), first.bytes.end()), pattern(100, 1));
  EXPECT_EQ(first.from.port(), localAddress(pair.sender.fd.get()).port());
  EXPECT_EQ(first.from.host(), "127.0.0.1");
  EXPECT_EQ(reader.datagram(1).bytes.size(), 1400u);
  EXPECT_EQ(reader.read(pair.receiver.fd.get()), 0u);
}

TEST(Datagrams, FullBatchTellsThatMoreMayWait) {
  UdpPair pair;
  for (size_t i = 0; i < DatagramReader::kBatch + 3; i++) pair.send(pattern(20, static_cast<uint8_t>(i)));
  DatagramReader reader;
  EXPECT_EQ(reader.read(pair.receiver.fd.get()), DatagramReader::kBatch);
  EXPECT_TRUE(reader.full());
  EXPECT_EQ(reader.read(pair.receiver.fd.get()), 3u);
  EXPECT_FALSE(reader.full());
  EXPECT_EQ(reader.datagram(2).bytes[0], static_cast<uint8_t>(DatagramReader::kBatch + 2));
}

// A cut datagram must never pass for a whole one.
TEST(Datagrams, LargerThanASlotIsToldAndFitsLargeSlots) {
  UdpPair pair;
  const base::Buffer big = pattern(9000, 5);
  pair.send(big);
  pair.send(big);
  DatagramReader reader;
  ASSERT_EQ(reader.read(pair.receiver.fd.get()), 2u);
  EXPECT_TRUE(reader.datagram(0).truncated);
  EXPECT_EQ(reader.datagram(0).bytes.size(), DatagramReader::kSlotBytes);
  for (int i = 0; i < 3; i++) pair.send(big);
  ASSERT_EQ(reader.read(pair.receiver.fd.get(), true), DatagramReader::kLargeBatch);
  EXPECT_TRUE(reader.full());
  const Datagram whole = reader.datagram(1);
  EXPECT_FALSE(whole.truncated);
  EXPECT_EQ(base::Buffer(whole.bytes.begin(), whole.bytes.end()), big);
  EXPECT_EQ(reader.read(pair.receiver.fd.get(), true), 1u);
  pair.send(pattern(30, 9));
  ASSERT_EQ(reader.read(pair.receiver.fd.get()), 1u);
  EXPECT_EQ(reader.datagram(0).bytes.size(), 30u);
}

TEST(Datagrams, KernelDropsAreTold) {
  UdpPair pair;
  pair.receiver = openUdp(kLoopback, 1);  // the least that the system gives
  pair.to = localAddress(pair.receiver.fd.get());
  for (int i = 0; i < 200; i++) pair.send(pattern(1400, 0));
  DatagramReader reader;
  EXPECT_LT(reader.read(pair.receiver.fd.get()), 60u);
  pair.send(pattern(20, 0));  // the count travels with the next one
  ASSERT_TRUE(readable(pair.receiver.fd.get()));
  reader.read(pair.receiver.fd.get());
  EXPECT_GT(reader.kernelDrops(), 100u);
}

struct TcpPair {
  Opened listener = openTcpListener(kLoopback);
  Opened client = startConnect(localAddress(listener.fd.get()));
  Address from;
  Fd server;

  TcpPair() {
    EXPECT_TRUE(writable(client.fd.get()));
    EXPECT_EQ(connectError(client.fd.get()), 0);
    EXPECT_TRUE(readable(listener.fd.get()));
    server = acceptOne(listener.fd.get(), from);
  }
};

TEST(Tcp, ConnectsAndTellsWho) {
  TcpPair pair;
  ASSERT_TRUE(pair.server.valid());
  EXPECT_TRUE(pair.from == localAddress(pair.client.fd.get()));
  EXPECT_TRUE(remoteAddress(pair.client.fd.get()) == localAddress(pair.listener.fd.get()));
  Address nobody;
  EXPECT_FALSE(acceptOne(pair.listener.fd.get(), nobody).valid());
}

TEST(Tcp, PiecesLeaveInOneCallAndArriveInOrder) {
  TcpPair pair;
  const base::Buffer head = pattern(3, 1);
  const base::Buffer body = pattern(500, 2);
  const iovec pieces[] = {{const_cast<uint8_t*>(head.data()), head.size()},
                          {const_cast<uint8_t*>(body.data()), body.size()}};
  EXPECT_EQ(sendPieces(pair.client.fd.get(), pieces), 503);
  EXPECT_EQ(sendBytes(pair.client.fd.get(), head), 3);
  base::Buffer got;
  std::array<uint8_t, 64> into;
  while (got.size() < 506) {
    ASSERT_TRUE(readable(pair.server.get()));
    const ssize_t n = receive(pair.server.get(), into);
    ASSERT_GT(n, 0);
    base::append(got, base::Bytes(into).first(static_cast<size_t>(n)));
  }
  base::Buffer expected = head;
  base::append(expected, body);
  base::append(expected, head);
  EXPECT_EQ(got, expected);
}

TEST(Tcp, NothingNowEndAndBreakAreTold) {
  TcpPair pair;
  std::array<uint8_t, 8> into;
  EXPECT_EQ(receive(pair.server.get(), into), 0);
  pair.client.fd.close();
  ASSERT_TRUE(readable(pair.server.get()));
  EXPECT_EQ(receive(pair.server.get(), into), -1);
  EXPECT_EQ(errno, 0);

  TcpPair broken;
  const linger now{1, 0};
  ASSERT_EQ(::setsockopt(broken.client.fd.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now), 0);
  broken.client.fd.close();
  ASSERT_TRUE(readable(broken.server.get()));
  EXPECT_EQ(receive(broken.server.get(), into), -1);
  EXPECT_EQ(errno, ECONNRESET);
}

TEST(Tcp, FullSocketTakesNothingAndDoesNotBlock) {
  TcpPair pair;
  const base::Buffer bytes = pattern(1 << 20, 0);
  ssize_t n = 1;
  for (int i = 0; i < 1000 && n > 0; i++) n = sendBytes(pair.client.fd.get(), bytes);
  EXPECT_EQ(n, 0);
}

TEST(Tcp, RefusedConnectionHasItsErrno) {
  Address gone;
  {
    const Opened listener = openTcpListener(kLoopback);
    gone = localAddress(listener.fd.get());
  }
  const Opened client = startConnect(gone);
  if (client.fd.valid()) {
    ASSERT_TRUE(writable(client.fd.get()));
    EXPECT_EQ(connectError(client.fd.get()), ECONNREFUSED);
  } else {
    EXPECT_EQ(client.error, ECONNREFUSED);
  }
}

TEST(Tcp, DuplicateLivesOnItsOwn) {
  TcpPair pair;
  Opened copy = duplicate(pair.client.fd.get());
  ASSERT_TRUE(copy.fd.valid());
  pair.client.fd.close();
  EXPECT_EQ(sendBytes(copy.fd.get(), pattern(5, 0)), 5);
  EXPECT_TRUE(readable(pair.server.get()));
  EXPECT_EQ(duplicate(-1).error, EBADF);
}

TEST(SocketPair, IsConnected) {
  int fds[2];
  ASSERT_EQ(socketPair(fds), 0);
  const Fd a(fds[0]);
  const Fd b(fds[1]);
  EXPECT_EQ(sendBytes(a.get(), pattern(7, 0)), 7);
  std::array<uint8_t, 16> into;
  EXPECT_EQ(receive(b.get(), into), 7);
}

TEST(Fd, MovesAndCloses) {
  int fds[2];
  ASSERT_EQ(socketPair(fds), 0);
  Fd a(fds[0]);
  Fd b(std::move(a));
  EXPECT_FALSE(a.valid());
  EXPECT_EQ(b.get(), fds[0]);
  b = Fd(fds[1]);
  EXPECT_EQ(::fcntl(fds[0], F_GETFD), -1);
  const int released = b.release();
  EXPECT_FALSE(b.valid());
  EXPECT_EQ(::close(released), 0);
}

}  // namespace
}  // namespace guanlan::net
