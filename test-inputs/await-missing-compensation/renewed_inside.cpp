// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// What a stream does with its own buffer: cut here, made anew there. That is no amount that is taken and
// given back, as the units of a store are.
#include "coro.h"

#include <memory>
#include <string>
#include <utility>

namespace answers {

mock::task<bool> read_request();
mock::task<> put(int bytes);

class Page {
public:
  explicit Page(int size = 0) : size_(size) {}
  void cut(int n) { size_ -= n; }
  int size() const { return size_; }

private:
  int size_ = 0;
};

class Out {
public:
  mock::task<> write(int bytes) {
    page_ = Page(bytes);
    co_await put(bytes);
  }
  mock::task<> flush(int bytes) {
    page_.cut(bytes);
    co_await put(page_.size());
  }

private:
  Page page_;
};

class Store {
public:
  void take(int n) { left_ -= n; }
  void give(int n) { left_ += n; }
  int left() const { return left_; }

private:
  int left_ = 10;
};

class Server {
public:
  mock::task<> serve() {
    for (;;) {
      if (!co_await read_request())
        co_return;
      co_await out_->write(64);
      co_await out_->flush(16); // ok: the buffer of the stream, which makes it anew
    }
  }

  mock::task<> sell() {
    if (store_->left() < 3)
      co_return;
    store_->take(3); // expect: await-missing-compensation
    if (!co_await read_request()) // note: suspension
      co_return;
    if (!co_await read_request())
      store_->give(3);
  }

private:
  std::unique_ptr<Out> out_;
  std::unique_ptr<Store> store_;
};

} // namespace answers
