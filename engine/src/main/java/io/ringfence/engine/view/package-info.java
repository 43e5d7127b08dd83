/**
 * Shows the live view of a running engine to a person or a program, from another process: once ({@code stat}) or over and
 * over ({@code top}). Reads what {@code journal.view} keeps, and touches neither the engine nor its lanes. Belongs to main.
 */
package io.ringfence.engine.view;
