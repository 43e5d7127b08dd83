/** The main job in one process: simulated venue and engine over real loopback sockets, a report, and the replay. */
package io.ringfence.engine.demo;
