/**
 * What a run amounts to, read from its journal after the fact: no lane counts anything for it. Belongs to whoever asks.
 */
package io.ringfence.engine.report;
