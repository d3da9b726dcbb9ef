//===- absl.h - Parts of Abseil ---------------------------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Names and signatures of Abseil, with no code behind them, and what
// tells a flat table from one with nodes.
//
//===----------------------------------------------------------------------===//
#pragma once
#pragma GCC system_header

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <utility>

#define ABSL_GUARDED_BY(x) __attribute__((guarded_by(x)))
#define ABSL_EXCLUSIVE_LOCKS_REQUIRED(...) __attribute__((exclusive_locks_required(__VA_ARGS__)))

namespace absl {
namespace container_internal {
/// The slots of a flat table hold the elements, those of a node table point to
/// them.
template <class Key, class Value> union map_slot_type {
  map_slot_type();
  ~map_slot_type();
  std::pair<const Key, Value> value;
};
template <class Key, class Value> struct FlatHashMapPolicy {
  using slot_type = map_slot_type<Key, Value>;
  using key_type = Key;
  using mapped_type = Value;
};
template <class Reference, class Policy> struct node_slot_policy {
  using slot_type = std::remove_cv_t<std::remove_reference_t<Reference>> *;
};
template <class Key, class Value>
struct NodeHashMapPolicy : node_slot_policy<std::pair<const Key, Value> &, NodeHashMapPolicy<Key, Value>> {
  using key_type = Key;
  using mapped_type = Value;
};

template <class Policy> class raw_hash_map {
public:
  using key_type = typename Policy::key_type;
  using mapped_type = typename Policy::mapped_type;
  using value_type = std::pair<const key_type, mapped_type>;
  using hasher = std::hash<key_type>;
  class iterator {
  public:
    value_type &operator*() const;
    value_type *operator->() const;
    iterator &operator++();
    friend bool operator==(const iterator &a, const iterator &b) { return a.slot_ == b.slot_; }

  private:
    typename Policy::slot_type *slot_;
  };
  using const_iterator = iterator;
  class node_type {};
  iterator begin();
  iterator end();
  const_iterator begin() const;
  const_iterator end() const;
  bool empty() const;
  std::size_t size() const;
  void clear();
  std::pair<iterator, bool> insert(value_type value);
  template <class... Args> std::pair<iterator, bool> emplace(Args &&...args);
  template <class... Args> std::pair<iterator, bool> try_emplace(const key_type &key, Args &&...args);
  template <class V> std::pair<iterator, bool> insert_or_assign(const key_type &key, V &&value);
  std::size_t erase(const key_type &key);
  iterator erase(iterator where);
  node_type extract(const key_type &key);
  iterator find(const key_type &key);
  const_iterator find(const key_type &key) const;
  bool contains(const key_type &key) const;
  mapped_type &operator[](const key_type &key);
  mapped_type &at(const key_type &key);
  void reserve(std::size_t size);
};

/// Many elements stand in one node of the tree.
template <class Key, class Value> class btree_map_container {
public:
  using key_type = Key;
  using mapped_type = Value;
  using value_type = std::pair<const Key, Value>;
  class node_type {};
  class iterator {
  public:
    value_type &operator*() const;
    value_type *operator->() const;
    iterator &operator++();
    friend bool operator==(const iterator &a, const iterator &b) { return a.position_ == b.position_; }

  private:
    node_type *node_;
    int position_;
  };
  using const_iterator = iterator;
  iterator begin();
  iterator end();
  bool empty() const;
  std::size_t size() const;
  void clear();
  std::pair<iterator, bool> insert(value_type value);
  template <class... Args> std::pair<iterator, bool> try_emplace(const key_type &key, Args &&...args);
  std::size_t erase(const key_type &key);
  node_type extract(const key_type &key);
  iterator find(const key_type &key);
  iterator lower_bound(const key_type &key);
  bool contains(const key_type &key) const;
  mapped_type &operator[](const key_type &key);
  mapped_type &at(const key_type &key);
};
} // namespace container_internal

template <class K, class V>
class flat_hash_map : public container_internal::raw_hash_map<container_internal::FlatHashMapPolicy<K, V>> {};
template <class K, class V>
class node_hash_map : public container_internal::raw_hash_map<container_internal::NodeHashMapPolicy<K, V>> {};
template <class K, class V> class btree_map : public container_internal::btree_map_container<K, V> {};

template <class T, std::size_t N> class InlinedVector {
public:
  using value_type = T;
  using iterator = T *;
  using const_iterator = const T *;
  iterator begin();
  iterator end();
  const_iterator begin() const;
  const_iterator end() const;
  bool empty() const;
  std::size_t size() const;
  std::size_t capacity() const;
  void clear();
  void push_back(T value);
  template <class... Args> T &emplace_back(Args &&...args);
  void pop_back();
  T &operator[](std::size_t index);
  T &at(std::size_t index);
  T &front();
  T &back();
  iterator erase(const_iterator where);
  void resize(std::size_t size);
};

class __attribute__((lockable)) Mutex {
public:
  void Lock() __attribute__((exclusive_lock_function()));
  void Unlock() __attribute__((unlock_function()));
  bool TryLock() __attribute__((exclusive_trylock_function(true)));
  void ReaderLock() __attribute__((shared_lock_function()));
  void ReaderUnlock() __attribute__((unlock_function()));
};
class __attribute__((scoped_lockable)) MutexLock {
public:
  explicit MutexLock(Mutex *mu) __attribute__((exclusive_lock_function(mu)));
  MutexLock(const MutexLock &) = delete;
  ~MutexLock() __attribute__((unlock_function()));
};
class __attribute__((scoped_lockable)) ReaderMutexLock {
public:
  explicit ReaderMutexLock(Mutex *mu) __attribute__((shared_lock_function(mu)));
  ReaderMutexLock(const ReaderMutexLock &) = delete;
  ~ReaderMutexLock() __attribute__((unlock_function()));
};
} // namespace absl
