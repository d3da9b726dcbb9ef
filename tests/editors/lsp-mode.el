;;; What a user of Emacs with lsp-mode does with a race, and what Emacs shows.
;; As at the start of an Emacs that somebody sits at.
(package-activate-all)
(unless (require 'lsp-mode nil t)
  (princ "absent\n")
  (kill-emacs 0))
(require 'flymake)

(defun await-until (what condition)
  "Serve processes until CONDITION holds, for two minutes at most."
  (let ((end (+ (float-time) 120)))
    (while (not (or (funcall condition) (> (float-time) end)))
      (accept-process-output nil 0.05))
    (or (funcall condition)
        (progn (princ (format "no answer: %s\n" what)) (kill-emacs 1)))))

(defun await-listed ()
  "What lsp-mode knows of ours: only the server takes it away."
  (seq-filter (lambda (found) (equal (lsp:diagnostic-source? found) "await-tidy"))
              (gethash (lsp--fix-path-casing buffer-file-name)
                       (lsp-diagnostics t))))

(defun await-ours ()
  "What Emacs shows of ours; other servers have something to say, too."
  (seq-filter (lambda (found)
                (string-match-p "'balance' is changed"
                                (flymake-diagnostic-text found)))
              (flymake-diagnostics)))

;; Else it asks whether this is a project.
(lsp-workspace-folders-add default-directory)
(find-file "account.cpp")
;; Not what Emacs itself has for C++: a compiler, which is not the matter here.
(setq-local flymake-diagnostic-functions nil)
;; Not when Emacs is idle: it never is, here.
(lsp)
(await-until "a server" #'lsp-workspaces)
;; From now on it shows what comes.
(flymake-start)
(await-until "the finding" #'await-ours)
(dolist (found (await-ours))
  (princ (format "line %d: %s\n"
                 (line-number-at-pos (flymake-diagnostic-beg found))
                 (flymake-diagnostic-text found))))

;; The check once more, behind the wait.
(goto-char (point-min))
(search-forward "balance -= amount;")
(beginning-of-line)
(insert "    if (balance < amount)\n      co_return false;\n")
(await-until "its end" (lambda () (null (or (await-listed) (await-ours)))))
(princ "repaired\n")
