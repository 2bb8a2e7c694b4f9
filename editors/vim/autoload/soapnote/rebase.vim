vim9script
# A note as one undo step of its own, also when the user typed meanwhile.

import autoload 'soapnote/extent.vim'
import autoload 'soapnote/marks.vim'
import autoload 'soapnote/undo.vim'

# Makes the whole note one undo step of its own when the user changed anything while it came, which Vim records as steps
# that hold a piece of the note each. Goes back to before the note, and makes the user's changes in one step and the note
# in another.
export def Rebase(place: dict<any>)
  place.isMixed = false
  final isFenced = marks.IsFenced(place)
  final views = win_findbuf(place.buffer)->map((_, window) => [window, win_execute(window, 'echo winsaveview()')->trim()])
  final [first, last] = extent.Lines(place)
  final [lnum, col] = marks.Get(place, 'point')
  final note = getbufline(place.buffer, first, last)
  var rest = getbufline(place.buffer, 1, '$')
  rest->remove(first - 1, last - 1)
  undo.Go(place.buffer, place.base)
  undo.Replace(place.buffer, empty(rest) ? [''] : rest)
  undo.Divide(place.buffer)
  if empty(rest)
    setbufline(place.buffer, 1, note)
  else
    appendbufline(place.buffer, first - 1, note)
  endif
  marks.Set(place, 'anchor', max([first - 1, 1]), 1)
  marks.Set(place, 'start', first, 1)
  marks.Set(place, 'point', lnum, col)
  for [window, view] in views
    win_execute(window, $'call winrestview({view})')
  endfor
  place.tick = getbufvar(place.buffer, 'changedtick')
  if isFenced
    marks.Fence(place)
  endif
enddef
