-- A note's text in a buffer, at a place of its own that moves with what the user types.
--
-- Three extmarks hold the place: the anchor on the transcript's last line, the start on the blank line that sets the note
-- apart, and the point where the next text goes. Signs mark the lines of a note that is not complete.

local extent = require('soapnote.extent')
local marks = require('soapnote.marks')
local notice = require('soapnote.notice')
local rebase = require('soapnote.rebase')
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

-- Makes room for the note below its anchor.
local function open(place)
  local first = extent.first_row(place)
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
  notice.look(place)
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
  notice.look(place)
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
  notice.look(place)
  if place.is_open then
    local first, last = extent.rows(place)
    local row, col = marks.get(place, 'point')
    local behind = api.nvim_buf_get_lines(place.buffer, row, row + 1, false)[1]:sub(col + 1)
    undo.join(place.buffer)
    api.nvim_buf_set_lines(place.buffer, first, last, false, behind == '' and {} or { behind })
    place.tick = api.nvim_buf_get_changedtick(place.buffer)
  end
  if place.is_lost then
    return
  end
  notice.unmark(place)
  place.lines = { '' }
  place.held = ''
  place.ends_in_cr = false
end

-- Ends the writing. A note that is not complete stays marked, and is watched so that no redo brings it back unmarked.
function M.finish(place, is_complete)
  if not api.nvim_buf_is_loaded(place.buffer) then
    return
  end
  notice.look(place)
  place.is_complete = is_complete
  if is_complete then
    marks.unfence(place)
    marks.show(place, '')
  end
  local function seal()
    if not api.nvim_buf_is_loaded(place.buffer) then
      return
    end
    notice.look(place)
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
    notice.unmark(place)
    marks.remove(place, 'anchor')
    marks.remove(place, 'label')
  end
end

-- Whether text of the note is in the buffer; sets the marks straight after an undo or a redo.
function M.is_shown(place)
  notice.look(place)
  return place.is_open or place.is_lost
end

-- Whether the note in the buffer is the one that came.
function M.is_unchanged(place)
  return place.is_open and vim.deep_equal(extent.shown(place), place.lines)
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
