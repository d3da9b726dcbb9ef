;;; await-tidy in Emacs with lsp-mode, beside clangd: put this into init.el.
(defvar await-tidyd "await-tidyd"
  "The program: a name in `exec-path', or a path.")

(with-eval-after-load 'lsp-mode
  (lsp-register-client
   (make-lsp-client :server-id 'await-tidyd
                    :new-connection
                    (lsp-stdio-connection (lambda () (list await-tidyd)))
                    :activation-fn (lsp-activate-on "cpp")
                    :add-on? t)))

(add-hook 'c++-mode-hook #'lsp-deferred)
