vim9script
# What the commands do.

import autoload 'soapnote/config.vim'
import autoload 'soapnote/messages.vim'
import autoload 'soapnote/rpc.vim'
import autoload 'soapnote/session.vim'

# A note of these lines, without the blank ones around them.
export def Generate(line1: number, line2: number, specialty: string)
  var [first, final] = [line1, line2]
  while first <= final && getline(first) !~ '\S'
    first += 1
  endwhile
  while final > first && getline(final) !~ '\S'
    final -= 1
  endwhile
  if first > final
    messages.Warn('There is nothing to make a note of. Select a transcript, or put it into the buffer.')
    return
  endif
  final placement = config.Get('placement')
  if placement ==# 'below'
    if &l:readonly || !&l:modifiable
      messages.Warn("This buffer is read-only, so there is no place for a note. Set g:soapnote_placement to 'new'.")
      return
    endif
    final running = session.Of(bufnr())
    if !empty(running) && running.state ==# 'running'
      messages.Warn('A note is being written in this buffer. :SoapNoteCancel stops it.')
      return
    endif
  endif
  var parameters = {transcript: getline(first, final)->join("\n")}
  final profession = empty(specialty) ? config.Get('specialty') : specialty
  if !empty(profession)
    parameters.specialty = profession
  endif
  parameters->extend(config.Get('request'))
  if placement ==# 'below'
    session.Begin(parameters, bufnr(), final)
  else
    final window = win_getid()
    execute placement
    session.Begin(parameters, bufnr(), 0)
    win_gotoid(window)
  endif
enddef

# A note of the lines around the cursor that no blank line divides.
export def Paragraph(specialty: string)
  final first = search('^\s*$', 'bnW') + 1
  final blank = getline('.') =~ '\S' ? search('^\s*$', 'nW') : line('.')
  Generate(first, blank == 0 ? line('$') : blank - 1, specialty)
enddef

# For a mapping: the operator of which a motion says what the transcript is.
export def Operator(): string
  &operatorfunc = (_) => Generate(line("'["), line("']"), '')
  return 'g@'
enddef

# Cancels the note of this buffer, or the only one there is.
export def Cancel()
  var note = session.Of(bufnr())
  final running = session.Running()
  if (empty(note) || note.state !=# 'running') && len(running) == 1
    note = running[0]
  endif
  if empty(note) || note.state !=# 'running'
    messages.Warn('No note is being written.')
  else
    session.Cancel(note)
  endif
enddef

export def Retry()
  final note = session.Of(bufnr())
  if empty(note) || note.state ==# 'running'
    messages.Warn('No note has failed in this buffer.')
  elseif !session.Retry(note)
    messages.Warn('The place of the note is gone. Select the transcript and run :SoapNote again.')
  endif
enddef

# Takes the text of a note that failed as it is: it is marked no longer.
export def Keep()
  final note = session.Of(bufnr())
  if empty(note) || note.state ==# 'running'
    messages.Warn('There is no incomplete note in this buffer.')
  else
    session.Drop(note)
  endif
enddef

# The last complete note, in a new buffer.
export def Open()
  if empty(session.last)
    messages.Warn('There is no complete note yet.')
    return
  endif
  new
  setline(1, session.last.text->split("\n", true))
enddef

export def Info(probes: bool)
  final reply = rpc.Await('soapNote/status', {probe: probes}, probes ? 15000 : 5000)
  if !reply->has_key('result')
    messages.Warn(empty(reply) ? 'The server did not answer in time.' : reply.error.message)
    return
  endif
  final status = reply.result
  final key = status.key.found ? $'found in {status.key->get("source", "?")}' : 'not found'
  var lines = [
    $'server     {exepath(config.Command()[0])} {status.versions.server}',
    $'engine     {status.engine}: {status.reason}',
    $'engines    {status.engines->join(", ")}',
    $'endpoint   {status->get("endpoint", "none")}',
    $'key        {key}',
    $'specialty  {status.specialty}',
  ]
  if status->has_key('probe')
    lines->add($'probe      {status.probe->get("message", $"answered in {status.probe->get("milliseconds", 0)} ms")}')
  endif
  for problem in status.problems
    lines->add($'problem    {problem}')
  endfor
  for note in session.Running()
    lines->add($'running    {bufname(note.buffer)}: {session.Status(note.buffer)}')
  endfor
  echo lines->join("\n")
enddef

# Ends the server, so that the next note starts it with the settings and the environment of then.
export def Restart()
  rpc.Restart()
  messages.Tell('The next note starts the server again.')
enddef

# The professions that begin as typed, for the command line.
export def Complete(lead: string, _: string, _: number): list<string>
  if empty(specialties)
    specialties = rpc.Await('soapNote/specialties', {}, 3000)->get('result', {})->get('specialties', [])
      ->mapnew((_, specialty) => specialty.id)
  endif
  return specialties->copy()->filter((_, name) => name->stridx(lead) == 0)
enddef

var specialties: list<string> = []
