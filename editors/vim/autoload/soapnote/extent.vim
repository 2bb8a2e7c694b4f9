vim9script
# Where a note stands in its buffer.

import autoload 'soapnote/marks.vim'

# Where the note begins: below the blank line that follows its transcript; 0 when that is not known any more.
export def FirstLine(place: dict<any>): number
  final anchor = marks.Get(place, 'anchor')
  return place.isWhole ? 1 : empty(anchor) ? 0 : anchor[0] + 2
enddef

# What stands between the marks.
export def Shown(place: dict<any>): list<string>
  final [lnum, col] = marks.Get(place, 'point')
  final lines = getbufline(place.buffer, place.isWhole ? 1 : marks.Get(place, 'start')[0] + 1, lnum)
  return lines[: -2] + [strpart(get(lines, -1, ''), 0, col - 1)]
enddef

# The first and last line that are the note's, the blank lines around it included.
export def Lines(place: dict<any>): list<number>
  final first = place.isWhole ? 1 : marks.Get(place, 'start')[0]
  final last = marks.Get(place, 'point')[0]
  final isBlankBelow = place.hasBlankBelow && getbufline(place.buffer, last + 1) == ['']
  return [first, last + (isBlankBelow && empty(TextBehind(place)) ? 1 : 0)]
enddef

export def TextBehind(place: dict<any>): string
  final [lnum, col] = marks.Get(place, 'point')
  return getbufline(place.buffer, lnum)[0]->strpart(col - 1)
enddef
