/**
 * What all inbound events share: the layout of their header, the identity of instruments, and the ids that orders bear.
 * Values and flyweights; any thread.
 */
package io.ringfence.journal.event;
