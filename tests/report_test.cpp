//===- report_test.cpp - The HTML report in a browser ---------------------===//
//
// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What output_test cannot see: that the script works, what can be read in light
// and in dark, and where things are. report_page.html uses a report in a frame
// and says what it saw. Without Chromium this is skipped; `./dev test-report`
// installs it.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace await_tidy::test;
using llvm::StringRef;
namespace json = llvm::json;

namespace {

std::string browser() {
  for (const char *Path : {"/usr/bin/chromium", "/usr/bin/chromium-browser"})
    if (fs::exists(Path))
      return Path;
  return "";
}

class Report : public testing::Test {
protected:
  void SetUp() override {
    if (browser().empty())
      GTEST_SKIP() << "Chromium is not installed; ./dev test-report does that";
  }

  void write(const std::string &Report, const Words &Files) {
    ProcessOptions O;
    O.Directory = Folder.path();
    ProcessResult R =
        run(concat({{commandPath(), "--quiet", "--format=html",
                     "--min-confidence=low", "--output=" + Report},
                    Files,
                    {"--"},
                    sampleFlags()}),
            O);
    ASSERT_TRUE(fs::exists(Folder.path() / Report)) << R;
  }

  /// Every shape that the page has to cope with.
  void writeAll() {
    Folder.write("a.cpp", Withdraw);
    Folder.write("it's <b>.cpp", Rollback);
    Folder.write("src/lazy.cpp", LazyLoad);
    Folder.write("src/hostile.cpp",
                 replaced(Withdraw, "co_await transfer(amount);",
                          "co_await transfer(amount); // </script><script>"
                          "document.title='hacked'</script><img src=x "
                          "onerror=\"document.title='hacked'\">"));
    Folder.write("clean.cpp", Clean);
    std::string Many = "#include \"coro.h\"\nmock::task<> wait();\n";
    for (int I = 0; I != 2000; ++I) {
      std::string N = std::to_string(I);
      Many += "int n" + N + " = 0;\nmock::task<> f" + N + "() {\n  if (n" + N +
              " == 0) {\n    co_await wait();\n    n" + N + " += 2;\n  }\n}\n";
    }
    Folder.write("many.cpp", Many);
    write("report.html",
          {"a.cpp", "it's <b>.cpp", "src/lazy.cpp", "src/hostile.cpp"});
    write("clean.html", {"clean.cpp"});
    write("failed.html", {"gone.cpp"});
    write("many.html", {"many.cpp"});
  }

  ProcessResult chromium(const Words &Arguments) {
    Words All = {browser(),        "--headless",
                 "--disable-gpu",  "--hide-scrollbars",
                 "--no-first-run", "--user-data-dir=" + Folder / "profile"};
    if (geteuid() == 0)
      All.push_back("--no-sandbox"); // it refuses to run as root otherwise
    return run(concat({All, Arguments}));
  }

  /// What report_page.html saw.
  json::Object look(const Words &Arguments, const std::string &Part = "") {
    Folder.write("page.html",
                 readFile(sourceRoot() / "tests/report_page.html"));
    ProcessResult R = chromium(concat(
        {Arguments,
         {"--allow-file-access-from-files", "--virtual-time-budget=20000",
          "--dump-dom", "file://" + Folder / "page.html" + Part}}));
    StringRef Text = StringRef(R.Out)
                         .split("<pre id=\"result\">")
                         .second.split("</pre>")
                         .first;
    std::string Plain = Text.str();
    for (auto [From, To] :
         {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}})
      while (contains(Plain, From))
        Plain = replaced(Plain, From, To);
    llvm::Expected<json::Value> V = json::parse(Plain);
    if (!V || !V->getAsObject()) {
      ADD_FAILURE() << llvm::toString(V.takeError()) << '\n' << R;
      return {};
    }
    return *V->getAsObject();
  }

  TemporaryFolder Folder;
};

Words words(const json::Object &O, StringRef Key) {
  Words Out;
  if (const json::Array *A = O.getArray(Key))
    for (const json::Value &V : *A)
      Out.push_back(V.getAsString().value_or("?").str());
  else
    Out.push_back("<no '" + Key.str() + "'>");
  return Out;
}

std::string text(const json::Object &O, StringRef Key) {
  return O.getString(Key).value_or("<no text>").str();
}

int64_t number(const json::Object &O, StringRef Key) {
  return O.getInteger(Key).value_or(-1);
}

bool isTrue(const json::Object &O, StringRef Key) {
  return O.getBoolean(Key).value_or(false);
}

constexpr const char *Light = "rgb(246, 247, 248)", *Dark = "rgb(18, 21, 25)";

TEST_F(Report, InABrowser) {
  writeAll();
  json::Object Saw = look({});
  EXPECT_EQ(text(Saw, "error"), "<no text>");
  EXPECT_EQ(words(Saw, "loaded"), Words{}) << "it loads something";
  EXPECT_EQ(text(Saw, "title"), "4 findings - await-tidy");
  EXPECT_EQ(number(Saw, "findings"), 4);
  EXPECT_EQ(text(Saw, "count"), "4 findings");

  EXPECT_EQ(words(Saw, "steps"),
            (Words{"check", "suspension", "other", "act"}));
  EXPECT_EQ(number(Saw, "lanes"), 2);
  EXPECT_TRUE(isTrue(Saw, "downwards"));
  EXPECT_GE(number(Saw, "marks"), 4);
  EXPECT_TRUE(isTrue(Saw, "sameAddress"));

  EXPECT_FALSE(isTrue(Saw, "dark"));
  EXPECT_EQ(text(Saw, "ground"), Light);
  EXPECT_EQ(text(Saw, "themeButton"), "Dark");
  EXPECT_EQ(text(Saw, "otherGround"), Dark);
  EXPECT_EQ(text(Saw, "groundAgain"), Light);
  EXPECT_EQ(words(Saw, "faint"), Words{});
  EXPECT_EQ(words(Saw, "otherFaint"), Words{});

  EXPECT_EQ(words(Saw, "ofRule"), Words{"await-snapshot-rollback"});
  EXPECT_EQ(number(Saw, "filesOfRule"), 1);
  EXPECT_EQ(text(Saw, "ofRuleCount"), "1 of 4 findings");
  EXPECT_EQ(text(Saw, "hash"), "#rule=await-snapshot-rollback");
  EXPECT_EQ(words(Saw, "kept"), Words{"await-snapshot-rollback"});
  EXPECT_TRUE(isTrue(Saw, "keptBox"));
  EXPECT_EQ(number(Saw, "cleared"), 4);
  EXPECT_EQ(number(Saw, "low"), 1);
  EXPECT_EQ(words(Saw, "ofFile"), Words{"it's <b>.cpp"});
  EXPECT_EQ(number(Saw, "groups"), 1);
  EXPECT_EQ(number(Saw, "searched"), 1);

  EXPECT_TRUE(isTrue(Saw, "first"));
  EXPECT_TRUE(isTrue(Saw, "second"));
  EXPECT_TRUE(isTrue(Saw, "search"));
  EXPECT_TRUE(isTrue(Saw, "linked"));
  EXPECT_EQ(number(Saw, "narrow"), 360);
  EXPECT_EQ(number(Saw, "narrowLanes"), 2);

  EXPECT_TRUE(isTrue(Saw, "clean"));
  EXPECT_FALSE(isTrue(Saw, "cleanFilters"));
  EXPECT_TRUE(isTrue(Saw, "failed"));
  EXPECT_EQ(number(Saw, "many"), 2000);
  EXPECT_EQ(number(Saw, "oneOfMany"), 1);
}

TEST_F(Report, WhereTheSystemIsDark) {
  Folder.write("a.cpp", Withdraw);
  write("report.html", {"a.cpp"});
  json::Object Saw =
      look({"--blink-settings=preferredColorScheme=0"}, "#colours");
  EXPECT_EQ(text(Saw, "error"), "<no text>");
  EXPECT_TRUE(isTrue(Saw, "dark"));
  EXPECT_EQ(words(Saw, "faint"), Words{});
  EXPECT_EQ(text(Saw, "ground"), Dark);
  EXPECT_EQ(text(Saw, "themeButton"), "Light");
  EXPECT_EQ(text(Saw, "otherGround"), Light);
}

} // namespace
