//===- folly_containers.h - Containers of folly -----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of folly's containers, with no code behind them, and what
// tells a flat table from one with nodes.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>

namespace folly {
namespace f14::detail {
template <class Key, class Mapped, class ItemType> struct BasePolicy {
  using Item = ItemType;
  using KeyType = Key;
  using MappedType = Mapped;
};
template <class K, class M> struct ValueContainerPolicy : BasePolicy<K, M, std::pair<const K, M>> {};
template <class K, class M> struct VectorContainerPolicy : BasePolicy<K, M, std::uint32_t> {};
template <class K, class M> struct NodeContainerPolicy : BasePolicy<K, M, std::pair<const K, M> *> {};

template <class Policy> class F14BasicMap {
public:
  using key_type = typename Policy::KeyType;
  using mapped_type = typename Policy::MappedType;
  using value_type = std::pair<const key_type, mapped_type>;
  using hasher = std::hash<key_type>;
  class iterator {
  public:
    value_type &operator*() const;
    value_type *operator->() const;
    iterator &operator++();
    friend bool operator==(const iterator &a, const iterator &b) { return a.item_ == b.item_; }

  private:
    void *item_;
  };
  using const_iterator = iterator;
  iterator begin();
  iterator end();
  bool empty() const;
  std::size_t size() const;
  void clear();
  std::pair<iterator, bool> insert(value_type value);
  template <class... Args> std::pair<iterator, bool> emplace(Args &&...args);
  template <class... Args> std::pair<iterator, bool> try_emplace(const key_type &key, Args &&...args);
  template <class V> std::pair<iterator, bool> insert_or_assign(const key_type &key, V &&value);
  std::size_t erase(const key_type &key);
  iterator erase(iterator where);
  iterator find(const key_type &key);
  bool contains(const key_type &key) const;
  std::size_t count(const key_type &key) const;
  mapped_type &operator[](const key_type &key);
  mapped_type &at(const key_type &key);
  void reserve(std::size_t size);
};
} // namespace f14::detail
template <class K, class V>
class F14FastMap : public f14::detail::F14BasicMap<f14::detail::VectorContainerPolicy<K, V>> {};
template <class K, class V>
class F14ValueMap : public f14::detail::F14BasicMap<f14::detail::ValueContainerPolicy<K, V>> {};
template <class K, class V>
class F14NodeMap : public f14::detail::F14BasicMap<f14::detail::NodeContainerPolicy<K, V>> {};

template <class T, std::size_t N> class small_vector {
public:
  using value_type = T;
  using iterator = T *;
  using const_iterator = const T *;
  iterator begin();
  iterator end();
  bool empty() const;
  std::size_t size() const;
  std::size_t capacity() const;
  void clear();
  void push_back(T value);
  template <class... Args> T &emplace_back(Args &&...args);
  void pop_back();
  T &operator[](std::size_t index);
  T &front();
  T &back();
  void resize(std::size_t size);
};

/// A value behind a lock that no coroutine should hold over a wait.
template <class T> class Synchronized {
public:
  template <class Value> class LockedPtrOf {
  public:
    LockedPtrOf(LockedPtrOf &&) noexcept;
    ~LockedPtrOf();
    Value *operator->() const;
    Value &operator*() const;
    void unlock();
  };
  using LockedPtr = LockedPtrOf<T>;
  using ConstLockedPtr = LockedPtrOf<const T>;
  LockedPtr wlock();
  ConstLockedPtr rlock() const;
  LockedPtr lock();
  template <class F> decltype(auto) withWLock(F &&body) {
    return std::forward<F>(body)(inside);
  }
  template <class F> decltype(auto) withRLock(F &&body) const {
    return std::forward<F>(body)(inside);
  }
  template <class F> decltype(auto) withLock(F &&body) {
    return std::forward<F>(body)(inside);
  }
  T copy() const;
  void swap(T &other);
  T exchange(T &&other);

private:
  T inside;
};
} // namespace folly
