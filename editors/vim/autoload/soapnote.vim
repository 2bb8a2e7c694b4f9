vim9script

import autoload 'soapnote/session.vim'

# For 'statusline', such as %{soapnote#Status()}: what is known of the note in the current window's buffer, or nothing.
export def Status(): string
  return session.Status(bufnr())
enddef
