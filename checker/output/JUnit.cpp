//===- JUnit.cpp - Files as test cases ------------------------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One test suite with a test case for each file. Readers show one failure or
/// one error of a case, so all that there is to say about a file is in one: an
/// error when it could not be analysed as a whole, a failure when it has
/// findings.
///
//===----------------------------------------------------------------------===//
#include "output/Output.h"
#include "output/Words.h"
#include "llvm/Support/raw_ostream.h"
#include <fmt/format.h>
#include <map>

using namespace llvm;
using namespace await_tidy;

namespace {
struct Case {
  bool IsError = false;
  unsigned Findings = 0;
  std::string First; ///< what the reader sees in a list
  std::string Body;
  double Seconds = 0;

  void add(const std::string &Short, const std::string &Long) {
    if (First.empty())
      First = Short;
    Body += Long + '\n';
  }
};
} // namespace

static void write(raw_ostream &OS, const Run &R, SourceFiles &) {
  // What is about no file is a case of its own.
  const std::string OfTheRun = "await-tidy";
  std::map<std::string, Case> Cases;
  for (const RunFile &F : R.Files) {
    Case &C = Cases[shownPath(R, F.Path)];
    C.IsError |= F.Analysed != RunFile::Whole;
    C.Seconds += F.Seconds;
  }
  for (const RunMessage &M : R.Messages) {
    // An error in a header is one of the file that includes it.
    const std::string &File = M.File.empty() ? fileOf(M) : M.File;
    auto It = Cases.find(File.empty() ? OfTheRun : shownPath(R, File));
    if (M.Kind == Label::Error && It == Cases.end())
      It = Cases.try_emplace(OfTheRun).first;
    if (It == Cases.end() || M.Kind == Label::Note)
      continue;
    It->second.IsError |= M.Kind == Label::Error;
    if (!It->second.IsError)
      continue;
    std::string Text = M.Text;
    if (M.Where.isValid())
      Text = fmt::format("{}:{}: {}: {}", shownPath(R, M.Where.File),
                         M.Where.Line, wordFor(M.Kind), M.Text);
    It->second.add(M.Text, Text);
  }
  for (const Finding &F : R.Findings) {
    Case &C = Cases[shownPath(R, F.Where.File)];
    ++C.Findings;
    C.add(F.Message, story(R, F));
  }

  unsigned Errors = 0, Failures = 0;
  double Seconds = 0;
  for (const auto &[Name, C] : Cases) {
    Errors += C.IsError;
    Failures += !C.IsError && C.Findings;
    Seconds += C.Seconds;
  }
  std::string Counts =
      fmt::format("tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\" "
                  "time=\"{:.3f}\"",
                  Cases.size(), Failures, Errors, Seconds);
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites " << Counts
     << ">\n  <testsuite name=\"await-tidy\" " << Counts << ">\n";
  for (const auto &[Name, C] : Cases) {
    OS << fmt::format("    <testcase classname=\"await-tidy\" name=\"{0}\" "
                      "file=\"{0}\" time=\"{1:.3f}\"",
                      xml(Name), C.Seconds);
    if (!C.IsError && !C.Findings) {
      OS << "/>\n";
      continue;
    }
    std::string First = C.First.empty() ? "not analysed" : C.First;
    if (!C.IsError && C.Findings > 1)
      First += fmt::format(" (and {} more)", C.Findings - 1);
    OS << fmt::format(">\n      <{0} type=\"{1}\" message=\"{2}\">{3}</{0}>\n"
                      "    </testcase>\n",
                      C.IsError ? "error" : "failure",
                      C.IsError ? "not analysed" : "findings", xml(First),
                      xml(C.Body));
  }
  OS << "  </testsuite>\n</testsuites>\n";
}

static const OutputFormat JUnit{
    .Name = "junit",
    .Summary = "the XML of JUnit, a test case for each file",
    .Write = write};

static const RegisterFormat Registered(JUnit);
