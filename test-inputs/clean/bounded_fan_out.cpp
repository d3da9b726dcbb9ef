// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Many requests at once, but not too many; each task writes its own slot of a local vector.
#include "coro.h"

#include <algorithm>
#include <cstddef>
#include <exception>
#include <map>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

mock::task<std::string> fetch(std::string url);
mock::task<std::size_t> count_words(std::string text);

class Permit {
public:
  explicit Permit(mock::semaphore &of) : of_(&of) {}
  Permit(Permit &&other) noexcept : of_(std::exchange(other.of_, nullptr)) {}
  ~Permit() {
    if (of_)
      of_->release();
  }

private:
  mock::semaphore *of_;
};

mock::task<Permit> take(mock::semaphore &from) {
  co_await from.acquire();
  co_return Permit(from);
}

struct Page {
  std::string text;
  std::exception_ptr error;
};

class Crawler {
public:
  explicit Crawler(int at_once) : permits_(at_once) {}

  mock::task<std::vector<Page>> fetch_all(std::vector<std::string> urls) {
    std::vector<Page> pages(urls.size());
    std::vector<mock::task<>> tasks;
    tasks.reserve(urls.size());
    for (std::size_t i = 0; i < urls.size(); ++i)
      tasks.push_back(fetch_one(urls[i], pages[i]));
    co_await mock::when_all(std::move(tasks));
    co_return pages; // ok: nobody but the tasks above wrote into it
  }

  mock::task<std::size_t> words(std::vector<std::string> urls) {
    auto pages = co_await fetch_all(std::move(urls));
    std::vector<std::size_t> counts(pages.size());
    auto count = [this](const Page &page, std::size_t &result) -> mock::task<> {
      const Permit permit = co_await take(permits_);
      if (!page.error)
        result = co_await count_words(page.text); // ok: each has its own result
    };
    std::vector<mock::task<>> tasks;
    for (std::size_t i = 0; i < pages.size(); ++i)
      tasks.push_back(count(pages[i], counts[i]));
    co_await mock::when_all(std::move(tasks));
    co_return std::accumulate(counts.begin(), counts.end(), std::size_t(0));
  }

  /// The pages of a site by their address, those that failed left out.
  mock::task<std::map<std::string, std::string>> site(std::vector<std::string> urls) {
    auto pages = co_await fetch_all(urls);
    std::map<std::string, std::string> site;
    for (std::size_t i = 0; i < urls.size(); ++i)
      if (!pages[i].error)
        site.emplace(urls[i], std::move(pages[i].text)); // ok: locals
    co_return site;
  }

  int most_at_once() const { return most_; }
  long fetched() const { return fetched_; }

private:
  mock::task<> fetch_one(std::string url, Page &page) {
    const Permit permit = co_await take(permits_);
    most_ = std::max(most_, ++running_); // ok: in one step
    try {
      page.text = co_await fetch(std::move(url));
      ++fetched_; // ok: in one step
    } catch (...) {
      page.error = std::current_exception();
    }
    --running_; // ok: takes back its own step
  }

  mock::semaphore permits_;
  int running_ = 0;
  int most_ = 0;
  long fetched_ = 0;
};
