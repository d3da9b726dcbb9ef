// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// The copy and the restore are behind member functions: save() and restore(), or a helper.
#include "coro.h"

#include <memory>
#include <string>

namespace editing {

mock::task<bool> sync(std::string text);

class Document {
public:
  std::string save() const { return text; }
  void restore(const std::string &snapshot) { text = snapshot; }
  void type(const std::string &s) { text += s; }
  void erase_last(std::size_t n) { text.resize(text.size() - n); }

private:
  std::string text;
};

class Editor {
public:
  // scenario: 82
  mock::task<> edit(std::string s) {
    const auto snapshot = doc.save(); // note: check
    doc.type(s);
    if (!co_await sync(s))   // note: suspension
      doc.restore(snapshot); // expect: await-snapshot-rollback
  }

  // scenario: 77, 82
  mock::task<> edit_compensated(std::string s) {
    doc.type(s);
    if (!co_await sync(s))
      doc.erase_last(s.size()); // missed: await-snapshot-rollback what is last may be another's
  }

  // scenario: 82, 84
  mock::task<> edit_confirmed(std::string s) {
    const bool accepted = co_await sync(s);
    const auto snapshot = doc.save();
    doc.type(s);
    if (!accepted)
      doc.restore(snapshot); // ok: saved after the last await
  }

private:
  Document doc;
};

Document scratch_pad;

// scenario: 82
mock::task<> scribble(std::string s) {
  auto snapshot = scratch_pad.save(); // note: check
  scratch_pad.type(s);
  const bool accepted = co_await sync(s); // note: suspension
  if (!accepted)
    scratch_pad.restore(snapshot); // expect: await-snapshot-rollback
}

// scenario: 82
mock::task<> annotate(std::shared_ptr<Document> doc, std::string note) {
  auto snapshot = doc->save(); // note: check
  doc->type(note);
  try {
    co_await sync(note); // note: suspension
  } catch (...) {
    doc->restore(snapshot); // expect: await-snapshot-rollback
    throw;
  }
}

class Canvas {
public:
  // scenario: 82
  mock::task<> draw(int strokes) {
    const int undo = mark(); // note: check
    layer_ += strokes;
    if (!co_await sync("canvas")) // note: suspension
      roll_back(undo);            // expect: await-snapshot-rollback
  }

  // scenario: 78, 82
  mock::task<> sketch(int strokes) {
    const int undo = mark();
    layer_ += strokes;
    roll_back(undo); // ok: nothing suspends between the copy and the restore
    co_await sync("sketch");
  }

private:
  int mark() const { return layer_; }
  void roll_back(int to) { layer_ = to; }
  int layer_ = 0;
};

} // namespace editing
