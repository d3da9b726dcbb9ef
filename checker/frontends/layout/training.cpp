//===- training.cpp - What the layout of the code is made by --------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Analysed once, by a program that counts; see Bolt.cmake. Nearly all of a run
// is Clang parsing headers full of templates, so that is what is in here. What
// the benchmarks analyse is not: they are to say what users get.
//
//===----------------------------------------------------------------------===//
#include <algorithm>
#include <any>
#include <atomic>
#include <chrono>
#include <coroutine>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <optional>
#include <queue>
#include <random>
#include <ranges>
#include <regex>
#include <set>
#include <span>
#include <sstream>
#include <string>
#include <thread>
#include <unordered_map>
#include <variant>
#include <vector>

#include "account.cpp"

struct Session {
  std::unordered_map<std::string, std::shared_ptr<Account>> accounts;
  std::optional<std::string> last;

  Task open(std::string name) {
    if (accounts.contains(name))
      co_return false;
    const long size = std::ssize(accounts);
    const bool sent = co_await transfer(size);
    if (sent)
      accounts.emplace(name, std::make_shared<Account>());
    co_return sent;
  }

  Task close(std::string name) {
    auto found = accounts.find(name);
    if (found == accounts.end())
      co_return false;
    co_await transfer(1);
    last = found->first;
    accounts.erase(found);
    co_return true;
  }
};
