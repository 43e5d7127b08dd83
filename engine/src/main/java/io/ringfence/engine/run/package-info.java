/** The long-running job: an engine that runs until it is stopped, and what it tells people meanwhile. */
package io.ringfence.engine.run;
