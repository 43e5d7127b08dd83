/** The record of what came in and what was decided. */
package io.ringfence.journal;
