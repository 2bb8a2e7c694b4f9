;;; replay-look.el --- What is seen of a scenario in Emacs  -*- lexical-binding: t; -*-

;;; Commentary:

;; See ../README.md.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'soapnote)

(defconst replay-scenario
  (with-temp-buffer
    (let ((coding-system-for-read 'utf-8-unix)) (insert-file-contents (getenv "SOAPNOTE_SCENARIO")))
    (json-parse-buffer :object-type 'plist :array-type 'list :null-object nil :false-object nil)))

(defvar replay-buffers nil "Buffers by name.")
(defvar replay-current nil "The buffer that the steps are about.")
(defvar replay-previous nil "For each buffer, the note that it had when one was asked for.")
(defvar replay-start 1 "Where the messages of the scenario begin.")
(defvar replay-shown "" "What the package showed of itself.")

(defun replay-report (what)
  "Append WHAT to the verdict."
  (let ((coding-system-for-write 'utf-8-unix))
    (write-region (concat (json-serialize what :false-object :false) "\n") nil
                  (getenv "SOAPNOTE_VERDICT") t 'silent)))

(defun replay-true (value) (if value t :false))

(defun replay-note (&optional name)
  "Return the note of the current buffer, or that called NAME, asked for last."
  (let* ((buffer (if name (replay-buffer name) replay-current))
         (note (buffer-local-value 'soapnote-session--note buffer)))
    (unless (eq note (alist-get buffer replay-previous)) note)))

(defun replay-buffer (name)
  "Return the buffer called NAME."
  (alist-get name replay-buffers nil nil #'equal))

(defun replay-messages ()
  "Return all messages, each as often as it was shown."
  (with-current-buffer (messages-buffer)
    (cl-loop for line in (split-string (buffer-substring-no-properties replay-start (point-max)) "\n" t)
             append (if (string-match "\\(.*\\) \\[\\([0-9]+\\) times\\]\\'" line)
                        (make-list (string-to-number (match-string 2 line)) (match-string 1 line))
                      (list line)))))

(defun replay-text (buffer)
  (with-current-buffer buffer
    (save-restriction
      (widen)
      (string-remove-suffix "\n" (buffer-substring-no-properties (point-min) (point-max))))))

(defun replay-fence ()
  "Whether there is fenced text in the current buffer."
  (with-current-buffer replay-current
    (let ((fences (cl-remove-if-not (lambda (overlay) (overlay-get overlay 'soapnote-place))
                                    (overlays-in (point-min) (point-max)))))
      (cond ((cl-some (lambda (fence) (and (< (overlay-start fence) (overlay-end fence))
                                           (overlay-get fence 'before-string)
                                           (overlay-get fence 'after-string)))
                      fences)
             t)
            ((cl-some (lambda (fence) (overlay-get fence 'before-string)) fences) "only a label")
            (t :false)))))

(defun replay-note-buffer ()
  (cl-find-if (lambda (buffer) (string-prefix-p "*SOAP note*" (buffer-name buffer))) (buffer-list)))

(defun replay-shell (command)
  "Return the exit status and the output of COMMAND."
  (with-temp-buffer (cons (call-process-shell-command command nil t) (buffer-string))))

(defun replay-observed (expect)
  (let* ((last (soapnote-session-last)) (own (replay-note-buffer)))
    (append
     (list :buffer (replay-text replay-current)
           :state (with-current-buffer replay-current (substring-no-properties (format-mode-line minor-mode-alist)))
           :messages (vconcat (replay-messages))
           :fence (replay-fence)
           :shown replay-shown
           :modified (replay-true (buffer-modified-p replay-current))
           :afterCursor (with-current-buffer replay-current
                          (buffer-substring-no-properties (point) (line-end-position)))
           :specialty (or (and last (plist-get (soapnote-note-result last) :specialty)) "")
           :chunks (if last (soapnote-note-chunks last) 0)
           :noteBuffer (and own (replay-text own)))
     (when (plist-member expect :file)
       (list :file (with-temp-buffer
                     (let ((coding-system-for-read 'utf-8-unix))
                       (insert-file-contents (plist-get replay-scenario :file)))
                     (buffer-string))))
     (when-let ((line (plist-get expect :folded)))
       (list :folded (with-current-buffer replay-current
                       (save-excursion
                         (goto-char (point-min))
                         (forward-line (1- line))
                         (replay-true (invisible-p (point)))))))
     (when (plist-member expect :servers)
       (list :servers (string-to-number
                       (cdr (replay-shell (format "%s %d" (getenv "SOAPNOTE_SERVERS") (emacs-pid)))))))
     (when-let ((wanted (plist-get expect :upstream)))
       (list :upstream (if (replay-upstream wanted) wanted "otherwise"))))))

(defun replay-upstream (wanted)
  (eql 0 (car (replay-shell (format "%s %s" (getenv "SOAPNOTE_UPSTREAM") wanted)))))

(defun replay-has (what of)
  "Whether WHAT, which a step waits for, is so of the buffer called OF."
  (let* ((note (replay-note of))
         (state (and note (soapnote-note-state note)))
         (done (eq state 'complete))
         (space (string-search " " what))
         (argument (and space (substring what (1+ space)))))
    (pcase (substring what 0 space)
      ("chunk" (or done (and note (>= (soapnote-note-chunks note) (string-to-number argument)))))
      ("section" (or done (and note (equal (soapnote-note-section note) argument))))
      ("restart" (or (eq state 'restarting)
                     (and note (string-search "again" (soapnote-note-doing note)))))
      ("done" done)
      ("message" (cl-some (lambda (line) (string-search (downcase argument) (downcase line)))
                          (replay-messages)))
      ("upstream" (replay-upstream argument))
      (other (equal (and state (symbol-name state)) other)))))

(provide 'replay-look)
;;; replay-look.el ends here
