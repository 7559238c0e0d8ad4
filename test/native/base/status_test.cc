#include "base/status.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace guanlan::base {
namespace {

TEST(Status, EveryOneHasItsOwnCodeAndASentence) {
  std::set<std::string> codes;
  for (int i = 0; i < static_cast<int>(Status::kCount); i++) {
    const auto status = static_cast<Status>(i);
    const std::string code = statusCode(status);
    EXPECT_TRUE(codes.insert(code).second) << code;
    EXPECT_EQ(code.rfind("GL_", 0), 0u) << code;
    EXPECT_EQ(code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ_"), std::string::npos) << code;
    EXPECT_FALSE(std::string(statusText(status)).empty()) << code;
  }
}

TEST(Status, NamesTheOneAskedFor) {
  EXPECT_STREQ(statusCode(Status::kOk), "GL_OK");
  EXPECT_STREQ(statusCode(Status::kPortExhausted), "GL_ERR_PORT_EXHAUSTED");
  EXPECT_STREQ(statusText(Status::kPeerClosed), "the peer closed the connection");
}

TEST(Status, WhatIsNoStatusHasACodeToo) {
  EXPECT_STREQ(statusCode(Status::kCount), "GL_ERR_UNKNOWN");
  EXPECT_STREQ(statusText(Status::kCount), "unknown status");
}

}  // namespace
}  // namespace guanlan::base
