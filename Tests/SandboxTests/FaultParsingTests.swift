import Testing

@testable import Sandbox

struct FaultParsingTests {
  @Test(arguments: [
    "", " ; ", "reset=head", "reset=wire:3", "close=50%", "cut=done", "cut=event:2", "stall=end", "stall=3,100",
    "drip", "drip=wire", "split=1,2", "split=wire,3", "gap=1", "heartbeat=5", "garbage=0", "framing=close", "length=-3",
    "http10", "gzip", "polite", "hangup", "hangup=20", "delay=1;first=2", "status=503;body=html;code=A;message=b%3Bc",
    "header=Retry-After: 2", "type=text/html", "redirect=http://127.0.0.1:1/", "early", "early=10", "slow=5",
    "job=3,failed",
    "load=events:10,perchunk:2,rate:5", "endless=comments,10", "times=2;skip=1;on=/v1/note",
  ])
  func `every form is understood`(text: String) throws { _ = try Fault(parsing: text) }

  @Test(arguments: [
    "unknown", "reset", "reset=", "reset=-1", "reset=101%", "reset=wire:x", "close=middle", "stall=1,x", "drip=x",
    "split", "split=a", "gap=x", "heartbeat=0", "framing=x", "length", "status=99", "status=x", "body=x", "header=x",
    "header=A:b%0d%0aC:d", "error=x", "error=1,x", "error=1,string,x", "malformed=1,x", "giant", "giant=0", "endless=x",
    "done=x", "eol=x", "escapes=x", "words=0", "chars=0", "load=events", "load=events:0", "load=x:1", "job", "job=1,x",
    "times=0", "on=v1", "pace=-1", "http10=1", "gzip=yes", "slow=0",
  ])
  func `what is misspelt is refused`(text: String) { #expect(throws: FaultError.self) { try Fault(parsing: text) } }

  @Test
  func `an error names the directive and what it takes`() {
    let error = #expect(throws: FaultError.self) { try Fault(parsing: "body=xml") }
    #expect(error.map { "\($0)" } == "the fault 'body' takes one of json text html empty legacy, not 'xml'")
  }

  @Test
  func `the help names every directive`() {
    let names = [
      "times", "skip", "on", "load", "endless", "job", "early", "slow", "status", "body", "code", "message", "type",
      "redirect",
      "header", "delay", "reset", "close", "cut", "stall", "drip", "split", "gap", "heartbeat", "garbage", "framing",
      "length", "http10", "gzip", "polite", "hangup", "words", "chars", "sections", "eol", "escapes", "done", "error",
      "malformed", "giant", "bom", "comments", "fields", "multiline", "pace", "first",
    ]
    let words = Set(Fault.help.split { !($0.isLetter || $0.isNumber) }.map(String.init))
    #expect(names.filter { !words.contains($0) } == [])
  }
}
