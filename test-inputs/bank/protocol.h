//===- protocol.h - What a client and the bank say to each other *- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The line protocol of the bank service and the options of its two programs.
//
//   OPEN name amount         a new account                      OK balance
//   DEPOSIT name amount      cash in, at once                   OK balance
//   WITHDRAW name amount     cash out, once it is settled       OK balance
//   PAY name amount          to another bank, once settled      OK balance
//   TRANSFER from to amount  within the bank, once settled      OK balance of from
//   BALANCE name                                                OK balance
//   COUNT                    operations so far                  OK number
//   QUIT                     ends the conversation              BYE
//
// and for whoever plays the clearing house (see server.h):
//
//   STATUS                   OK pending=P requests=R
//   SETTLE [number]          agrees to that payment, or to all  OK how many
//   REFUSE [number]          the same, but it says no           OK how many
//   SHUTDOWN                 ends the program                   BYE
//
// Other answers are `REFUSED reason` (nothing has changed) and `ERR reason` (not understood).
//
//===----------------------------------------------------------------------===//
#pragma once

#include <charconv>
#include <chrono>
#include <cstddef>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace bank {

/// Money, in the smallest coin.
using Amount = long long;

/// No command takes more than this, so that sums stay far from the end of the type.
inline constexpr Amount largest_amount = 1'000'000'000'000;

/// One line from a client. What the command does not take is empty or 0.
struct Request {
  std::string command;
  std::string name;
  std::string other;
  Amount amount = 0;
};

/// What follows a command: so many names, then an amount of at least `least` (none if negative).
struct Form {
  std::string_view command;
  std::size_t names;
  Amount least;
};

inline constexpr Form forms[] = {{"OPEN", 1, 0},     {"DEPOSIT", 1, 1},  {"WITHDRAW", 1, 1},
                                 {"PAY", 1, 1},      {"TRANSFER", 2, 1}, {"COUNT", 0, -1},
                                 {"BALANCE", 1, -1}, {"QUIT", 0, -1},    {"STATUS", 0, -1},
                                 {"SETTLE", 0, -1},  {"SETTLE", 0, 1},   {"REFUSE", 0, -1},
                                 {"REFUSE", 0, 1},   {"SHUTDOWN", 0, -1}};

/// The whole of `text` as a number between `least` and `most`.
inline std::optional<Amount> parse_number(std::string_view text, Amount least, Amount most) {
  Amount number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < least || number > most)
    return std::nullopt;
  return number;
}

/// Nothing if the line is no command in one of its forms.
inline std::optional<Request> parse_request(const std::string &line) {
  std::vector<std::string> words;
  std::istringstream stream(line);
  for (std::string word; stream >> word;)
    words.push_back(word);

  for (const Form &form : forms) {
    const bool takes_amount = form.least >= 0;
    if (words.size() != 1 + form.names + takes_amount || words.front() != form.command)
      continue;
    Request request{words.front(), form.names > 0 ? words[1] : "", form.names > 1 ? words[2] : ""};
    if (!takes_amount)
      return request;
    if (const auto amount = parse_number(words.back(), form.least, largest_amount)) {
      request.amount = *amount;
      return request;
    }
  }
  return std::nullopt;
}

inline std::string ok(Amount value) { return "OK " + std::to_string(value); }
inline std::string refused(const std::string &reason) { return "REFUSED " + reason; }
inline std::string failed(const std::string &reason) { return "ERR " + reason; }

/// What the command line asks for.
struct Options {
  unsigned short port = 0;
  std::chrono::milliseconds settlement{1000};
};

/// Nothing if the command line is not understood.
inline std::optional<Options> parse_options(int argc, char **argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    const std::string_view value = i + 1 < argc ? argv[i + 1] : "";
    if (name == "--port") {
      const auto port = parse_number(value, 0, 65535);
      if (!port)
        return std::nullopt;
      options.port = static_cast<unsigned short>(*port);
    } else if (name == "--settlement-ms") {
      const auto time = parse_number(value, 0, 1'000'000'000);
      if (!time)
        return std::nullopt;
      options.settlement = std::chrono::milliseconds(*time);
    } else {
      return std::nullopt;
    }
  }
  return options;
}

} // namespace bank
