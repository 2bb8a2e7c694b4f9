;;; soapnote-config.el --- Options and faces of soapnote  -*- lexical-binding: t; -*-

;;; Commentary:

;; Everything a person can set.  Keys and addresses of services are not
;; among it: those are the server's own business.

;;; Code:

(defgroup soapnote nil
  "SOAP notes, written live into the buffer."
  :group 'tools
  :prefix "soapnote-")

(defcustom soapnote-server-program "soapnote-lsp"
  "The server: a program on the path, a file name, or a list with arguments."
  :type '(choice (string :tag "Program") (repeat :tag "Program and arguments" string))
  :risky t)

(defcustom soapnote-engine nil
  "The engine that writes notes; nil leaves the choice to the server.
The server takes SOAPNoteAPI where it finds a key and drafts offline
elsewhere.  It never goes from one engine to another by itself."
  :type '(choice (const :tag "The server's choice" nil)
                 (const "soapnoteapi") (const "offline") string)
  :safe #'string-or-null-p)

(defcustom soapnote-specialty nil
  "The specialty that notes are written for; nil means the server's default.
See `soapnote-choose-specialty'."
  :type '(choice (const :tag "The server's default" nil) string)
  :safe #'string-or-null-p)

(defcustom soapnote-template nil
  "The template of the specialty; nil means the server's default."
  :type '(choice (const :tag "The server's default" nil) string)
  :safe #'string-or-null-p)

(defcustom soapnote-placement 'after
  "Where a note is written.
`after' means below the transcript, with a blank line between; `buffer'
means a buffer of its own."
  :type '(choice (const :tag "Below the transcript" after)
                 (const :tag "A new buffer" buffer))
  :safe #'symbolp)

(defcustom soapnote-keep-incomplete t
  "Whether the text of a note that failed or was cancelled stays.
It stays fenced as incomplete until it is asked for again or discarded
\(see `soapnote-retry' and `soapnote-discard').  If nil it is removed."
  :type 'boolean
  :safe #'booleanp)

(defcustom soapnote-coalesce-ms 16
  "The least time between two pieces of text, in milliseconds.
The first piece never waits."
  :type 'natnum
  :safe #'natnump)

(defcustom soapnote-request-parameters nil
  "Further parameters of each request, as a plist.
For example (:includeIcd11 t :includePatientSummary t)."
  :type 'plist)

(defcustom soapnote-initialization-options nil
  "Further settings for the server, as a plist, sent when it starts.
For example (:timeouts (:idleMs 60000)).  Lists of the protocol are
vectors here.  Keep keys out of it: they belong in the environment of
the server or in a command that prints them."
  :type 'plist
  :risky t)

(defface soapnote-fence
  '((((min-colors 88) (background light)) :background "#ffffd7" :extend t)
    (((min-colors 88) (background dark)) :background "#303030" :extend t))
  "Face of a note that is not complete.")

(defface soapnote-fence-label
  '((t :inherit warning :extend t))
  "Face of the lines that say that a note is not complete.")

(provide 'soapnote-config)
;;; soapnote-config.el ends here
