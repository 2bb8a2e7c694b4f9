vim9script
# The user's choices: g:soapnote_… for all buffers, b:soapnote_… for one.

const defaults = {
  # The server's program: a name to be found on $PATH, a path, or a list with arguments.
  server: 'soapnote-lsp',
  # The profession that notes are written for; empty: as the server is configured.
  specialty: '',
  # 'below' the transcript, or a command that opens a window for a new buffer: 'new', 'vnew', 'tabnew', 'enew'.
  placement: 'below',
  # 'keep' the text of a note that failed or was cancelled, marked as incomplete, or 'remove' it.
  incomplete: 'keep',
  # The server's configuration, passed on when it starts.
  settings: {},
  # Further parameters of each request, such as a template.
  request: {},
}

# The choice for a buffer, by default the current one.
export def Get(name: string, buffer = bufnr()): any
  return getbufvar(buffer, 'soapnote_' .. name, get(g:, 'soapnote_' .. name, defaults[name]))
enddef

# The command line of the server.
export def Command(): list<string>
  final server = Get('server')
  return type(server) == v:t_list ? server : [expand(server)]
enddef
