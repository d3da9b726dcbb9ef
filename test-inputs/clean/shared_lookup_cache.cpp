// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A cache in which late callers wait for the lookup that is already under way.
#include "coro.h"

#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <string>

struct Thumbnail {
  std::string pixels;
};

mock::task<Thumbnail> render(std::string path);

class ThumbnailCache {
public:
  mock::task<Thumbnail> get(std::string path) {
    if (auto hit = ready_.find(path); hit != ready_.end())
      co_return hit->second;
    if (auto running = under_way_.find(path); running != under_way_.end()) {
      const std::shared_ptr<Lookup> lookup = running->second;
      co_await lookup->done.wait();
      co_return lookup->result();
    }

    auto lookup = std::make_shared<Lookup>();
    under_way_.emplace(path, lookup);
    try {
      lookup->thumbnail = co_await render(path);
    } catch (...) {
      lookup->error = std::current_exception();
    }
    if (lookup->thumbnail)
      ready_.insert_or_assign(path, *lookup->thumbnail); // ok: under_way_ has it since before
    under_way_.erase(path);
    lookup->done.set();
    co_return lookup->result();
  }

private:
  struct Lookup {
    mock::event done;
    std::optional<Thumbnail> thumbnail;
    std::exception_ptr error;

    Thumbnail result() const {
      if (error)
        std::rethrow_exception(error);
      return *thumbnail;
    }
  };

  std::map<std::string, Thumbnail> ready_;
  std::map<std::string, std::shared_ptr<Lookup>> under_way_;
};
