// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A handler cannot await, so it only records the error, and the restore comes after it.
#include "coro.h"

#include <exception>
#include <memory>

namespace quotas {

mock::task<> grant(long n);
mock::task<> report_failure();

class Tenant {
public:
  // scenario: 76
  mock::task<bool> allocate(long n) {
    bool failed = false;
    const long old = used_; // note: check
    used_ += n;
    try {
      co_await grant(n); // note: suspension
    } catch (...) {
      failed = true;
    }
    if (failed)
      used_ = old; // expect: await-snapshot-rollback
    co_return !failed;
  }

  // scenario: 76
  mock::task<> allocate_reporting(long n) {
    std::exception_ptr error;
    const auto old = used_; // note: check
    used_ += n;
    try {
      co_await grant(n);
    } catch (...) {
      error = std::current_exception();
    }
    if (error) {
      co_await report_failure();
      used_ = old; // expect: await-snapshot-rollback
      std::rethrow_exception(error);
    }
  }

  // scenario: 76, 77
  mock::task<> allocate_compensated(long n) {
    std::exception_ptr error;
    used_ += n;
    try {
      co_await grant(n);
    } catch (...) {
      error = std::current_exception();
    }
    if (error) {
      co_await report_failure();
      used_ -= n; // ok: takes back what was added
    }
  }

private:
  long used_ = 0;
};

long cluster_quota = 1'000'000;

// scenario: 76
mock::task<> carve_out(long n) {
  const long whole = cluster_quota; // note: check
  cluster_quota = whole - n;
  bool granted = false;
  try {
    co_await grant(n); // note: suspension
    granted = true;
  } catch (const std::exception &) {
  }
  if (!granted)
    cluster_quota = whole; // expect: await-snapshot-rollback
}

// scenario: 76, 77
mock::task<> carve_out_compensated(long n) {
  cluster_quota -= n;
  bool granted = false;
  try {
    co_await grant(n);
    granted = true;
  } catch (const std::exception &) {
  }
  if (!granted)
    cluster_quota += n; // ok: adds back to what is there now
}

struct Bucket {
  long tokens = 0;
};

// scenario: 76
mock::task<> take(std::shared_ptr<Bucket> bucket, long n) {
  std::exception_ptr failure;
  auto tokens = bucket->tokens; // note: check
  bucket->tokens -= n;
  try {
    co_await grant(n); // note: suspension
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure)
    co_return;
  bucket->tokens = tokens; // expect: await-snapshot-rollback
  std::rethrow_exception(failure);
}

} // namespace quotas
