/** The vocabulary of tests: a market that speaks to the stages in lock-step. */
package io.ringfence.engine.testing;
