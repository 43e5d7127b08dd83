/** What a stage must not do, so that the rules can be seen to notice it. Any thread; no state. */
package io.ringfence.engine.rules.forbidden;
