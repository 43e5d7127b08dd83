/**
 * What people see of a running engine: read behind its back from the logs that it writes anyway, on a thread of its own.
 * No lane knows of it, and none waits for it.
 */
package io.ringfence.engine.watch;
