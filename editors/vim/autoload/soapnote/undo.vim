vim9script
# Undo steps of a buffer, which Vim offers for the current one only.

# Lets what follows be part of the last undo step.
export def Join(buffer: number)
  # Refused after an undo, when there is nothing to join.
  Execute(buffer, 'silent! undojoin')
enddef

# Closes the undo step of the current buffer.
export def Break()
  &g:undolevels = &g:undolevels
enddef

# The numbers of the change in force and of the last one: they differ after an undo.
export def Changes(buffer: number): list<number>
  return Execute(buffer, 'echo undotree().seq_cur undotree().seq_last')->split()->map((_, number) => str2nr(number))
enddef

# Closes the undo step of a buffer.
export def Divide(buffer: number)
  Execute(buffer, 'call soapnote#undo#Break()')
enddef

# Goes to the state after change `number`.
export def Go(buffer: number, number: number)
  Execute(buffer, $'silent undo {number}')
enddef

# Makes `lines` the text of the buffer and leaves alone what is the same at its beginning and end.
export def Replace(buffer: number, lines: list<string>)
  final old = getbufline(buffer, 1, '$')
  final shorter = min([len(old), len(lines)])
  var same = 0
  while same < shorter && old[same] ==# lines[same]
    same += 1
  endwhile
  var sameEnd = 0
  while sameEnd < shorter - same && old[-1 - sameEnd] ==# lines[-1 - sameEnd]
    sameEnd += 1
  endwhile
  final new = lines->slice(same, len(lines) - sameEnd)
  final gone = len(old) - sameEnd - same
  appendbufline(buffer, same + gone, new)
  if gone > 0
    deletebufline(buffer, same + 1, same + gone)
  endif
enddef

def Execute(buffer: number, command: string): string
  if bufnr() == buffer
    return execute(command)
  endif
  final windows = win_findbuf(buffer)
  if !empty(windows)
    return win_execute(windows[0], command)
  endif
  final popup = popup_create(buffer, {hidden: true})
  final output = win_execute(popup, command)
  popup_close(popup)
  return output
enddef
