" What a user of Vim with ALE does with a race, and what Vim then lists.
" Run by editors_test without a screen.
function! s:Say(...) abort
  call writefile([join(a:000, ' ')], '/dev/stdout', 'a')
endfunction

function! s:Expect(what, Condition) abort
  let l:start = reltime()
  while !a:Condition()
    if reltimefloat(reltime(l:start)) > 60
      call s:Say('no answer:', a:what)
      cquit 1
    endif
    " This is when Vim reads what programs write.
    sleep 20m
  endwhile
endfunction

" Other linters may have something to say, too.
function! s:Ours() abort
  return filter(getloclist(0), {_, item -> item.text =~# '^await-'})
endfunction

silent! packadd ale
if !exists('g:loaded_ale')
  call s:Say('absent')
  qall!
endif
execute 'edit' fnameescape($AWAIT_TIDY_FILE)
call s:Expect('the finding', {-> !empty(s:Ours())})
for s:item in s:Ours()
  call s:Say('finding', s:item.lnum, s:item.text)
endfor

" The suspension goes away.
global/co_await transfer(amount);/delete _
doautocmd <nomodeline> TextChanged
call s:Expect('its end', {-> empty(s:Ours())})
call s:Say('repaired')
qall!
