;;; await-tidy in Emacs with eglot: put this into init.el.
;; Eglot takes one server for a file: this is instead of clangd.
(defvar await-tidyd "await-tidyd"
  "The program: a name in `exec-path', or a path.")

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `((c++-mode c++-ts-mode) . (,await-tidyd))))

(add-hook 'c++-mode-hook #'eglot-ensure)
