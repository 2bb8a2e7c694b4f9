vim9script
# The notes asked for: each from its request to its end, and after that while its text is in a buffer incomplete.

import autoload 'soapnote/config.vim'
import autoload 'soapnote/marks.vim'
import autoload 'soapnote/messages.vim'
import autoload 'soapnote/render.vim'
import autoload 'soapnote/rpc.vim'

# Notes that run or stand incomplete in a buffer.
var notes: list<dict<any>> = []
# The last complete note.
export var last: dict<any> = {}
var serial = 0
var clock = 0

# Asks for a note with `parameters`. It goes into `buffer` below line `lnum`, or, where that is 0, into the whole of it.
export def Begin(parameters: dict<any>, buffer: number, lnum: number)
  for other in notes->copy()->filter((_, other) => other.buffer == buffer && !render.IsShown(other.place))
    Drop(other)
  endfor
  serial += 1
  final note = {
    parameters: parameters, buffer: buffer, place: render.Place(buffer, lnum),
    token: $'vim-{getpid()}-{serial}', request: 0,
    state: 'running', doing: 'waiting', chunks: 0, began: reltime(),
  }
  notes->add(note)
  Watch(buffer)
  rpc.Listen(note.token, (value) => OnProgress(note, value))
  rpc.Listen(note.token .. '-work', (value) => OnWork(note, value))
  note.request = rpc.Request('soapNote/generate', {
    partialResultToken: note.token, workDoneToken: note.token .. '-work', allowRestart: true, coalesceMs: 16,
  }->extend(parameters), (reply) => OnReply(note, reply))
  if clock == 0
    clock = timer_start(1000, (_) => Tick(), {repeat: -1})
  endif
  Show(note)
enddef

# The note that runs in `buffer`, else the incomplete one that stands there, else {}.
export def Of(buffer: number): dict<any>
  final here = notes->copy()->filter((_, note) => note.buffer == buffer)
  final running = here->copy()->filter((_, note) => note.state ==# 'running')
  return get(running, 0, get(here, -1, {}))
enddef

export def Running(): list<dict<any>>
  return notes->copy()->filter((_, note) => note.state ==# 'running')
enddef

export def Cancel(note: dict<any>)
  note.doing = 'cancelling'
  rpc.Cancel(note.request)
  Show(note)
enddef

# Takes a note that failed or was cancelled out of the buffer and asks for it again, in the same place.
export def Retry(note: dict<any>): bool
  render.Clear(note.place)
  final lnum = render.Line(note.place)
  if lnum < 0
    return false
  endif
  Drop(note)
  Begin(note.parameters, note.buffer, lnum)
  return true
enddef

# Forgets a note and takes its marks away.
export def Drop(note: dict<any>)
  render.Forget(note.place)
  notes->filter((_, other) => other isnot note)
enddef

# What is known of the note in `buffer`, in a few words.
export def Status(buffer: number): string
  final note = Of(buffer)
  return empty(note) ? '' : Words(note)
enddef

def Words(note: dict<any>): string
  if note.state !=# 'running'
    return $'SOAP note INCOMPLETE ({note.state})'
  endif
  final seconds = note.began->reltime()->reltimefloat()->float2nr()
  return $'SOAP note incomplete: {Engine(note)}, {note.doing}, {seconds} s'
enddef

def Engine(note: dict<any>): string
  final named = note.parameters->get('engine', '')
  return empty(named) ? rpc.capabilities->get('capabilities', {})->get('experimental', {})->get('soapNote', {})->get('engine', '…') : named
enddef

def OnProgress(note: dict<any>, value: dict<any>)
  # What comes late, after a cancel or after the buffer has gone, is nobody's.
  if note.state !=# 'running' || note.doing ==# 'cancelling'
    return
  endif
  if value.kind ==# 'chunk'
    note.chunks += 1
    final doing = value->get('section', note.doing)
    if !render.Append(note.place, value.text)
      Cancel(note)
      note.doing = 'cancelling'
      messages.Warn('The place of the note is gone, so the note was cancelled. Run :SoapNote again.')
    elseif doing !=# note.doing
      note.doing = doing
      Show(note)
    endif
  elseif value.kind ==# 'restart'
    render.Clear(note.place)
    note.chunks = 0
    note.doing = $'trying again ({value.attempt} of {value.maxAttempts})'
    Show(note)
  endif
enddef

# The server's own words are worth showing only while no text comes: they tell of silent retries.
def OnWork(note: dict<any>, value: dict<any>)
  if value.kind ==# 'report' && note.chunks == 0 && note.state ==# 'running' && note.doing !=# 'cancelling'
    note.doing = value.message
    Show(note)
  endif
enddef

def OnReply(note: dict<any>, reply: dict<any>)
  rpc.Unlisten(note.token)
  rpc.Unlisten(note.token .. '-work')
  if note.state !=# 'running'
    return
  endif
  if !reply->has_key('result')
    final isCancelled = reply.error->get('code', 0) == -32800
    final how = reply.error->get('data', {})->get('retryable', false) ? ' (:SoapNoteRetry)' : ''
    Fail(note, isCancelled ? 'cancelled' : 'failed', reply.error.message .. how)
  elseif !render.Flush(note.place) || render.Text(note.place) !=# reply.result.text->substitute('\r\n\=', "\n", 'g')
    Fail(note, 'failed', 'What arrived is not the note that the server made, so it is incomplete. Run :SoapNoteRetry.')
  else
    Complete(note, reply.result)
  endif
enddef

def Complete(note: dict<any>, result: dict<any>)
  note.state = 'done'
  final isUnchanged = render.IsShown(note.place) && render.IsUnchanged(note.place)
  render.Finish(note.place, true)
  notes->filter((_, other) => other isnot note)
  last = {text: render.Text(note.place), buffer: note.buffer, chunks: note.chunks}->extend(result, 'keep')
  messages.Tell(printf('SOAP note complete: %s, %.1f s.', Source(result.engine), result.timing.totalMs / 1000.0))
  if !isUnchanged
    messages.Warn('The note was changed while it was being written. :SoapNoteOpen shows it as it came.')
  endif
  for warning in result->get('warnings', [])
    messages.Warn(warning)
  endfor
  redrawstatus!
enddef

# A person has to know when no model has read the transcript.
def Source(engine: string): string
  return engine ==# 'offline' ? 'offline engine (rules, no model)' : engine
enddef

def Fail(note: dict<any>, state: string, message: string)
  note.state = state
  if config.Get('incomplete', note.buffer) ==# 'remove'
    render.Clear(note.place)
  endif
  render.Finish(note.place, false)
  Show(note)
  if state ==# 'cancelled'
    messages.Tell('The note was cancelled.')
  else
    messages.Fail(message)
  endif
  redrawstatus!
enddef

# Keeps the label of a note up to date.
def Show(note: dict<any>)
  final isEmpty = note.state !=# 'running' && !render.IsShown(note.place)
  marks.Show(note.place, isEmpty ? '' : $'── {Words(note)} ──')
  redrawstatus!
enddef

def Tick()
  for note in Running()
    Show(note)
  endfor
  if empty(Running())
    timer_stop(clock)
    clock = 0
  endif
enddef

# --- What becomes of a buffer

def Watch(buffer: number)
  autocmd_add([
    {group: 'soapnote', event: 'BufUnload', bufnr: buffer, replace: true, cmd: 'call soapnote#session#OnUnload()'},
    {group: 'soapnote', event: 'BufWritePost', bufnr: buffer, replace: true, cmd: 'call soapnote#session#OnWrite()'},
    {group: 'soapnote', event: ['TextChanged', 'TextChangedI'], bufnr: buffer, replace: true,
      cmd: 'call soapnote#session#OnChange()'},
  ])
enddef

export def OnUnload()
  for note in notes->copy()->filter((_, note) => note.buffer == str2nr(expand('<abuf>')))
    final isRunning = note.state ==# 'running'
    note.state = 'closed'
    notes->filter((_, other) => other isnot note)
    if isRunning
      rpc.Cancel(note.request)
    endif
  endfor
enddef

export def OnWrite()
  final note = Of(bufnr())
  if !empty(note) && render.IsShown(note.place)
    messages.Warn('The file was saved, but the SOAP note in it is incomplete.')
  endif
enddef

# An undo or a redo may have taken the text of an incomplete note away or brought it back.
export def OnChange()
  for note in notes->copy()->filter((_, note) => note.buffer == bufnr())
    Show(note)
  endfor
enddef

autocmd_add([{group: 'soapnote', event: 'VimLeavePre', pattern: '*', cmd: 'call soapnote#rpc#Stop()'}])
