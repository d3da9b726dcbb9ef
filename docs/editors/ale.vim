" await-tidy in Vim with ALE, beside other linters: put this file into ~/.vim as
" ale_linters/cpp/await_tidy.vim.
function! s:Root(buffer) abort
  let l:root = ale#c#FindProjectRoot(a:buffer)
  " ALE starts no server where it knows no project.
  return empty(l:root) ? expand('#' . a:buffer . ':p:h') : l:root
endfunction

call ale#linter#Define('cpp', {
\ 'name': 'await-tidy',
\ 'lsp': 'stdio',
\ 'executable': {-> get(g:, 'await_tidyd', 'await-tidyd')},
\ 'command': '%e',
\ 'project_root': function('s:Root'),
\})
