/**
 * The folder of generations: who may write it, which run comes next, how each run ended, and which instrument ids are
 * taken. Start-up and shut-down code, called by the thread that starts and stops the engine; state is what is on disk.
 *
 * <pre>
 *   journal/
 *     journal.lock        held by the running engine; holds its process id
 *     instruments.csv     instrument ids, never reused
 *     e000001/            a generation: one run, never appended to again
 *       events/           log of inbound events
 *       decisions/        log of decisions
 *       seal.json         how it ended; absent while it runs
 *       ...               what else the engine puts there: config.yaml
 *     e000002/
 * </pre>
 */
package io.ringfence.journal.generation;
