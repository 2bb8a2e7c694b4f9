;;; client.el --- eglot with soapnote-lsp and no plugin  -*- lexical-binding: t -*-

;;; Commentary:

;; Runs in a terminal, since eglot sends changes from an idle timer, and ends Emacs.  A test is a generator, so that
;; the editor goes on as ever, keys that are typed included, while it waits.

;;; Code:

(require 'cl-lib)
(require 'generator)
(require 'eglot)
(require 'imenu)

(setq inhibit-startup-screen t make-backup-files nil create-lockfiles nil auto-save-default nil)

(defvar client-tests nil "Names and generators, the last one first.")
(defvar client-failures 0)
(defvar client-said nil "What the server had to say to the user.")

(defun client-report (format &rest arguments)
  "Add a line to the verdict: FORMAT with ARGUMENTS."
  (write-region (concat (apply #'format format arguments) "\n") nil (getenv "SOAPNOTE_VERDICT") t 'silent))

(defmacro client-test (name &rest body)
  "Define a test called NAME that runs BODY, in which `client-await' may be used."
  (declare (indent 1))
  `(push (cons ,name (iter-lambda () ,@body)) client-tests))

(defmacro client-await (what condition)
  "Wait until CONDITION holds, ten seconds at most; WHAT is its name."
  `(let ((end (+ (float-time) 10)))
     (while (not ,condition)
       (when (> (float-time) end) (error "In vain: %s" ,what))
       (iter-yield nil))))

(defun client-same (expected found)
  "Fail unless FOUND is EXPECTED."
  (unless (equal expected found) (error "Expected %S, found %S" expected found)))

(defun client-type (keys)
  "Let the user type KEYS, as `kbd' writes them."
  (setq unread-command-events (append unread-command-events (listify-key-sequence (kbd keys)))))

(defun client-server () "The server of the current buffer." (eglot-current-server))

(defun client-ask (method params)
  "What the server answers to METHOD with PARAMS."
  (jsonrpc-request (client-server) method params :timeout 5))

(define-advice eglot-handle-notification (:before (_server method &rest params) client)
  (when (eq method 'window/showMessage) (push (plist-get params :message) client-said)))

(client-test "the server is started by the configuration alone"
  (load (expand-file-name "soapnote.el") nil t)
  (find-file "visit.txt")
  (call-interactively #'eglot)
  (client-await "the server" (bound-and-true-p eglot--managed-mode))
  (client-same nil client-said))

(client-test "the settings are found, and a wrong one is told of once"
  (client-await "settings" (equal "physician" (plist-get (client-ask :soapNote/status eglot--{}) :specialty)))
  (setq-default eglot-workspace-configuration '(:soapNote (:specialty "slp" :retry (:maxAttempts "many"))))
  (dotimes (_ 2)
    (eglot-signal-didChangeConfiguration (client-server))
    (client-await "settings" (equal "slp" (plist-get (client-ask :soapNote/status eglot--{}) :specialty))))
  (client-same 1 (length client-said))
  (unless (string-search "retry.maxAttempts" (car client-said)) (error "%S" client-said)))

(client-test "a note in the document is an outline"
  (let ((start nil) (outline nil))
    (goto-char (point-max))
    (setq start (point))
    (insert "\nSubjective:\nCough 😀\n\n**Plan**\nRest.\n")
    (setq outline (flatten-tree (eglot-imenu)))
    (client-await "the outline" (member "Plan" (setq outline (flatten-tree (eglot-imenu)))))
    (unless (member "Subjective" outline) (error "%S" outline))
    (delete-region start (point-max))))

(defun client-step (tests generator start)
  "Go on with GENERATOR, which began at START, and then with TESTS; each step leaves the editor to the user."
  (let ((over nil))
    (set-buffer (window-buffer))
    (condition-case fault
        (when generator (iter-next generator))
      (iter-end-of-sequence
       (setq over t)
       (client-report "ok   %s (%.1f s)" (caar tests) (- (float-time) start)))
      (error
       (setq over t)
       (cl-incf client-failures)
       (client-report "FAIL %s (%.1f s)\n%S" (caar tests) (- (float-time) start) fault)))
    (when (or over (not generator))
      (when over (pop tests))
      (setq generator (and tests (funcall (cdar tests))) start (float-time)))
    (if (or generator tests)
        (run-with-timer 0.02 nil #'client-step tests generator start)
      (client-end))))

(defun client-end ()
  "Say how many tests failed, and end the editor."
  (client-report "%d passed, %d failed" (- (length client-tests) client-failures) client-failures)
  (dolist (buffer (buffer-list)) (with-current-buffer buffer (set-buffer-modified-p nil)))
  (ignore-errors (eglot-shutdown (client-server)))
  (kill-emacs (if (or (> client-failures 0) (null client-tests)) 1 0)))

(setq client-tests
      (cl-remove-if-not (lambda (test) (string-search (or (getenv "SOAPNOTE_ONLY") "") (car test)))
                        (nreverse client-tests)))
(run-with-timer 0.1 nil #'client-step client-tests nil (float-time))

;;; client.el ends here
