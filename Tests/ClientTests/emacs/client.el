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

(defun client-command (command)
  "What the server answers to COMMAND."
  (client-ask :workspace/executeCommand `(:command ,command :arguments [])))

(defun client-noted (state)
  "Whether the last note that a command asked for has come to STATE."
  (let ((notes (plist-get (client-command "soapNote.status") :notes)))
    (equal state (plist-get (aref notes (1- (length notes))) :state))))

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

;; Eglot 1.9 asks before each edit unless it is told not to, and has no other option for it.
(unless (boundp 'eglot-confirm-server-edits) (setq eglot-confirm-server-initiated-edits nil))

(defvar client-chosen nil "Whether the user has chosen a code action.")
(define-advice eglot-code-actions (:after (&rest _) client) (setq client-chosen t))

(defun client-choose ()
  "Let the user select the visit and choose the first code action for it."
  (setq client-chosen nil)
  (goto-char (point-min))
  (push-mark (save-excursion (forward-line 4) (1- (point))) t t)
  (client-type "M-x eglot-code-actions RET RET"))

(client-test "a code action makes a note below the visit while the user types above it, and one undo removes it"
  (let* ((visit (buffer-string))
         (asked (list :transcript (string-trim visit)))
         (note (string-trim (plist-get (client-ask :soapNote/generate asked) :text)))
         (last 0))
    (goto-char (point-max))
    (insert "\nNext visit.\n")
    (undo-boundary)
    (client-choose)
    (client-await "the note"
      (or (string-search "\nSubjective:\n" (buffer-string))
          (when (and (null unread-command-events) (> (float-time) (+ last 0.1)))
            (setq last (float-time))
            (client-type "M-< t y p e d SPC 😀 RET")
            nil)))
    (client-await "the keys" (null unread-command-events))
    (let ((typed (apply #'concat (make-list (how-many "^typed 😀$" (point-min) (point-max)) "typed 😀\n")))
          (rest (concat visit "\nNext visit.\n")))
      (when (< (length typed) 20) (error "The user could not type meanwhile"))
      (client-same (concat typed visit "\n" note "\n\nNext visit.\n") (buffer-string))
      (client-await "the server to know" (client-noted "inserted"))
      ;; What comes between two keys is undone together with the first of them.
      (client-type "C-/")
      (client-await "undo"
        (and (string-suffix-p rest (buffer-string)) (not (string-search "Subjective" (buffer-string))))))))

(client-test "a note that is cancelled leaves the text as it is"
  (erase-buffer)
  (insert-file-contents "visit.txt")
  (let ((before (buffer-string)))
    (client-choose)
    ;; Emacs 28 cannot ask the server anything while a command of the user's does.
    (client-await "the command" client-chosen)
    (client-same 1 (plist-get (client-command "soapNote.cancelAll") :cancelled))
    (client-await "the end" (client-noted "cancelled"))
    (client-same before (buffer-string))))

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
