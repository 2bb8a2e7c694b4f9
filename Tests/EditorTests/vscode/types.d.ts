// What the extension uses of VS Code 1.75 and of Node, after their published declarations, for `tsc`: see ./check.

interface Thenable<T> extends PromiseLike<T> {}

declare module 'vscode' {
  export class Disposable {
    constructor(dispose: () => any);
    static from(...all: { dispose: () => any }[]): Disposable;
    dispose(): any;
  }
  export type Event<T> = (listener: (event: T) => any) => Disposable;
  export class Position {
    constructor(line: number, character: number);
    readonly line: number;
    readonly character: number;
    isEqual(other: Position): boolean;
  }
  export class Range {
    constructor(start: Position, end: Position);
    readonly start: Position;
    readonly end: Position;
    isEmpty: boolean;
  }
  export class Selection extends Range {
    anchor: Position;
    active: Position;
  }
  export class Uri {
    private constructor();
    readonly scheme: string;
    readonly fsPath: string;
  }
  export class ThemeColor { constructor(id: string); }
  export class WorkspaceEdit { replace(uri: Uri, range: Range, text: string): void; }
  export enum EndOfLine { LF = 1, CRLF = 2 }
  export enum TextDocumentChangeReason { Undo = 1, Redo = 2 }
  export enum TextDocumentSaveReason { Manual = 1, AfterDelay = 2, FocusOut = 3 }
  export enum ProgressLocation { SourceControl = 1, Window = 10, Notification = 15 }
  export enum StatusBarAlignment { Left = 1, Right = 2 }
  export enum OverviewRulerLane { Left = 1, Center = 2, Right = 4, Full = 7 }
  export enum ConfigurationTarget { Global = 1, Workspace = 2, WorkspaceFolder = 3 }
  export enum FilePermission { Readonly = 1 }
  export enum ViewColumn { Active = -1, Beside = -2, One = 1 }
  export interface TextLine { readonly text: string; readonly range: Range; readonly isEmptyOrWhitespace: boolean }
  export interface TextDocument {
    readonly uri: Uri;
    readonly fileName: string;
    readonly version: number;
    readonly isClosed: boolean;
    readonly eol: EndOfLine;
    readonly lineCount: number;
    lineAt(line: number): TextLine;
    offsetAt(position: Position): number;
    positionAt(offset: number): Position;
    getText(range?: Range): string;
  }
  export interface TextEditorEdit { insert(at: Position, text: string): void; replace(where: Position | Range, text: string): void }
  export interface TextEditorDecorationType { dispose(): void }
  export interface DecorationOptions { range: Range; renderOptions?: { after?: { contentText?: string } } }
  export interface TextEditor {
    readonly document: TextDocument;
    selection: Selection;
    edit(callback: (builder: TextEditorEdit) => void, options?: { readonly undoStopBefore: boolean; readonly undoStopAfter: boolean }): Thenable<boolean>;
    setDecorations(type: TextEditorDecorationType, ranges: readonly Range[] | readonly DecorationOptions[]): void;
  }
  export interface TextDocumentContentChangeEvent { readonly rangeOffset: number; readonly rangeLength: number; readonly text: string }
  export interface TextDocumentChangeEvent {
    readonly document: TextDocument;
    readonly contentChanges: readonly TextDocumentContentChangeEvent[];
    readonly reason: TextDocumentChangeReason | undefined;
  }
  export interface TextDocumentWillSaveEvent { readonly document: TextDocument; readonly reason: TextDocumentSaveReason }
  export interface ConfigurationChangeEvent { affectsConfiguration(section: string): boolean }
  export interface WorkspaceConfiguration {
    get<T>(section: string): T | undefined;
    update(section: string, value: any, target?: ConfigurationTarget): Thenable<void>;
  }
  export interface StatusBarItem {
    text: string;
    tooltip: string | undefined;
    command: string | undefined;
    show(): void;
    hide(): void;
    dispose(): void;
  }
  export interface ExtensionContext { readonly subscriptions: { dispose(): any }[] }
  export interface CancellationToken { readonly isCancellationRequested: boolean; onCancellationRequested: Event<any> }
  export interface QuickPickItem { label: string; description?: string }
  export namespace workspace {
    const onDidChangeTextDocument: Event<TextDocumentChangeEvent>;
    const onDidCloseTextDocument: Event<TextDocument>;
    const onWillSaveTextDocument: Event<TextDocumentWillSaveEvent>;
    const onDidChangeConfiguration: Event<ConfigurationChangeEvent>;
    function getConfiguration(section?: string): WorkspaceConfiguration;
    function openTextDocument(options: { language?: string; content?: string }): Thenable<TextDocument>;
    function applyEdit(edit: WorkspaceEdit): Thenable<boolean>;
    const fs: { stat(uri: Uri): Thenable<{ permissions?: FilePermission }>; isWritableFileSystem(scheme: string): boolean | undefined };
  }
  export namespace commands {
    function registerCommand(command: string, callback: (...rest: any[]) => any): Disposable;
    function executeCommand<T = unknown>(command: string, ...rest: any[]): Thenable<T>;
  }
  export namespace window {
    const activeTextEditor: TextEditor | undefined;
    const visibleTextEditors: readonly TextEditor[];
    const onDidChangeActiveTextEditor: Event<TextEditor | undefined>;
    const onDidChangeVisibleTextEditors: Event<readonly TextEditor[]>;
    function showTextDocument(document: TextDocument, options?: { viewColumn?: ViewColumn; preserveFocus?: boolean; preview?: boolean }): Thenable<TextEditor>;
    function showInformationMessage(message: string, options: { modal?: boolean; detail?: string }): Thenable<undefined>;
    function showInformationMessage<T extends string>(message: string, ...items: T[]): Thenable<T | undefined>;
    function showWarningMessage<T extends string>(message: string, ...items: T[]): Thenable<T | undefined>;
    function showErrorMessage<T extends string>(message: string, ...items: T[]): Thenable<T | undefined>;
    function showQuickPick<T extends QuickPickItem>(items: readonly T[], options?: { title?: string; matchOnDescription?: boolean }): Thenable<T | undefined>;
    function setStatusBarMessage(text: string, milliseconds: number): Disposable;
    function createStatusBarItem(alignment?: StatusBarAlignment, priority?: number): StatusBarItem;
    function createTextEditorDecorationType(options: {
      isWholeLine?: boolean; borderWidth?: string; borderStyle?: string; borderColor?: string | ThemeColor;
      overviewRulerColor?: string | ThemeColor; overviewRulerLane?: OverviewRulerLane;
      after?: { color?: string | ThemeColor; margin?: string; fontStyle?: string };
    }): TextEditorDecorationType;
    function withProgress<R>(
      options: { location: ProgressLocation; title?: string; cancellable?: boolean },
      task: (progress: { report(value: { message?: string; increment?: number }): void }, token: CancellationToken) => Thenable<R>,
    ): Thenable<R>;
  }
}

declare namespace NodeJS {
  interface ErrnoException extends Error { code?: string }
  interface Timeout { hasRef(): boolean }
}
declare class Buffer {
  static from(text: string): Buffer;
  static concat(parts: Buffer[]): Buffer;
  readonly length: number;
  indexOf(text: string): number;
  subarray(start: number, end?: number): Buffer;
  toString(encoding?: string, start?: number, end?: number): string;
}
declare const process: { readonly pid: number };
declare function require(name: string): any;
declare const module: { exports: any };
declare function setTimeout(run: (...rest: any[]) => void, milliseconds: number): NodeJS.Timeout;
declare function clearTimeout(timer: NodeJS.Timeout): void;
declare function setInterval(run: () => void, milliseconds: number): NodeJS.Timeout;
declare function clearInterval(timer: NodeJS.Timeout | undefined): void;
declare module 'os' { export function homedir(): string; }
declare module 'path' { export function join(...parts: string[]): string; }
declare module 'crypto' {
  export function createHash(name: string): { update(text: string, encoding: string): { digest(encoding: string): string } };
}
declare module 'child_process' {
  interface Stream { on(event: string, run: (data: Buffer) => void): void; write(data: Buffer): boolean; end(): void; readonly writable: boolean }
  export interface ChildProcessWithoutNullStreams {
    readonly pid?: number;
    readonly stdin: Stream;
    readonly stdout: Stream;
    readonly stderr: Stream;
    on(event: 'error', run: (problem: NodeJS.ErrnoException) => void): void;
    on(event: 'close', run: (status: number | null, signal: string | null) => void): void;
    kill(signal?: string): boolean;
  }
  export function spawn(name: string, rest: string[], options: { cwd?: string; windowsHide?: boolean }): ChildProcessWithoutNullStreams;
}
