;;; render-tests.el --- A note's text under edits of all kinds  -*- lexical-binding: t; -*-

;;; Commentary:

;; The scenarios type like a person; here edits of all kinds come in any order.

;;; Code:

(require 'cl-lib)
(require 'ert)
(require 'soapnote-render)

(defconst render-tests-before "First.\nTranscript.\nBelow.\n\nLast line.\n")

(defun render-tests-undo (&optional again)
  "Undo once as a command would, going on with the run if AGAIN."
  (undo-boundary)
  (setq last-command (if again 'undo 'other) this-command 'undo)
  (let ((inhibit-message t)) (undo-only 1))
  (undo-boundary))

(defun render-tests-rewind ()
  "Undo all there is."
  (let (again)
    (condition-case nil
        (dotimes (_ 2000) (render-tests-undo again) (setq again t))
      (user-error nil))))

(defmacro render-tests-with (place &rest body)
  "Run BODY in a buffer with a transcript, a note going to PLACE below it."
  (declare (indent 1))
  `(with-temp-buffer
     (insert render-tests-before)
     (buffer-enable-undo)
     (set-buffer-modified-p nil)
     (let ((,place (soapnote-render-open
                    (current-buffer) (progn (goto-char (point-min)) (search-forward "Transcript.")))))
       ,@body)))

(defun render-tests-word () (make-string (1+ (random 5)) (+ ?a (random 26))))

(defun render-tests-outside (place twin)
  "Edit outside of PLACE at random, and the same in TWIN, which has no note."
  (let* ((beg (marker-position (soapnote-place-beg place)))
         (end (marker-position (soapnote-place-end place)))
         (size (if (soapnote-render--empty-p place) 0 (- end beg)))
         (edit (lambda (from to text)
                 (goto-char from) (delete-region from to) (insert text))))
    (when (zerop size) (setq beg (point-max) end beg))
    (pcase-let* ((`(,low . ,high) (if (zerop (random 2)) (cons (point-min) beg) (cons end (point-max))))
                 (from (+ low (random (1+ (- high low)))))
                 (to (min high (+ from (if (zerop (random 2)) 0 (random 6)))))
                 (text (if (and (> to from) (zerop (random 2))) "" (render-tests-word)))
                 (shift (if (= low (point-min)) 0 size)))
      (funcall edit from to text)
      (with-current-buffer twin (funcall edit (- from shift) (- to shift) text)))))

(ert-deftest render-tests-one-step ()
  "One undo removes the note and leaves all that the user wrote outside of it."
  (dotimes (seed 150)
    (random (format "one step %d" seed))
    (render-tests-with place
      (let ((twin (generate-new-buffer " *twin*" t)) (note ""))
        (with-current-buffer twin (insert render-tests-before))
        (dotimes (step (+ 2 (random 25)))
          (when (or (zerop step) (zerop (random 2)))
            (let ((text (concat (render-tests-word) (if (zerop (random 3)) "\n" " "))))
              (setq note (concat note text))
              (soapnote-render-append place text)))
          (when (zerop (random 3)) (undo-boundary))
          (when (zerop (random 12))
            (soapnote-render-restart place)
            (setq note ""))
          (render-tests-outside place twin))
        (setq note (concat note "end."))
        (soapnote-render-append place "end.")
        (soapnote-render-complete place)
        (should (string-search note (buffer-string)))
        (let ((whole (buffer-string)))
          (render-tests-undo)
          (should (equal (cons seed (buffer-string))
                         (cons seed (with-current-buffer twin (buffer-string)))))
          (let ((inhibit-message t)) (undo-redo 1))
          (should (equal (cons seed (buffer-string)) (cons seed whole)))
          (render-tests-undo)
          (render-tests-rewind)
          (should (equal (cons seed (buffer-string)) (cons seed render-tests-before)))
          (should-not (buffer-modified-p)))
        (kill-buffer twin)))))

(ert-deftest render-tests-anything ()
  "Edits across the note and undos in the middle never make the undo list wrong."
  (dotimes (seed 200)
    (random (format "anything %d" seed))
    (render-tests-with place
      (let ((again nil) (note ""))
        (dotimes (step (+ 2 (random 30)))
          (when (or (zerop step) (zerop (random 2)))
            (let ((text (render-tests-word)))
              (setq note (concat note text))
              ;; The edits may delete the end of its line: then it takes no more.
              (ignore-errors (soapnote-render-append place text))
              (setq again nil)))
          (when (zerop (random 2)) (undo-boundary))
          (pcase (random 8)
            (0 (condition-case nil (progn (render-tests-undo again) (setq again t)) (user-error nil)))
            (1 (when again (let ((inhibit-message t)) (ignore-errors (undo-redo 1))) (setq again nil)))
            ((or 2 3 4)
             (setq again nil)
             (goto-char (+ (point-min) (random (buffer-size))))
             (insert (render-tests-word)))
            (5
             (setq again nil)
             (let* ((from (+ (point-min) (random (buffer-size))))
                    (to (min (point-max) (+ from (random 12)))))
               (delete-region from to)))))
        (ignore-errors (soapnote-render-append place "end."))
        (soapnote-render-complete place)
        (render-tests-rewind)
        (should (equal (cons seed (buffer-string)) (cons seed render-tests-before)))))))

(ert-deftest render-tests-cursor ()
  "A cursor stays where it is, at the mark too, and what is typed there as well."
  (render-tests-with place
    (switch-to-buffer (current-buffer))
    (let ((other (split-window)))
      (goto-char 3)
      (set-window-point other 5)
      (soapnote-render-append place "One ")
      (should (equal (list (point) (window-point other)) '(3 5)))
      (goto-char (soapnote-place-mark place))
      (let ((here (point)))
        (soapnote-render-append place "two ")
        (should (= (point) (window-point) here)))
      (goto-char (soapnote-place-mark place))
      (insert "[")
      (soapnote-render-append place "three")
      (insert "]")
      (soapnote-render-append place ".")
      (should (string-search "One two []three." (buffer-string)))
      (delete-window other))))

(ert-deftest render-tests-lost ()
  "A place that has lost the end of its line takes no more text."
  (render-tests-with place
    (soapnote-render-append place "One\ntwo")
    (delete-region (1- (soapnote-place-mark place)) (soapnote-place-mark place))
    (soapnote-render-append place "o three")
    (delete-region (soapnote-place-mark place) (1+ (soapnote-place-mark place)))
    (should-error (soapnote-render-append place " four"))
    (should (string-search "One\ntwo three\nBelow." (buffer-string)))))

(ert-deftest render-tests-scroll ()
  "A window that begins right behind the note goes on showing what it shows."
  (render-tests-with place
    (switch-to-buffer (current-buffer))
    (soapnote-render-append place "One\n")
    (goto-char (point-max))
    (set-window-start nil (soapnote-place-mark place))
    (let ((shown (buffer-substring (window-start) (point-max))))
      (soapnote-render-append place "two\n")
      (should (equal shown (buffer-substring (window-start) (point-max)))))))

(ert-deftest render-tests-narrowing ()
  "A narrowed buffer gets its note and stays narrowed, and its mark stays active."
  (render-tests-with place
    (let ((transient-mark-mode t))
      (narrow-to-region 1 4)
      (push-mark 2 t t)
      (setq deactivate-mark nil)
      (soapnote-render-append place "One ")
      (soapnote-render-append place "two.")
      (should (equal (buffer-string) "Fir"))
      (should (region-active-p))
      (should-not deactivate-mark)
      (widen)
      (should (string-search "Transcript.\n\nOne two.\n\nBelow." (buffer-string))))))

(ert-deftest render-tests-no-undo ()
  "A buffer that keeps no undo list gets its note as well."
  (render-tests-with place
    (buffer-disable-undo)
    (soapnote-render-append place "One ")
    (soapnote-render-append place "two.")
    (soapnote-render-complete place)
    (should (eq buffer-undo-list t))
    (should (string-search "\n\nOne two.\n" (buffer-string)))))

;;; render-tests.el ends here
