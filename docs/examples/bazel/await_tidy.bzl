"""An aspect that runs await-tidy on the sources of C++ rules. Not run in the
tests of await-tidy; docs/integration.md says how it is used.

Part of await-tidy, under the Apache License v2.0 with LLVM Exceptions.
SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "CPP_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

SOURCES = ("cc", "cpp", "cxx", "c++", "C")

def compile_flags(ctx, compilation):
    """What the rule's sources are compiled with."""
    toolchain = find_cpp_toolchain(ctx)
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    variables = cc_common.create_compile_variables(
        feature_configuration = features,
        cc_toolchain = toolchain,
        user_compile_flags = ctx.fragments.cpp.copts +
                             ctx.fragments.cpp.cxxopts +
                             getattr(ctx.rule.attr, "copts", []),
        include_directories = compilation.includes,
        quote_include_directories = compilation.quote_includes,
        system_include_directories = compilation.system_includes,
        preprocessor_defines = depset(
            transitive = [compilation.defines, compilation.local_defines],
        ),
    )
    flags = cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = CPP_COMPILE_ACTION_NAME,
        variables = variables,
    )
    return toolchain, flags

def _await_tidy_aspect(target, ctx):
    if CcInfo not in target:
        return []
    compilation = target[CcInfo].compilation_context
    toolchain, flags = compile_flags(ctx, compilation)
    reports = []
    for source in getattr(ctx.rule.files, "srcs", []):
        if source.extension not in SOURCES:
            continue
        report = ctx.actions.declare_file(
            "{}.{}.await-tidy.txt".format(target.label.name, source.short_path.replace("/", "_")),
        )

        # Bazel shows what a failing action prints, so nothing is redirected.
        ctx.actions.run_shell(
            inputs = depset([source], transitive = [compilation.headers, toolchain.all_files]),
            outputs = [report],
            command = 'report="$1"; shift; "$@" >&2 && touch "$report"',
            arguments = [report.path, ctx.attr._command, source.path, "--"] + flags,
            mnemonic = "AwaitTidy",
            progress_message = "await-tidy: " + source.short_path,
            use_default_shell_env = True,
        )
        reports.append(report)
    return [OutputGroupInfo(await_tidy = depset(reports))]

await_tidy = aspect(
    implementation = _await_tidy_aspect,
    fragments = ["cpp"],
    attrs = {
        # An installed one: it brings no headers along but finds those of Clang.
        "_command": attr.string(default = "await-tidy"),
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    },
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)
