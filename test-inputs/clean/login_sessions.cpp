// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// Sessions by token: the second half of a login looks at everything again, a logout erases by key.
#include "coro.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using Clock = std::chrono::steady_clock;

struct User {
  std::uint64_t id = 0;
  std::string password_hash;
  bool locked = false;
  int failed_logins = 0;
  std::uint64_t password_version = 0;
};

mock::task<bool> verify_password(std::string hash, std::string password);
mock::task<std::string> hash_password(std::string password);
mock::task<bool> second_factor(std::uint64_t user);
mock::task<> audit(std::string what, std::uint64_t user);

class Logins {
public:
  mock::task<std::optional<std::string>> login(std::string name, std::string password) {
    auto user = users_.find(name);
    if (user == users_.end() || user->second->locked)
      co_return std::nullopt;
    const std::shared_ptr<User> who = user->second; // ok: pinned
    const auto version = who->password_version;
    if (!co_await verify_password(who->password_hash, std::move(password))) {
      if (++who->failed_logins >= 5)
        who->locked = true; // false-alarm: await-check-then-act counted and tested in one step
      co_return std::nullopt;
    }
    if (!co_await second_factor(who->id))
      co_return std::nullopt;
    // Locked, or with another password by now?
    if (who->locked || who->password_version != version)
      co_return std::nullopt;
    who->failed_logins = 0; // ok: tested again
    std::string token = next_token();
    sessions_.emplace(token, Session{who, Clock::now()});
    co_await audit("login", who->id);
    co_return token;
  }

  mock::task<bool> logout(std::string token) {
    auto session = sessions_.find(token);
    if (session == sessions_.end())
      co_return false;
    const auto user = session->second.user;
    co_await audit("logout", user->id);
    co_return sessions_.erase(token) > 0; // ok: by key, and the result says whether it was there
  }

  mock::task<bool> change_password(std::string name, std::string old, std::string fresh) {
    const auto user = find(name);
    if (!user)
      co_return false;
    const auto version = user->password_version;
    if (!co_await verify_password(user->password_hash, std::move(old)))
      co_return false;
    auto hash = co_await hash_password(std::move(fresh));
    if (user->password_version != version)
      co_return false;
    user->password_hash = std::move(hash); // ok: compared since the last await
    ++user->password_version;
    std::erase_if(sessions_, [&](const auto &session) { return session.second.user == user; });
    co_await audit("password changed", user->id);
    co_return true;
  }

  mock::task<std::size_t> expire(Clock::duration idle) {
    std::vector<std::string> old;
    for (const auto &[token, session] : sessions_)
      if (Clock::now() - session.seen > idle)
        old.push_back(token);
    std::size_t expired = 0;
    for (const std::string &token : old) {
      auto session = sessions_.find(token);
      if (session == sessions_.end() || Clock::now() - session->second.seen <= idle)
        continue; // gone, or used again
      const auto user = session->second.user;
      sessions_.erase(session);
      ++expired;
      co_await audit("expired", user->id);
    }
    co_return expired;
  }

  bool touch(const std::string &token) {
    auto session = sessions_.find(token);
    if (session == sessions_.end())
      return false;
    session->second.seen = Clock::now();
    return true;
  }

  void unlock(const std::string &name) {
    if (auto user = find(name)) {
      user->locked = false;
      user->failed_logins = 0;
    }
  }

private:
  struct Session {
    std::shared_ptr<User> user;
    Clock::time_point seen;
  };

  std::shared_ptr<User> find(const std::string &name) const {
    auto user = users_.find(name);
    return user == users_.end() ? nullptr : user->second;
  }

  std::string next_token() { return "t" + std::to_string(++last_token_); }

  std::map<std::string, std::shared_ptr<User>> users_;
  std::map<std::string, Session> sessions_;
  std::uint64_t last_token_ = 0;
};
