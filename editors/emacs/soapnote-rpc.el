;;; soapnote-rpc.el --- The server, and talking to it  -*- lexical-binding: t; -*-

;;; Commentary:

;; One server for this Emacs, started on first use and after a crash on the
;; next use.  No traffic is kept: the log of jsonrpc is off, and nothing of a
;; message is ever shown or written elsewhere.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(require 'eieio)
(require 'jsonrpc)
(require 'soapnote-config)

(defvar soapnote-rpc--connection nil
  "The connection to the server, alive or not; nil before the first use.")

(defvar soapnote-rpc--process nil
  "The process of the server, alive or not.")

(defvar soapnote-rpc--greeting nil
  "What the server answered to initialize.")

(defvar soapnote-rpc--listeners (make-hash-table :test #'equal)
  "For each token of a running request, the function that takes its progress.")

(defvar soapnote-rpc--tokens 0
  "The number of tokens given out so far.")

(defun soapnote-rpc-connect ()
  "Return the connection to the server; start it if need be."
  (unless (soapnote-rpc-running-p)
    (let ((command (soapnote-rpc-command)))
      (clrhash soapnote-rpc--listeners)
      (setq soapnote-rpc--greeting nil
            soapnote-rpc--connection (soapnote-rpc--start command))
      (condition-case problem
          (soapnote-rpc--greet)
        ;; If it has ended already, even to ask it is an error.
        (error
         (soapnote-rpc-stop)
         (user-error "%s did not start as a server: %s" (car command)
                     (or (alist-get 'jsonrpc-error-message (cdr problem))
                         (error-message-string problem)))))))
  soapnote-rpc--connection)

(defun soapnote-rpc-generate (params on-progress on-success on-error)
  "Ask for a note with PARAMS, a plist, and return its token.
ON-PROGRESS is called with each value of progress, of the note and of the work
on it, then either ON-SUCCESS with the result or ON-ERROR with the error, all of
them plists.  It can take as long as it takes."
  (let* ((connection (soapnote-rpc-connect))
         (process soapnote-rpc--process)
         (token (format "note-%d" (cl-incf soapnote-rpc--tokens)))
         (tokens (list token (concat token "-work"))))
    (dolist (token tokens) (puthash token on-progress soapnote-rpc--listeners))
    (jsonrpc-async-request
     connection 'soapNote/generate
     (append (list :partialResultToken token :workDoneToken (cadr tokens) :allowRestart t)
             params)
     :success-fn (lambda (result)
                   (soapnote-rpc--forget tokens)
                   (soapnote-rpc--shielded on-success result))
     :error-fn (lambda (failure)
                 (soapnote-rpc--forget tokens)
                 (if (and (process-live-p process) (not (process-get process 'soapnote-ending)))
                     (soapnote-rpc--shielded on-error failure)
                   (process-put process 'soapnote-told t)
                   ;; Later, as jsonrpc has a message of its own to show that says less.
                   (run-at-time 0 nil #'soapnote-rpc--shielded on-error
                                (soapnote-rpc--obituary process))))
     ;; Only the server knows how long a note may take; it has limits of its own.
     :timeout nil)
    token))

(defun soapnote-rpc-cancel (token)
  "Cancel the request of TOKEN; its answer comes as ever."
  ;; The id of a request is not to be had from jsonrpc.  The server takes either token.
  (when (soapnote-rpc-running-p)
    (jsonrpc-notify soapnote-rpc--connection 'window/workDoneProgress/cancel (list :token token))))

(defun soapnote-rpc-request (method &optional params)
  "Ask the server METHOD with PARAMS and wait for the answer, 10 s at most."
  (jsonrpc-request (soapnote-rpc-connect) method (or params (make-hash-table)) :timeout 10))

(defun soapnote-rpc-running-p ()
  "Whether the server is running."
  (and soapnote-rpc--connection (jsonrpc-running-p soapnote-rpc--connection)))

(defun soapnote-rpc-process ()
  "Return the server's process if it is running."
  (when (soapnote-rpc-running-p) soapnote-rpc--process))

(defun soapnote-rpc-engine ()
  "Return the engine that the server takes by itself, nil if that is not known."
  (cl-reduce #'plist-get '(:capabilities :experimental :soapNote :engine)
             :initial-value soapnote-rpc--greeting))

(defun soapnote-rpc-server-version ()
  "Return the server's name and version, nil before the first use."
  (let ((info (plist-get soapnote-rpc--greeting :serverInfo)))
    (when info (format "%s %s" (plist-get info :name) (plist-get info :version)))))

(defun soapnote-rpc-command ()
  "Return the server's command with its program found, or signal a `user-error'."
  (let* ((command (ensure-list soapnote-server-program))
         (program (car command)))
    (cons (or (executable-find program)
              (user-error "There is no program %s: install soapnote-lsp or set `soapnote-server-program'"
                          program))
          (cdr command))))

(defun soapnote-rpc-stop ()
  "End the server."
  (when-let* ((process (soapnote-rpc-process)))
    ;; What it answers now is not why a request failed.
    (process-put process 'soapnote-ending t)
    (ignore-errors
      (jsonrpc-request soapnote-rpc--connection 'shutdown (make-hash-table) :timeout 2)
      (jsonrpc-notify soapnote-rpc--connection 'exit (make-hash-table)))
    ;; `jsonrpc-shutdown' kills at once what has not left yet.
    (let ((end (+ (float-time) 2)))
      (while (and (process-live-p process) (< (float-time) end))
        (accept-process-output nil 0.02)))
    (jsonrpc-shutdown soapnote-rpc--connection t))
  (setq soapnote-rpc--connection nil
        soapnote-rpc--greeting nil))

;;; The connection

(defun soapnote-rpc--greet ()
  "Begin the session with the server."
  (setq soapnote-rpc--greeting
        (jsonrpc-request
         soapnote-rpc--connection 'initialize
         (list :processId (emacs-pid)
               :rootUri nil
               :clientInfo (list :name "Emacs" :version emacs-version)
               :capabilities (make-hash-table)
               :initializationOptions (or soapnote-initialization-options (make-hash-table)))
         :timeout 10))
  (jsonrpc-notify soapnote-rpc--connection 'initialized (make-hash-table)))

(defun soapnote-rpc--start (command)
  "Start COMMAND, the server, and return a connection to it."
  (apply #'make-instance 'jsonrpc-process-connection
         :name "soapnote"
         :process (lambda () (soapnote-rpc--spawn command))
         :request-dispatcher #'soapnote-rpc--answer
         :notification-dispatcher #'soapnote-rpc--notice
         :on-shutdown #'soapnote-rpc--gone
         ;; The log of all traffic would hold patients' words.
         (if (slot-exists-p (find-class 'jsonrpc-connection) '-events-buffer-config)
             '(:events-buffer-config (:size 0 :format full))
           '(:events-buffer-scrollback-size 0))))

(defun soapnote-rpc--spawn (command)
  "Start the process of COMMAND."
  ;; The buffer's directory may be remote, or gone.
  (let ((default-directory (file-name-as-directory (expand-file-name "~"))))
    (setq soapnote-rpc--process
          (make-process :name "soapnote" :command command :connection-type 'pipe :noquery t
                        :coding 'utf-8-emacs-unix
                        ;; jsonrpc expects exactly this name.
                        :stderr (get-buffer-create "*soapnote stderr*")))))

(defun soapnote-rpc--notice (_connection method params)
  "Take the server's notification METHOD with PARAMS."
  (pcase method
    ('$/progress
     (when-let* ((listener (gethash (plist-get params :token) soapnote-rpc--listeners)))
       (soapnote-rpc--shielded listener (plist-get params :value))))
    ('window/showMessage
     (message "%s" (plist-get params :message)))))

(defun soapnote-rpc--gone (_connection)
  "Tell that the server has ended, and why, if nobody waits for it and is told so."
  (let ((process soapnote-rpc--process))
    (when (and process soapnote-rpc--greeting
               (not (process-get process 'soapnote-ending))
               (not (process-get process 'soapnote-told)))
      ;; Later, as jsonrpc has a message of its own to show that says less.
      (run-at-time 0 nil #'message "%s The next note starts it again."
                   (plist-get (soapnote-rpc--obituary process) :message)))))

(defun soapnote-rpc--forget (tokens)
  "Let nobody listen to TOKENS any more."
  (dolist (token tokens) (remhash token soapnote-rpc--listeners)))

(defun soapnote-rpc--answer (_connection method _params)
  "Answer the server's request METHOD."
  (unless (memq method '(window/workDoneProgress/create window/showMessageRequest))
    (jsonrpc-error :code -32601 :message (format "This client has no method %s." method))))

(defun soapnote-rpc--shielded (function argument)
  "Call FUNCTION with ARGUMENT and let no error through.
In a process filter an error would take other messages with it."
  (condition-case-unless-debug problem
      (funcall function argument)
    (error (message "SOAP note: %s" (error-message-string problem)))))

(defun soapnote-rpc--obituary (process)
  "Return a failure to say how PROCESS, the server, ended."
  (list :code -1
        :message (if (process-get process 'soapnote-ending)
                     "The server was ended."
                   (format "The server ended (%s)." (soapnote-rpc--end-of process)))
        :data (list :reason "serverEnded" :retryable t)))

(defun soapnote-rpc--end-of (process)
  "Say how PROCESS, the server, ended, with its last words."
  (let ((buffer (process-get process 'jsonrpc-stderr)))
    (concat (if (eq (process-status process) 'signal) "signal " "status ")
            (number-to-string (process-exit-status process))
            (when (buffer-live-p buffer)
              (with-current-buffer buffer
                (save-excursion
                  (goto-char (point-max))
                  (skip-chars-backward " \n")
                  (unless (bobp)
                    (concat ": " (buffer-substring-no-properties
                                  (line-beginning-position) (point))))))))))

(provide 'soapnote-rpc)
;;; soapnote-rpc.el ends here
