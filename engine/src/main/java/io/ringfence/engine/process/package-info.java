/**
 * What the process shares with whoever started it: its exit status, signals that ask it to stop, one line on their
 * terminal, and the threads that write what others only hand over. Lies below all jobs, so that jobs know nothing of the command line.
 */
package io.ringfence.engine.process;
