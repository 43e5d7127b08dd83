/**
 * The long-running job: an engine that runs until it is stopped, and what it tells people meanwhile. Runs on the main
 * thread; lines of orders and fills come on the watch's.
 */
package io.ringfence.engine.run;
