import Testing

@testable import soapnote_bench

struct ReportTests {
  @Test(arguments: [
    ([1], 50, 1), ([3, 1, 2], 50, 2), ([4, 3, 2, 1], 50, 2), ([4, 3, 2, 1], 75, 3), ([4, 3, 2, 1], 76, 4),
    (Array(1...200), 99, 198), ([5, 1], 0, 1), ([5, 1], 100, 5),
  ])
  func `a percentile is the least value that so many do not exceed`(values: [Int], percent: Int, expected: Int) {
    #expect(Distribution(values).percentile(percent) == expected)
    #expect(Distribution(values).least == values.min())
  }

  @Test(
    arguments: [
      (0, "0"), (0.125, "0.125"), (0.0666, "0.067"), (0.0004, "0"), (1.005, "1"), (1.25, "1.25"), (2, "2"),
      (9.999, "10"),
      (10.04, "10"), (12.34, "12.3"), (123.4, "123"), (0.62, "0.62"), (-1.5, "-1.5"), (-0.0001, "0"), (1.05, "1.05"),
    ] as [(Double, String)])
  func `numbers are short`(number: Double, expected: String) { #expect(number.short == expected) }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (200_000, "200,000"), (-1_234_567, "-1,234,567")])
  func `large numbers are grouped`(number: Int, expected: String) { #expect(number.grouped == expected) }

  @Test(
    arguments: [
      (1.2, "met, aim too"), (1.21, "met"), (1.5, "met"), (1.51, "NOT MET"), (nil, "not measured"),
    ] as [(Double?, String)])
  func `a result is held against its bar`(value: Double?, verdict: String) {
    let result = Line.Result(value: value, unit: "× curl -N", bar: Bar(limit: 1.5, aim: 1.2))
    let line = Line(subject: "latency", program: "it", figure: "1 ms", result: result)
    #expect(line.cells == ["it", "1 ms", value.map { "\($0.short) × curl -N" } ?? "", "≤ 1.5", "1.2", verdict])
  }

  @Test
  func `a table says a subject once and names who was skipped`() {
    let table = Table(lines: [
      Line(subject: "CPU", program: "it", figure: "1 ms"), .skipped("CPU", "curl"),
      Line(subject: "memory", program: "it", figure: "2 MB", result: Line.Result(value: 2, unit: "MB", bar: nil)),
    ])
    #expect(
      table.markdown == """
        | what | program | measured | result | bar | aim | verdict |
        | --- | --- | --- | --- | --- | --- | --- |
        | CPU | it | 1 ms |  |  |  |  |
        |  | curl | skipped: not installed |  |  |  |  |
        | memory | it | 2 MB | 2 MB |  |  |  |

        """)
    #expect(
      table.plain == """
        what    program  measured                result  bar  aim  verdict
        CPU     it       1 ms
                curl     skipped: not installed
        memory  it       2 MB                    2 MB

        """)
  }

  @Test
  func `what the system says about a process is read`() throws {
    let vitals = try #require(Vitals(status: "Name:\tsome thing\nVmHWM:\t   10240 kB\nThreads:\t7\n"))
    #expect(vitals.peakMemory == 10_485_760)
    #expect(vitals.threads == 7)
    #expect(Vitals(status: "Name:\tsome thing\nState:\tZ (zombie)\nThreads:\t1\n") == nil)
  }

  @Test(arguments: [
    (["--frob"], "unknown option --frob; --help names the options"), (["--only"], "--only needs one of a, b"),
    (["--only", "a,c"], "nothing is called 'c'; there are a, b"),
  ])
  func `a wrong command line is refused`(arguments: [String], message: String) {
    #expect(throws: Options.Invalid(message: message)) { try Options(arguments, names: ["a", "b"]) }
  }

  @Test
  func `a right command line is followed`() throws {
    let options = try Options(["--quick", "--only", "b,a", "--markdown", "--built"], names: ["a", "b"])
    #expect(options.isQuick && options.isMarkdown && options.isBuilt && !options.showsHelp)
    #expect(options.only == ["b", "a"])
    #expect(try Options(["--help"], names: []).showsHelp)
    for benchmark in Benchmark.all { #expect(Options.help(Benchmark.all).contains("  \(benchmark.name) ")) }
  }
}
