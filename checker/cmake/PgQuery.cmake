# libpg_query, the PostgreSQL server's parser as a library: the targets
# await-tidy-pg-query-headers (to compile) and await-tidy-pg-query (to link).

find_path(PG_QUERY_INCLUDE_DIR pg_query.h)
# The archive first: then the modules stay one file each, and what they bring
# along is hidden from the program that loads them.
find_library(PG_QUERY_LIBRARY NAMES libpg_query.a pg_query)
if(NOT PG_QUERY_INCLUDE_DIR OR NOT PG_QUERY_LIBRARY)
  message(FATAL_ERROR "libpg_query is missing; on Debian 12: "
                      "apt-get install libpg-query-dev")
endif()

add_library(await-tidy-pg-query-headers INTERFACE)
target_include_directories(await-tidy-pg-query-headers SYSTEM INTERFACE
                           "${PG_QUERY_INCLUDE_DIR}")
add_library(await-tidy-pg-query INTERFACE)
target_link_libraries(await-tidy-pg-query INTERFACE "${PG_QUERY_LIBRARY}")
target_link_options(await-tidy-pg-query INTERFACE
                    -Wl,--exclude-libs,libpg_query.a)
