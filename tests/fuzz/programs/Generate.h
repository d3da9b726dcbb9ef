//===- Generate.h - Random coroutine classes --------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Makes a class with some shared state and coroutines over it out of building
/// blocks, and says what a second file needs to run it. A class is a tree of
/// statements, so that it can be made smaller.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_TESTS_FUZZ_PROGRAMS_GENERATE_H
#define AWAIT_TIDY_TESTS_FUZZ_PROGRAMS_GENERATE_H

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace await_tidy::test {

/// SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom
/// number generators", OOPSLA 2014), with bounds of its own: the distributions
/// of the standard library are different in each of them.
class Random {
public:
  explicit Random(uint64_t Seed) : State(Seed) {}
  uint64_t next() {
    uint64_t Z = (State += 0x9e3779b97f4a7c15);
    Z = (Z ^ (Z >> 30)) * 0xbf58476d1ce4e5b9;
    Z = (Z ^ (Z >> 27)) * 0x94d049bb133111eb;
    return Z ^ (Z >> 31);
  }
  /// 0 ... \p N - 1. \p N is small, so the remainder is even enough.
  unsigned below(unsigned N) { return next() % N; }
  bool chance(unsigned Percent) { return below(100) < Percent; }
  template <class T> const T &pick(const std::vector<T> &From) {
    return From[below(From.size())];
  }
  /// A number of \p Weights, each as often as its weight.
  unsigned weighted(const std::vector<unsigned> &Weights);

private:
  uint64_t State;
};

/// A statement: one line; or a head with statements in braces; or, without a
/// text, some statements that belong together.
struct Node {
  std::string Text;
  bool Block = false;
  std::vector<Node> Kids;
};

struct Method {
  std::string Name;
  std::string Head;
  std::vector<Node> Body;
  /// How two or three instances call it; empty for helpers.
  std::vector<std::string> Calls;
  bool Suspends = false;
};

struct Generated {
  std::string Namespace, Class;
  /// What the functions are given as their object, if they are free ones: the
  /// declaration; empty if they are members.
  std::string Object;
  std::vector<std::string> Before;  ///< constants, types, globals
  std::vector<std::string> Members; ///< of Class
  std::vector<Method> Methods;
  bool Global = false; ///< the state is in globals
  bool IntendedRacy = false;
  /// Statements that make the state another one at the beginning, one for each
  /// variant; and expressions that show it at the end. `self` is the object.
  std::vector<std::string> Setups, Observed;
  std::string Mutex; ///< as an expression; empty if there is none
  /// The building blocks it is made of.
  std::set<std::string> Features;

  /// The text that is analysed; a namespace. The first line of what is
  /// generated is line 1.
  std::string render() const;
  /// A programs::Case for runtime.h, as an expression.
  std::string renderCase() const;
};

/// The class number \p Number of the seed \p Seed.
Generated generate(uint64_t Seed, unsigned Number);

/// How many methods, statements, members and other declarations \p G has.
size_t parts(const Generated &G);

/// \p G without those of its parts() that \p Drop says, and what is in them.
/// Perhaps it does not compile.
Generated without(const Generated &G, const std::vector<bool> &Drop);

/// Takes out of \p G the helpers that nobody calls.
void dropUncalled(Generated &G);

/// All classes that are \p G with the braces of one block opened.
std::vector<Generated> opened(const Generated &G);

} // namespace await_tidy::test

#endif
