/// An answer worked out to its last byte.
struct Answer {
  let script: Script
  /// For the sources among the steps: what is bytes is framed already.
  let framing: Framing
  let isEventStream: Bool
}
