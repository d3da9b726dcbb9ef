;;; What a user of Emacs does with a race, and what Emacs then shows.
(require 'eglot)
(require 'flymake)

(defun await-until (condition)
  "Serve processes until CONDITION holds, for two minutes at most."
  (let ((end (+ (float-time) 120)))
    (while (not (or (funcall condition) (> (float-time) end)))
      (accept-process-output nil 0.05))
    (or (funcall condition) (progn (princ "it did not come\n") (kill-emacs 1)))))

(find-file "account.cpp")
;; Not when Emacs is idle: it never is, here.
(apply #'eglot--connect (eglot--guess-contact))
(await-until (lambda () eglot--managed-mode))
(flymake-start)
(await-until #'flymake-diagnostics)
(dolist (found (flymake-diagnostics))
  (princ (format "line %d: %s\n"
                 (line-number-at-pos (flymake-diagnostic-beg found))
                 (flymake-diagnostic-text found))))

;; The check once more, behind the wait.
(goto-char (point-min))
(search-forward "balance -= amount;")
(beginning-of-line)
(insert "    if (balance < amount)\n      co_return false;\n")
(eglot--signal-textDocument/didChange)
(flymake-start)
(await-until (lambda () (not (flymake-diagnostics))))
(princ "repaired\n")
