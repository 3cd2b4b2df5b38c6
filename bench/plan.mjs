// The scenarios, the servers that each is run on, and the number of repeats. Repeats are interleaved: all subjects
// once, then all again, so that other load on the machine falls on all of them.

/** The folder that keeps the large database between runs: making it takes minutes. */
export const PAST = { messages: 10_000_000, folder: 'bench/past' };

const TRANSPORTS = ['relay', 'socketioxide', 'socketio'];
const PRODUCTS = ['kith', 'nodeStack'];

/**
 * @typedef {{ id: string, args: string[], subjects: string[], repeats: number }} Run
 * @param {boolean} quick
 * @returns {Run[]}
 */
export function plan(quick) {
  const seconds = (full) => ['--seconds', String(quick ? 2 : full)];
  const repeats = (full) => (quick ? 1 : full);
  const connections = (full, few) => ['--connections', String(quick ? few : full)];
  const run = (id, args, subjects, times) => ({ id, args, subjects, repeats: times });
  const runs = [
    run('floor', ['floor', ...seconds(3)], ['kith'], repeats(3)),
    run('start', ['start', '--times', quick ? '3' : '10'], ['kith'], 1),

    run('transport-pairs', ['pairs', ...seconds(3)], TRANSPORTS, repeats(3)),
    run('transport-pairs-5000', ['pairs', '--rate', '5000', ...seconds(3)], TRANSPORTS, repeats(3)),
    run('transport-rooms-100', ['rooms', '--size', '100', ...seconds(4)], TRANSPORTS, repeats(2)),
    run('transport-rooms-1000', ['rooms', '--size', '1000', ...seconds(4)], TRANSPORTS, repeats(2)),
    run('transport-idle', ['idle', ...connections(5000, 1000), ...seconds(3)], TRANSPORTS, 1),

    run('pairs', ['pairs', ...seconds(5)], PRODUCTS, repeats(3)),
    run('pairs-1000', ['pairs', '--rate', '1000', ...seconds(5)], PRODUCTS, repeats(3)),
    run('product-rooms-100', ['rooms', '--size', '100', ...seconds(4)], ['nodeStack'], repeats(2)),

    run('rooms-10', ['rooms', '--size', '10', ...seconds(4)], ['kith'], repeats(3)),
    run('rooms-100', ['rooms', '--size', '100', ...seconds(4)], ['kith'], repeats(3)),
    run('rooms-1000', ['rooms', '--size', '1000', ...seconds(4)], ['kith'], repeats(3)),
    run('flood-100', ['rooms', '--size', '100', '--senders', '4', '--flood', ...seconds(4)], ['kith'], repeats(2)),
    run('flood-1000', ['rooms', '--size', '1000', '--senders', '8', '--flood', ...seconds(4)], ['kith'], repeats(2)),
    run('beside', ['rooms', '--size', '1000', '--senders', '8', '--flood', '--beside-pairs', '50', ...seconds(4)], ['kith'], repeats(2)),

    run('idle', ['idle', ...connections(10_000, 1000), '--cycles', quick ? '2' : '10'], ['kith'], 1),
    run('storm', ['storm', ...connections(10_000, 1000)], ['kith'], repeats(2)),
    run('mixed', ['mixed', ...seconds(8)], ['kith'], repeats(2)),
  ];
  if (quick) {
    const small = ['--messages', '20000', '--seconds', '2'];
    runs.push(run('history', ['history', ...small], ['kith'], 1), run('sync', ['sync', ...small], ['kith'], 1));
  } else {
    const past = ['--data', PAST.folder, '--seconds', '6'];
    runs.push(run('history', ['history', ...past], ['kith'], 2), run('sync', ['sync', ...past], ['kith'], 2));
    runs.push(run('idle-19000', ['idle', '--connections', '19000'], ['kith'], 1));
  }
  return runs;
}
