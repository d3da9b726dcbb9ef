//===- annotations.h - What no analysis can know ----------------*- C++ -*-===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Marks for await-tidy. They are attributes without any effect on the program,
/// and nothing at all for compilers other than Clang. Copy this file into a
/// project, or include it as <await_tidy/annotations.h>.
///
/// Clang's own thread-safety attributes (guarded_by, requires_capability,
/// acquire_capability, release_capability, scoped_lockable) are understood as
/// well, under whatever macros a project has for them.
///
//===----------------------------------------------------------------------===//
#ifndef AWAIT_TIDY_ANNOTATIONS_H
#define AWAIT_TIDY_ANNOTATIONS_H

#if defined(__clang__) && defined(__has_cpp_attribute)
#if __has_cpp_attribute(clang::annotate)
#define AWAIT_TIDY_ANNOTATE(...) [[clang::annotate(__VA_ARGS__)]]
#endif
#endif
#ifndef AWAIT_TIDY_ANNOTATE
#define AWAIT_TIDY_ANNOTATE(...)
#endif

/// One coroutine at a time works with it. On a class: nobody else looks at the
/// state of its objects meanwhile, so races on it are not reported. On a
/// function: it never runs twice at once, and nobody else changes what it
/// changes.
///
///     class AWAIT_TIDY_SINGLE_OWNER Session { ... };
///     AWAIT_TIDY_SINGLE_OWNER task<> main_loop();
#define AWAIT_TIDY_SINGLE_OWNER AWAIT_TIDY_ANNOTATE("await_tidy::single_owner")

/// Doing it twice is as good as doing it once: `if (!cached) cached = co_await
/// load();` is no race if load() is marked.
#define AWAIT_TIDY_IDEMPOTENT AWAIT_TIDY_ANNOTATE("await_tidy::idempotent")

/// On a class: awaiting it never suspends. On a function: awaiting its result
/// never does.
#define AWAIT_TIDY_NEVER_SUSPENDS                                              \
  AWAIT_TIDY_ANNOTATE("await_tidy::never_suspends")

/// Other coroutines can run during a call of this function although nothing is
/// awaited: it runs a nested event loop, or waits for a task.
#define AWAIT_TIDY_MAY_SUSPEND AWAIT_TIDY_ANNOTATE("await_tidy::may_suspend")

/// On a member or a global: it is only touched while \p mutex, a member of the
/// same class or a global, is held.
#define AWAIT_TIDY_GUARDED_BY(mutex)                                           \
  AWAIT_TIDY_ANNOTATE("await_tidy::guarded_by " #mutex)

/// On a function: what \p rules (globs in a string, separated by commas) would
/// report in it is meant, for the reason that is given. await-tidy warns where
/// there is no reason, or nothing to report.
///
///     AWAIT_TIDY_ALLOW("await-stale-write", "one writer, see main()")
///     task<> rotate();
#define AWAIT_TIDY_ALLOW(rules, reason)                                        \
  AWAIT_TIDY_ANNOTATE("await_tidy::allow", rules, reason)

#endif
