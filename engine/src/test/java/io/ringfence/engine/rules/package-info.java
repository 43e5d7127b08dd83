/** The rules of the house that the compiler can't hold. */
package io.ringfence.engine.rules;
