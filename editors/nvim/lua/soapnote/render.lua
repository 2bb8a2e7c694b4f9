-- A note's text in a buffer, at a place of its own that moves with what the user types.
--
-- Three extmarks hold the place: the anchor on the transcript's last line, the start on the blank line that sets the note
-- apart, and the point where the next text goes. Signs mark the lines of a note that is not complete.

local marks = require('soapnote.marks')
local undo = require('soapnote.undo')

local api = vim.api
local M = {}

local serial = 0

-- A place for a note in `buffer` below line `lnum`, or in the whole of it where that is 0.
function M.place(buffer, lnum)
  serial = serial + 1
  local place = {
    buffer = buffer,
    is_whole = lnum == 0,
    -- Marks by name.
    marks = {},
    fence = api.nvim_create_namespace('soapnote-fence-' .. serial),
    label = '',
    -- The note's text so far.
    lines = { '' },
    -- Text that waits for a moment at which it may be put in.
    held = '',
    -- Its last character was a CR, which is a line's end already: a LF that follows belongs to it.
    ends_in_cr = false,
    -- The text is in the buffer.
    is_open = false,
    -- A blank line was put below the note.
    has_blank_below = false,
    -- The buffer's changedtick when we last looked; whether the user changed anything while the note came, undid any of
    -- it, or deleted the line that was being written; the number of the change that the note came after.
    tick = nil, is_mixed = false, is_undone = false, is_lost = false, base = nil,
  }
  marks.set(place, 'anchor', math.max(lnum, 1) - 1, 0)
  return place
end

-- The row at which the note begins: below the blank line that follows its transcript; nil when that is not known.
local function first_row(place)
  local row = marks.get(place, 'anchor')
  return place.is_whole and 0 or row and row + 2
end

-- The rows that are the note's, the blank lines around it included: the first one and the one after the last.
local function extent(place)
  local first, last = marks.get(place, 'start'), marks.get(place, 'point') + 1
  local below = api.nvim_buf_get_lines(place.buffer, last, last + 1, false)[1]
  return first, last + (place.has_blank_below and below == '' and 1 or 0)
end

-- What stands between the marks; nil where one has gone.
local function shown(place)
  local start, row, col = marks.get(place, 'start'), marks.get(place, 'point')
  if not (start and row) then
    return nil
  end
  local lines = api.nvim_buf_get_lines(place.buffer, place.is_whole and 0 or start + 1, row + 1, false)
  if #lines > 0 then
    lines[#lines] = lines[#lines]:sub(1, col)
  end
  return lines
end

-- Whether the characters of `line` are in `text` in their order, whatever else is.
local function holds(text, line)
  local at = 0
  for index = 1, #line do
    at = text:find(line:sub(index, index), at + 1, true)
    if not at then
      return false
    end
  end
  return true
end

-- The windows that show the buffer, with their views.
local function views(place)
  local found = {}
  for _, window in ipairs(vim.fn.win_findbuf(place.buffer)) do
    found[window] = api.nvim_win_call(window, vim.fn.winsaveview)
  end
  return found
end

local function unmark(place)
  marks.unfence(place)
  marks.remove(place, 'start')
  marks.remove(place, 'point')
  place.is_open = false
end

-- Marks text that is there, from row `first`; fences it unless the note is complete.
local function mark_text(place, first)
  marks.set(place, 'start', math.max(first - 1, 0), 0)
  marks.set(place, 'point', first + #place.lines - 1, #place.lines[#place.lines])
  place.is_open = true
  if not place.is_complete then
    marks.fence(place)
  end
end

-- Takes out what an undo left of the note, which is the beginning of it.
local function remove_rest(place, first)
  local here = api.nvim_buf_get_lines(place.buffer, first, first + #place.lines, false)
  local count = 0
  while count < #here and here[count + 1] == place.lines[count + 1] do
    count = count + 1
  end
  local last = here[count + 1]
  if last and last ~= '' and vim.startswith(place.lines[count + 1], last) then
    count = count + 1
  end
  if count > 0 then
    api.nvim_buf_set_lines(place.buffer, place.is_whole and 0 or first - 1, first + count, false, {})
    place.tick = api.nvim_buf_get_changedtick(place.buffer)
  end
end

-- Notices what the user did since our last change: after it `is_open` is true only if the note is there as far as it goes.
local function look(place)
  if not place.tick or place.tick == api.nvim_buf_get_changedtick(place.buffer) then
    return
  end
  place.tick = api.nvim_buf_get_changedtick(place.buffer)
  place.is_mixed = true
  local current, last = undo.changes(place.buffer)
  if current < last then
    place.is_undone = true
    place.base = math.min(place.base, current)
  end
  local first = first_row(place)
  if first and #place.lines + #place.lines[1] > 1
    and vim.deep_equal(api.nvim_buf_get_lines(place.buffer, first, first + #place.lines, false), place.lines) then
    -- It is there; an undo or a redo may have left the marks anywhere.
    place.is_undone = false
    place.is_lost = false
    mark_text(place, first)
    return
  end
  local text = shown(place)
  if place.is_open and text and not place.is_undone and holds(table.concat(text, '\n'), place.lines[#place.lines]) then
    return
  end
  if not place.is_undone then
    -- The user deleted the line that was being written. What is left of the note stays marked.
    place.is_lost = place.is_lost or place.is_open
    place.is_open = false
    return
  end
  -- An undo took it out, as a whole or in part.
  if first then
    remove_rest(place, first)
  end
  unmark(place)
end

-- Makes room for the note below its anchor.
local function open(place)
  local first = first_row(place)
  if not first or (place.is_whole and #table.concat(api.nvim_buf_get_lines(place.buffer, 0, -1, false), '\n') > 0) then
    return false
  end
  if place.base then
    undo.join(place.buffer)
  else
    -- What the user is typing at this moment is no part of the note's undo step.
    undo.divide(place.buffer)
    place.base = undo.changes(place.buffer)
  end
  if not place.is_whole then
    local following = api.nvim_buf_get_lines(place.buffer, first - 1, first, false)[1]
    place.has_blank_below = following ~= nil and following:find('%S') ~= nil
    api.nvim_buf_set_lines(place.buffer, first - 1, first - 1, false, place.has_blank_below and { '', '', '' } or { '', '' })
  end
  marks.set(place, 'start', math.max(first - 1, 0), 0)
  marks.set(place, 'point', first, 0)
  place.is_open = true
  place.is_undone = false
  marks.fence(place)
  return true
end

-- Puts `lines` at the point.
local function insert(place, lines)
  local row, col = marks.get(place, 'point')
  local cursors = {}
  for _, window in ipairs(vim.fn.win_findbuf(place.buffer)) do
    local cursor = api.nvim_win_get_cursor(window)
    if cursor[1] == row + 1 then
      cursors[window] = cursor
    end
  end
  undo.join(place.buffer)
  api.nvim_buf_set_text(place.buffer, row, col, row, col, lines)
  local last = row + #lines - 1
  local stop = #lines == 1 and col + #lines[1] or #lines[#lines]
  -- Text that the user types at the point goes on before the note's next text; what is behind the point moves with it.
  for window, cursor in pairs(cursors) do
    local is_behind = cursor[2] > col
    api.nvim_win_set_cursor(window, is_behind and { last + 1, cursor[2] - col + stop } or cursor)
  end
  marks.set(place, 'point', last, stop)
  marks.fence_rows(place, row + 1, last)
end

local function write(place, added)
  look(place)
  if place.is_lost then
    return false
  end
  local is_again = not place.is_open
  place.lines[#place.lines] = place.lines[#place.lines] .. added[1]
  vim.list_extend(place.lines, added, 2)
  if is_again and not open(place) then
    return false
  end
  insert(place, is_again and place.lines or added)
  place.tick = api.nvim_buf_get_changedtick(place.buffer)
  return true
end

-- The pieces of `text` between line ends of any kind.
local function split(place, text)
  if place.ends_in_cr and text:sub(1, 1) == '\n' then
    text = text:sub(2)
    place.ends_in_cr = false
  end
  if text ~= '' then
    place.ends_in_cr = text:sub(-1) == '\r'
  end
  return vim.split(M.unix(text), '\n', { plain = true })
end

-- `text` with \n for all line ends.
function M.unix(text)
  return (text:gsub('\r\n?', '\n'))
end

local function mode(place)
  return api.nvim_get_current_buf() == place.buffer and api.nvim_get_mode().mode or ''
end

local function is_typing(place)
  return mode(place):find('^[iR]') ~= nil
end

-- Puts into the buffer what is held back, and what an undo took out; false as for append().
function M.flush(place)
  if not api.nvim_buf_is_loaded(place.buffer) then
    return false
  end
  look(place)
  local text = place.held
  place.held = ''
  if text == '' and (place.is_open or not place.is_undone) then
    return true
  end
  local is_done, is_written = pcall(write, place, split(place, text))
  if is_typing(place) then
    -- Neovim saves what is typed in one go for undo but once, and what it saved does not fit any more.
    api.nvim_feedkeys(api.nvim_replace_termcodes('<C-G>u', true, false, true), 'ni', false)
  end
  return is_done and is_written
end

-- Appends `text` to the note; false when there is no telling any more where it belongs.
function M.append(place, text)
  place.held = place.held .. text
  -- In the midst of a completion no key of ours may come between.
  return mode(place):find('^[iR][cx]') ~= nil or M.flush(place)
end

-- Takes the text out again, as if none had come.
function M.clear(place)
  if not api.nvim_buf_is_loaded(place.buffer) then
    return
  end
  look(place)
  if place.is_open then
    local first, last = extent(place)
    local row, col = marks.get(place, 'point')
    local behind = api.nvim_buf_get_lines(place.buffer, row, row + 1, false)[1]:sub(col + 1)
    undo.join(place.buffer)
    api.nvim_buf_set_lines(place.buffer, first, last, false, behind == '' and {} or { behind })
    place.tick = api.nvim_buf_get_changedtick(place.buffer)
  end
  if place.is_lost then
    return
  end
  unmark(place)
  place.lines = { '' }
  place.held = ''
  place.ends_in_cr = false
end

-- Makes the whole note one undo step of its own when the user changed anything while it came, which Neovim records as
-- steps that hold a piece of the note each. Goes back to before the note, and makes the user's changes in one step and the
-- note in another.
local function rebase(place)
  place.is_mixed = false
  local was_fenced, windows = place.is_fenced, views(place)
  local first, last = extent(place)
  local row, col = marks.get(place, 'point')
  local note = api.nvim_buf_get_lines(place.buffer, first, last, false)
  local rest = api.nvim_buf_get_lines(place.buffer, 0, -1, false)
  rest = vim.list_extend(vim.list_slice(rest, 1, first), rest, last + 1)
  undo.go(place.buffer, place.base)
  undo.replace(place.buffer, #rest == 0 and { '' } or rest)
  undo.divide(place.buffer)
  api.nvim_buf_set_lines(place.buffer, first, #rest == 0 and -1 or first, false, note)
  marks.set(place, 'anchor', math.max(first - 1, 0), 0)
  marks.set(place, 'start', first, 0)
  marks.set(place, 'point', row, col)
  for window, view in pairs(windows) do
    api.nvim_win_call(window, function()
      vim.fn.winrestview(view)
    end)
  end
  place.tick = api.nvim_buf_get_changedtick(place.buffer)
  if was_fenced then
    marks.fence(place)
  end
end

-- Ends the writing. A note that is not complete stays marked, and is watched so that no redo brings it back unmarked.
function M.finish(place, is_complete)
  if not api.nvim_buf_is_loaded(place.buffer) then
    return
  end
  look(place)
  place.is_complete = is_complete
  if is_complete then
    marks.unfence(place)
    marks.show(place, '')
  end
  local function seal()
    if not api.nvim_buf_is_loaded(place.buffer) then
      return
    end
    look(place)
    if place.is_open and place.is_mixed then
      rebase(place)
    end
    if is_complete then
      M.forget(place)
    end
  end
  if is_typing(place) then
    -- What is being typed would be torn apart.
    api.nvim_create_autocmd('InsertLeave', { buffer = place.buffer, once = true, callback = seal })
  else
    seal()
  end
end

-- Takes the marks away and leaves the text.
function M.forget(place)
  if api.nvim_buf_is_loaded(place.buffer) then
    unmark(place)
    marks.remove(place, 'anchor')
    marks.remove(place, 'label')
  end
end

-- Whether text of the note is in the buffer; sets the marks straight after an undo or a redo.
function M.is_shown(place)
  look(place)
  return place.is_open or place.is_lost
end

-- Whether the note in the buffer is the one that came.
function M.is_unchanged(place)
  return place.is_open and vim.deep_equal(shown(place), place.lines)
end

-- The line below which the note belongs, 0 for a buffer that is the note's alone; nil when that is not known any more.
function M.line(place)
  local row = api.nvim_buf_is_loaded(place.buffer) and not place.is_lost and marks.get(place, 'anchor')
  return row and (place.is_whole and 0 or row + 1) or nil
end

-- The text so far, with \n for all line ends.
function M.text(place)
  return table.concat(place.lines, '\n')
end

return M
