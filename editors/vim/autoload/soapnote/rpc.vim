vim9script
# One server for the whole editor: started by the first request, and again after it has ended.

import autoload 'soapnote/config.vim'
import autoload 'soapnote/messages.vim'

# What the server says of itself once it is ready.
export var capabilities: dict<any> = {}

var job = null_job
var isReady = false
var isStopping = false
# The exit is known when the process has ended, and everything it wrote has been read when the channel has closed.
var isClosed = false
var exitStatus: dict<any> = {}
var lastWords = ''
# What is to be sent as soon as the server is ready.
var waiting: list<func()> = []
# The callbacks of requests that have no answer yet, and the ids they have on the wire, by our own number.
var pending: dict<func(dict<any>)> = {}
var ids: dict<number> = {}
var serial = 0
# Who is told of $/progress, by token.
var listeners: dict<func(dict<any>)> = {}

# Sends a request; Done gets the reply, {result} or {error}, exactly once. Returns the number that cancels it.
export def Request(method: string, params: dict<any>, Done: func(dict<any>)): number
  serial += 1
  final number = serial
  pending[number] = Done
  final problem = Start()
  if !empty(problem)
    Finish(number, {error: {message: problem}})
  elseif isReady
    Send(number, method, params)
  else
    waiting->add(() => Send(number, method, params))
  endif
  return number
enddef

# The reply to a request, waited for; {} when it did not come in time.
export def Await(method: string, params: dict<any>, milliseconds: number): dict<any>
  var reply: dict<any> = {}
  final number = Request(method, params, (answer) => {
    reply = answer
  })
  final start = reltime()
  while empty(reply) && start->reltime()->reltimefloat() * 1000 < milliseconds
    sleep 5m
  endwhile
  if empty(reply)
    pending[number] = (_) => {
    }
    Cancel(number)
  endif
  return reply
enddef

# Asks for the end of a request; its reply still comes, unless the server had not even got it.
export def Cancel(number: number)
  if ids->has_key(number)
    Notify('$/cancelRequest', {id: ids[number]})
  elseif pending->has_key(number)
    Finish(number, {error: {code: -32800, message: 'Cancelled.'}})
  endif
enddef

export def Listen(token: string, Listener: func(dict<any>))
  listeners[token] = Listener
enddef

export def Unlisten(token: string)
  if listeners->has_key(token)
    listeners->remove(token)
  endif
enddef

export def IsRunning(): bool
  return job != null_job && job_status(job) ==# 'run'
enddef

# Ends the server in good order; it ends by itself when Vim is gone.
export def Stop()
  if IsRunning()
    isStopping = true
    ch_sendexpr(job_getchannel(job), {method: 'shutdown'}, {callback: (_, _) => {
    }})
    ch_sendexpr(job_getchannel(job), {method: 'exit'})
  endif
enddef

# Ends the server, by force where that takes more than two seconds. Requests without an answer fail.
export def Restart()
  for number in pending->keys()
    Finish(str2nr(number), {error: {
      message: 'The server was ended. The next note starts it again.', data: {retryable: true}}})
  endfor
  Stop()
  final start = reltime()
  while job != null_job && !(isClosed && !empty(exitStatus))
    sleep 10m
    if start->reltime()->reltimefloat() > 2
      job_stop(job, 'kill')
    endif
  endwhile
enddef

# Starts the server unless it runs; returns what is in the way.
def Start(): string
  if IsRunning() && !isStopping
    return ''
  endif
  final command = config.Command()
  if !executable(command[0])
    return $'There is no server {command[0]}. Install soapnote-lsp, or set g:soapnote_server to its path.'
  endif
  isReady = false
  isStopping = false
  isClosed = false
  exitStatus = {}
  lastWords = ''
  job = job_start(command, {
    in_mode: 'lsp', out_mode: 'lsp', err_mode: 'nl', noblock: 1, out_cb: OnMessage,
    err_cb: (_, line) => {
      lastWords = line
    },
    close_cb: (_) => {
      isClosed = true
      Ended()
    },
    exit_cb: (ended, _) => {
      exitStatus = job_info(ended)
      Ended()
    },
  })
  if job_status(job) !=# 'run'
    return $'The server {command[0]} could not be started. Check g:soapnote_server.'
  endif
  ch_sendexpr(job_getchannel(job), {method: 'initialize', params: {
    processId: getpid(), rootUri: null, capabilities: {general: {positionEncodings: ['utf-8']}},
    initializationOptions: config.Get('settings')}}, {callback: OnInitialized})
  return ''
enddef

def OnInitialized(_: channel, reply: dict<any>)
  if reply->has_key('error')
    lastWords = reply.error.message
    job_stop(job)
    return
  endif
  capabilities = reply.result
  isReady = true
  Notify('initialized', {})
  final ready = waiting
  waiting = []
  for Send in ready
    Send()
  endfor
enddef

def Send(number: number, method: string, params: dict<any>)
  # It may have been cancelled while it waited.
  if pending->has_key(number)
    ids[number] = ch_sendexpr(job_getchannel(job), {method: method, params: params}, {callback: (_, reply) => {
      Finish(number, reply)
    }}).id
  endif
enddef

def Notify(method: string, params: dict<any>)
  if IsRunning()
    ch_sendexpr(job_getchannel(job), {method: method, params: params})
  endif
enddef

def Finish(number: number, reply: dict<any>)
  if ids->has_key(number)
    ids->remove(number)
  endif
  if pending->has_key(number)
    pending->remove(number)(reply)
  endif
enddef

def OnMessage(_: channel, message: any)
  if type(message) != v:t_dict
    return
  endif
  final method = message->get('method', '')
  if method ==# '$/progress'
    final token = string(message.params.token)->trim("'")
    if listeners->has_key(token)
      listeners[token](message.params.value)
    endif
  elseif method ==# 'window/showMessage'
    messages.Warn(message.params.message)
  elseif message->has_key('id')
    ch_sendexpr(job_getchannel(job), {id: message.id, error: {code: -32601, message: 'This client has no such method.'}})
  endif
enddef

# Vim does not answer the requests of a server that has ended, so that is done here.
def Ended()
  if !isClosed || empty(exitStatus) || isStopping
    return
  endif
  final how = empty(exitStatus.termsig) ? $'status {exitStatus.exitval}' : $'signal {exitStatus.termsig}'
  final why = empty(lastWords) ? '' : $' It said: {lastWords->strcharpart(0, 300)}'
  final reason = $'The server ended ({how}).{why} The next note starts it again.'
  isReady = false
  waiting = []
  if empty(pending)
    messages.Warn(reason)
  endif
  for number in pending->keys()
    Finish(str2nr(number), {error: {message: reason, data: {retryable: true}}})
  endfor
enddef
