;;; What a user of Emacs with lsp-mode does with a race, and what Emacs shows.
(require 'lsp-mode)
(require 'flymake)

(defun await-until (what condition)
  "Serve processes until CONDITION holds, for two minutes at most."
  (let ((end (+ (float-time) 120)))
    (while (not (or (funcall condition) (> (float-time) end)))
      (accept-process-output nil 0.05))
    (or (funcall condition)
        (progn (princ (format "no answer: %s\n" what)) (kill-emacs 1)))))

;; Else it asks whether this is a project.
(lsp-workspace-folders-add default-directory)
(find-file "account.cpp")
;; Not when Emacs is idle: it never is, here.
(lsp)
(await-until "a server" #'lsp-workspaces)
(await-until "the finding" (lambda () (flymake-start) (flymake-diagnostics)))
(dolist (found (flymake-diagnostics))
  (princ (format "line %d: %s\n"
                 (line-number-at-pos (flymake-diagnostic-beg found))
                 (flymake-diagnostic-text found))))
(princ (format "servers: %s\n"
               (mapcar (lambda (w) (lsp--client-server-id
                                    (lsp--workspace-client w)))
                       (lsp-workspaces))))

;; The check once more, behind the wait.
(goto-char (point-min))
(search-forward "balance -= amount;")
(beginning-of-line)
(insert "    if (balance < amount)\n      co_return false;\n")
(await-until "its end"
             (lambda () (flymake-start) (null (flymake-diagnostics))))
(princ "repaired\n")
