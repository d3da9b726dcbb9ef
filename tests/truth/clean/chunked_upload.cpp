// Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#include "truth.h"

namespace truth_of::clean_chunked_upload {
#include "test-inputs/clean/chunked_upload.cpp"

// What the input only declares.
auto Blocks::write(std::string, std::size_t, std::string) -> mock::task<> {
  return truth::answer("write");
}
auto Blocks::publish(std::string) -> mock::task<> {
  return truth::answer("publish");
}
mock::task<> sleep_for(std::chrono::milliseconds) {
  return truth::answer("sleep_for");
}
auto Remote::send(std::size_t, std::string_view) -> mock::task<Answer> {
  return truth::answer<Answer>("send");
}
auto Remote::ask_received() -> mock::task<std::size_t> {
  return truth::answer<std::size_t>("ask_received");
}
// What is shared, and seen at the end.
auto fields(UploadServer &it) { return std::tie(it.blocks_, it.uploads_); }
auto built(truth::of<UploadServer>) { return new UploadServer(part<Blocks>()); }
auto fields(UploadServer::Upload &it) {
  return std::tie(it.size, it.received, it.writing);
}
auto built(truth::of<UploadServer::Upload>) {
  return new UploadServer::Upload(truth::some<std::size_t>());
}
auto fields(Uploader &it) {
  return std::tie(it.remote_, it.chunk_size_, it.sent_);
}
auto built(truth::of<Uploader>) { return new Uploader(part<Remote>()); }

TRUTH("clean/chunked_upload.cpp") {
  run("UploadServer::chunk",
      [] { return part<UploadServer>().chunk(any, any, any); });
  run("Uploader::upload", [] { return part<Uploader>().upload(any); });
}

} // namespace truth_of::clean_chunked_upload
